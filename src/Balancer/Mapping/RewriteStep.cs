using System.Text.RegularExpressions;

namespace Balancing.Mapping;

/// <summary>One rewrite rule, ready to ask and to act (mod_rewrite.c: apply_rewrite_rule).</summary>
internal sealed class RewriteStep
{
    private readonly PathPattern _pattern;
    private readonly Condition[] _conditions;
    private readonly Template _template;
    private readonly RedirectOrigin? _origin;
    private readonly Spelling _spelling;
    private readonly Refusal? _ending;
    private readonly (string Name, RewriteText? Value)[] _variables;

    public RewriteStep(RewriteRulePlan plan, FrontName front)
    {
        Plan = plan;
        _pattern = PathPattern.Create(plan.Pattern, plan.NoCase);
        _conditions = [.. plan.Conditions.Select(condition => new Condition(condition))];
        _variables = [.. plan.Variables.Select(pair => (pair.Key, pair.Value is null ? null : new RewriteText(pair.Value)))];
        var syntax = TemplateSyntax.Captures | TemplateSyntax.Rewriting;
        if (plan.QueryLast) syntax |= TemplateSyntax.LastQuery;
        if (plan.Redirect > 0 && plan.NoEscape) syntax |= TemplateSyntax.AsIs;
        _template = Template.Parse(plan.Proxy || plan.Redirect > 0 ? plan.Template : plan.Substitution, syntax);
        _origin = plan.Redirect > 0 ? new RedirectOrigin(plan.Authority, front) : null;
        _spelling = Spelling.Of(plan);
        _ending = plan.Forbidden ? Refusals.Forbidden : plan.Gone ? Refusals.Gone : plan.Status > 0 ? Refusals.Ended(plan.Status) : null;
        NeedsContext = _conditions.Length + _variables.Length > 0 || plan.Authority is not null
            || Reference.In(plan.Substitution).Any(reference => reference.Kind != ReferenceKind.Capture);
    }

    public RewriteRulePlan Plan { get; }

    /// <summary>Gets whether it looks at more than the path.</summary>
    public bool NeedsContext { get; }

    /// <summary>Whether the pattern says yes, or no for a negated rule.</summary>
    public PatternAnswer Match(in PathText path, out Match? match)
    {
        var answer = _pattern.Match(path, out var found);
        match = Plan.Negate ? null : found;
        return answer == PatternAnswer.TimedOut ? answer : (answer == PatternAnswer.Yes) == Plan.Negate ? PatternAnswer.No : PatternAnswer.Yes;
    }

    /// <summary>Whether the conditions hold, which are asked after the pattern.</summary>
    public PatternAnswer Check(in Captured from, out int failed)
    {
        failed = 0;
        return _conditions.Length == 0 ? PatternAnswer.Yes : Condition.All(_conditions, from.Context!, from, out failed);
    }

    /// <summary>Sets the rule's variables; the result is why not, or null.</summary>
    public Refusal? SetVariables(in Captured from, ref IReadOnlyDictionary<string, string>? environment)
    {
        if (_variables.Length == 0) return null;
        var changed = environment is null
            ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (name, value) in _variables)
        {
            if (value is null) changed.Remove(name);
            else if (value.Expand(from.Context!, from) is { } text) changed[name] = text.Span.ToString();
            else return Refusals.TargetTooLong;
        }

        environment = changed;
        return null;
    }

    /// <summary>Does what the rule says. True when the request is answered or has its target.</summary>
    public bool Act(in RequestFacts facts, ref Subject subject, in Captured from, TargetReader reader, out MapResult result)
    {
        var refusal = _ending;
        var ours = false;
        var location = "";
        result = default;
        if (refusal is null && _origin is not null) refusal = _origin.Expand(facts, from, out location, out ours);
        var redirects = _origin is not null && !(ours && Plan.ReducesOwnUrl);
        if (refusal is null && redirects) refusal = Redirect(subject, from, location);
        else if (refusal is null && Plan.Proxy) refusal = SetTarget(subject, from, out result);
        else if (refusal is null && Plan.Substitution != "-") refusal = ChangePath(ref subject, from, reader);
        if (refusal is not null) result = new() { Outcome = MapOutcome.Refused, Rewrite = Plan, Refusal = refusal, Environment = from.Environment };
        return refusal is not null || Plan.Proxy;
    }

    private Refusal Redirect(in Subject subject, in Captured from, string origin)
    {
        var refusal = _template.ExpandPath(from, _spelling, out var path);
        string? query = null;
        refusal ??= NewQuery(subject, from, out query);
        if (refusal is not null) return refusal;

        // Without any name of ours a path is all we can say, and it must not read as //host.
        if (origin.Length == 0 || path is not ['/', ..]) path = string.Concat("/", path.AsSpan().TrimStart("/\\"));
        var location = query is null ? origin + path : WithQuery(origin + path, query);
        return location.Length > FieldText.MaxLength ? Refusals.TargetTooLong
            : FieldText.IsValue(location) ? Refusal.Redirect(Plan.Redirect, location) : Refusals.BadRedirect;
    }

    // httpd: NE. A fragment of the configured path stays behind the query.
    private static string WithQuery(string url, string query) =>
        url.IndexOf('#', StringComparison.Ordinal) is var fragment and >= 0
            ? string.Concat(url.AsSpan(0, fragment), "?", query, url.AsSpan(fragment)) : string.Concat(url, "?", query);

    private Refusal? SetTarget(in Subject subject, in Captured from, out MapResult result)
    {
        result = default;
        string? query = null;
        var refusal = _template.ExpandPath(from, _spelling, out var path) ?? NewQuery(subject, from, out query);
        if (refusal is not null) return refusal;
        result = new()
        {
            Outcome = MapOutcome.Mapped,
            Rewrite = Plan,
            Prefix = path,
            Query = query,
            QueryStart = -1,
            Environment = from.Environment,
        };
        return null;
    }

    private Refusal? ChangePath(ref Subject subject, in Captured from, TargetReader reader)
    {
        var refusal = NewQuery(subject, from, out var query)
            ?? _template.ExpandDecoded(from, _spelling, out var decoder)
            ?? reader.Settle(decoder, ref subject);
        subject.Query = query;
        subject.QueryStart = -1;
        return refusal;
    }

    // A "?" in the substitution replaces the request's query, QSA keeps it behind, QSD drops it, and a bare "?" drops it too.
    private Refusal? NewQuery(in Subject subject, in Captured from, out string? query)
    {
        var refusal = _template.ExpandQuery(from, _spelling, out query);
        var hasOwn = subject.TryQuery(out var own) && !Plan.QueryDiscard;
        if (query is null) query = hasOwn ? own.ToString() : null;
        else if (Plan.QueryAppend && hasOwn && !own.IsEmpty) query = query.Length == 0 ? own.ToString() : string.Concat(query, "&", own);
        else if (query.Length == 0) query = null;
        return refusal;
    }
}
