using Balancing.Explaining;

namespace Balancing.Mapping;

/// <summary>The rewrite rules of a site: they change the path, set a target, or refuse (mod_rewrite.c: apply_rewrite_rule).</summary>
internal sealed class RewriteSteps
{
    private readonly Step[] _steps;
    private readonly TargetReader _reader;

    public RewriteSteps(IReadOnlyList<RewriteRulePlan> rules, TargetReader reader)
    {
        _reader = reader;
        _steps = new Step[rules.Count];
        for (var i = 0; i < _steps.Length; i++)
        {
            var text = rules[i].Proxy ? rules[i].Template : rules[i].Substitution;
            var pattern = PathPattern.Create(rules[i].Pattern, rules[i].NoCase);
            _steps[i] = new(rules[i], pattern, Template.Parse(text, captures: true, variables: false));
        }
    }

    /// <summary>Runs the rules; true when one of them ended the mapping with <paramref name="result"/>.</summary>
    public bool Run<TTrace>(ref Subject subject, IReadOnlyDictionary<string, string>? environment, ref TTrace trace, out MapResult result)
        where TTrace : struct, IDecisionTrace
    {
        result = default;
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            var answer = step.Pattern.Match(subject.Path, out var match);
            if (answer != PatternAnswer.TimedOut && (answer == PatternAnswer.Yes) == step.Plan.Negate)
            {
                trace.Note(StepCode.MapRewritePassedOver, i);
                continue;
            }

            trace.Note(StepCode.MapRewritten, i);
            var from = new Captured(match, subject.Path, environment);
            var refusal = answer == PatternAnswer.TimedOut ? Refusals.PatternTimeout : Refuses(step.Plan);
            if (refusal is null && step.Plan.Proxy) refusal = SetTarget(step, subject, from, out result);
            else if (refusal is null && step.Plan.Substitution != "-") refusal = ChangePath(step, ref subject, from);
            if (refusal is not null)
                result = new() { Outcome = MapOutcome.Refused, Rewrite = step.Plan, Refusal = refusal, Environment = environment };
            if (refusal is not null || step.Plan.Proxy) return true;
            if (step.Plan.Last || step.Plan.PassThrough) return false; // PT implies L
        }

        return false;
    }

    private static Refusal? Refuses(RewriteRulePlan plan) => plan.Forbidden ? Refusals.Forbidden : plan.Gone ? Refusals.Gone : null;

    private static Refusal? SetTarget(in Step step, in Subject subject, in Captured from, out MapResult result)
    {
        result = default;
        string? query = null;
        var refusal = step.Template.ExpandPath(from, step.Plan.NoEscape, out var path) ?? NewQuery(step, subject, from, out query);
        if (refusal is not null) return refusal;
        result = new()
        {
            Outcome = MapOutcome.Mapped,
            Rewrite = step.Plan,
            Prefix = path,
            Query = query,
            QueryStart = -1,
            Environment = from.Environment,
        };
        return null;
    }

    private Refusal? ChangePath(in Step step, ref Subject subject, in Captured from)
    {
        var refusal = NewQuery(step, subject, from, out var query)
            ?? step.Template.ExpandDecoded(from, out var decoder)
            ?? _reader.Settle(decoder, ref subject);
        subject.Query = query;
        subject.QueryStart = -1;
        return refusal;
    }

    // A "?" in the substitution replaces the request's query, QSA keeps it behind, and a bare "?" drops it.
    private static Refusal? NewQuery(in Step step, in Subject subject, in Captured from, out string? query)
    {
        var refusal = step.Template.ExpandQuery(from, out query);
        var hasOwn = subject.TryQuery(out var own);
        if (query is null) query = hasOwn ? own.ToString() : null;
        else if (step.Plan.QueryAppend && !own.IsEmpty) query = query.Length == 0 ? own.ToString() : string.Concat(query, "&", own);
        else if (query.Length == 0) query = null;
        return refusal;
    }

    private readonly record struct Step(RewriteRulePlan Plan, PathPattern Pattern, Template Template);
}
