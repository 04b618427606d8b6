using Balancing.Explaining;

namespace Balancing.Mapping;

/// <summary>
/// The rewrite rules of a site: they change the path, set a target, send the client elsewhere, or refuse
/// (mod_rewrite.c: apply_rewrite_list). A redirect ends them; in httpd later rules go on with the whole URL as text (D30).
/// </summary>
internal sealed class RewriteSteps
{
    private readonly RewriteStep[] _steps;
    private readonly TargetReader _reader;
    private readonly FrontName _front;

    public RewriteSteps(SitePlan plan, TargetReader reader)
    {
        _reader = reader;
        _front = FrontName.Of(plan);
        _steps = [.. plan.RewriteRules.Select(rule => new RewriteStep(rule, _front))];
    }

    /// <summary>Runs the rules; true when one of them ended the mapping with <paramref name="result"/>.</summary>
    public bool Run<TTrace>(
        in RequestFacts facts, ref Subject subject, ref IReadOnlyDictionary<string, string>? environment, ref TTrace trace, out MapResult result)
        where TTrace : struct, IDecisionTrace
    {
        result = default;
        RewriteContext? context = null;
        var asked = subject.Path;
        var round = 1;
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            var answer = step.Match(subject.Path, out var match);
            if (answer == PatternAnswer.Yes && step.NeedsContext) (context ??= new(facts, _front, asked)).Begin(subject, environment);
            var captured = new Captured(match, subject.Path, environment, context);
            answer = Check(step, answer, captured, i, ref trace);
            if (answer == PatternAnswer.No)
            {
                while (step.Plan.Chain && i + 1 < _steps.Length) step = _steps[++i];
                continue;
            }

            var refusal = answer == PatternAnswer.TimedOut ? Refusals.PatternTimeout : step.SetVariables(captured, ref environment);
            if (refusal is null && step.Act(facts, ref subject, captured with { Environment = environment }, _reader, out result)) return true;
            if (refusal is null && (step.Plan.Last || step.Plan.PassThrough)) return false; // PT implies L
            if (refusal is null && step.Plan.Rounds > 0 && ++round >= step.Plan.Rounds) refusal = Refusals.TooManyRounds;
            if (refusal is not null)
            {
                result = new() { Outcome = MapOutcome.Refused, Rewrite = step.Plan, Refusal = refusal, Environment = environment };
                return true;
            }

            i = step.Plan.Rounds > 0 ? -1 : i + step.Plan.Skip;
        }

        return false;
    }

    private static PatternAnswer Check<TTrace>(RewriteStep step, PatternAnswer answer, in Captured from, int index, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var failed = -1;
        if (answer == PatternAnswer.Yes) answer = step.Check(from, out failed);
        if (answer != PatternAnswer.No) trace.Note(StepCode.MapRewritten, index);
        else if (failed >= 0) trace.Note(StepCode.MapConditionFailed, index, failed);
        else trace.Note(StepCode.MapRewritePassedOver, index);
        return answer;
    }
}
