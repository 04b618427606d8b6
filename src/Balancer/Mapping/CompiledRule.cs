using System.Text;
using System.Text.RegularExpressions;

namespace Balancing.Mapping;

/// <summary>One mapping rule, ready to match and to answer.</summary>
internal sealed class CompiledRule
{
    private readonly Template _template;
    private readonly bool _isPlain;

    public CompiledRule(ProxyPassPlan plan, bool interpolate)
    {
        Plan = plan;
        var variables = interpolate && plan.Interpolate;
        Pattern = plan.Match is null ? null : PathPattern.Create(plan.Match);
        Alias = variables && plan.Path?.Contains("${", StringComparison.Ordinal) == true ? new VariableText(plan.Path) : null;
        var captures = Pattern is null ? TemplateSyntax.None : TemplateSyntax.Captures;
        _template = Template.Parse(plan.Template, captures | (variables ? TemplateSyntax.Variables : TemplateSyntax.None));
        _isPlain = !plan.Exclude && !_template.HasEffect && !_template.HasQuery && _template.ConstantPath is not null
            && plan.Mapping == PathMapping.Decoded;
    }

    public ProxyPassPlan Plan { get; }

    /// <summary>Gets the pattern of a match rule, or null.</summary>
    public PathPattern? Pattern { get; }

    /// <summary>Gets the alias when it differs from request to request, or null.</summary>
    public VariableText? Alias { get; }

    /// <summary>The answer of this rule, which matched <paramref name="path"/>.</summary>
    public MapResult Answer(in Subject subject, in PathText path, in RuleHit hit, IReadOnlyDictionary<string, string>? environment)
    {
        var isAtHand = path.Verbatim && ReferenceEquals(path.Text, subject.Target);
        if (_isPlain && isAtHand && !hit.TimedOut) return Point(subject, hit, environment);
        if (hit.TimedOut) return Refused(Refusals.PatternTimeout, environment);
        if (Plan.Exclude)
            return new() { Outcome = MapOutcome.Excluded, Rule = Plan, Refusal = Refusal.Excluded, Environment = environment };
        var parts = new Captured(null, path, environment);
        return Pattern is null || !_template.HasEffect ? AnswerPrefix(subject, hit, parts) : AnswerPattern(subject, parts);
    }

    // The common case: nothing to spell out, nothing to allocate.
    private MapResult Point(in Subject subject, in RuleHit hit, IReadOnlyDictionary<string, string>? environment) => new()
    {
        Outcome = MapOutcome.Mapped,
        Rule = Plan,
        Prefix = _template.ConstantPath!,
        Source = subject.Target,
        RemainderStart = hit.Start,
        RemainderLength = hit.Length,
        QueryStart = subject.QueryStart,
        Environment = environment,
    };

    // The remainder is pointed to where its spelling is at hand, and spelled out otherwise.
    private MapResult AnswerPrefix(in Subject subject, in RuleHit hit, in Captured parts)
    {
        string? query = null;
        var refusal = _template.ExpandPath(parts, default, out var prefix) ?? _template.ExpandQuery(parts, default, out query);
        if (refusal is not null) return Refused(refusal, parts.Environment);
        var path = parts.Path;
        var raw = (path.Verbatim && ReferenceEquals(path.Text, subject.Target)) || IsRawUsable(subject, path, hit.Start);
        var source = raw ? subject.Target : Spell(subject, path, hit);
        var start = raw ? hit.Start : 0;
        var length = raw ? subject.RawLength - hit.Start : source.AsSpan().IndexOf('?') is var end and >= 0 ? end : source.Length;
        if (length > 0 && source[start] == ';' && Plan.Mapping == PathMapping.Servlet)
        {
            // Parameters of the alias's last segment belong to the target's last segment: no slash between them.
            prefix = string.Concat(prefix.Length == 0 ? "/" : prefix, source.AsSpan(start, length));
            length = 0;
        }

        var hasQuery = subject.TryQuery(out _);
        return new()
        {
            Outcome = MapOutcome.Mapped,
            Rule = Plan,
            Prefix = prefix,
            Source = source,
            RemainderStart = start,
            RemainderLength = length,
            Query = _template.HasQuery || subject.Query is not null ? JoinQueries(query, subject) : null,
            QueryStart = !hasQuery ? -1 : raw ? subject.QueryStart : source.IndexOf('?', StringComparison.Ordinal) + 1,
            Environment = parts.Environment,
        };
    }

    private MapResult AnswerPattern(in Subject subject, in Captured parts)
    {
        var path = parts.Path;
        var answer = PatternAnswer.No;
        Match? match = null;
        if (Plan.NoCanon && !path.Verbatim && !subject.Restructured)
        {
            // httpd: nocanon. The raw spelling must match too, or the canonical one is taken.
            var raw = new PathText(subject.Target, subject.RawLength, null, verbatim: true);
            answer = Pattern!.Match(raw, out match);
            if (answer == PatternAnswer.Yes) path = raw;
        }

        if (answer == PatternAnswer.No) answer = Pattern!.Match(path, out match);
        if (answer == PatternAnswer.TimedOut) return Refused(Refusals.PatternTimeout, parts.Environment);
        var captured = parts with { Captures = match, Path = path };
        string? query = null;
        var refusal = _template.ExpandPath(captured, default, out var target) ?? _template.ExpandQuery(captured, default, out query);
        if (refusal is not null) return Refused(refusal, parts.Environment);
        return new()
        {
            Outcome = MapOutcome.Mapped,
            Rule = Plan,
            Prefix = target,
            Query = JoinQueries(query, subject),
            QueryStart = -1,
            Environment = parts.Environment,
        };
    }

    // httpd: nocanon. Usable when the raw path reads like the canonical one up to the end of the alias and was not
    // restructured: then the rest of it means the same, only spelled by the client.
    private bool IsRawUsable(in Subject subject, in PathText path, int consumed) =>
        Plan.NoCanon && Plan.Mapping == PathMapping.Decoded && !subject.Restructured && consumed <= subject.RawLength
        && subject.Target.AsSpan(0, consumed).SequenceEqual(path.Span[..consumed]);

    private static string Spell(in Subject subject, in PathText path, in RuleHit hit)
    {
        var to = new StringBuilder();
        path.AppendTo(to, hit.Start, hit.Length, capture: false);
        if (subject.TryQuery(out var query)) to.Append('?').Append(query);
        return to.ToString();
    }

    // D14: the configured query comes first, the request's own follows.
    private static string? JoinQueries(string? configured, in Subject subject)
    {
        if (!subject.TryQuery(out var own)) return configured;
        if (configured is null) return own.ToString();
        return own.IsEmpty ? configured : configured.Length == 0 ? own.ToString() : string.Concat(configured, "&", own);
    }

    private MapResult Refused(Refusal refusal, IReadOnlyDictionary<string, string>? environment) =>
        new() { Outcome = MapOutcome.Refused, Rule = Plan, Refusal = refusal, Environment = environment };
}
