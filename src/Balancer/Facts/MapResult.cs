namespace Balancing;

/// <summary>What became of a request in the map.</summary>
public enum MapOutcome
{
    /// <summary>No rule matched.</summary>
    NotMapped,

    /// <summary>An exclusion matched; the request stays local.</summary>
    Excluded,

    /// <summary>A rule matched; there is a target.</summary>
    Mapped,

    /// <summary>The request is malformed, ambiguous or forbidden; see <see cref="MapResult.Refusal"/>.</summary>
    Refused,

    /// <summary>No rule maps the request, and a section names who answers it; see <see cref="MapResult.Handler"/>.</summary>
    Handled,
}

/// <summary>
/// The answer of the map for one request. A value that points into the request target; the target path is built only when asked for.
/// </summary>
public readonly struct MapResult
{
    /// <summary>What became of the request.</summary>
    public MapOutcome Outcome { get; init; }

    /// <summary>The rule that answered, or null (also null when a rewrite rule set the target).</summary>
    public ProxyPassPlan? Rule { get; init; }

    /// <summary>The rewrite rule that set the target, or null.</summary>
    public RewriteRulePlan? Rewrite { get; init; }

    /// <summary>Why not, for every outcome but <see cref="MapOutcome.Mapped"/>.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Who answers when the outcome is <see cref="MapOutcome.Handled"/>: <c>balancer-manager</c>; else null.</summary>
    public string? Handler { get; init; }

    /// <summary>
    /// Path of the section whose handler answers, when it names one and no pattern: <c>/balancer-manager</c>; else null.
    /// </summary>
    public string? HandlerPath => Outcome == MapOutcome.Handled ? Prefix : null;

    /// <summary>Of a handled request: access rules have let the client in. False when nobody has said who may come.</summary>
    public bool IsGranted { get; init; }

    /// <summary>
    /// The refusal hangs on the client's name, which nobody has looked for: with <see cref="RequestFacts.ClientHost"/> the answer may be
    /// another one.
    /// </summary>
    public bool NeedsClientHost { get; init; }

    /// <summary>The sections whose settings differ from the site's, or null.</summary>
    internal SectionSet? Sections { get; init; }

    /// <summary>Lower-case name of the balancer that carries the request, or null for a plain target.</summary>
    public string? BalancerName => Rule?.Balancer ?? Rewrite?.Balancer;

    /// <summary>The single member of a plain target, or null.</summary>
    public MemberPlan? Worker => Rule?.Worker ?? Rewrite?.Worker;

    /// <summary>What the target's path starts with; joined to <see cref="Remainder"/> with one slash (D1).</summary>
    internal string Prefix { get; init; }

    /// <summary>The text <see cref="Remainder"/> points into.</summary>
    internal string Source { get; init; }

    /// <summary>Where the rest of the path starts in <see cref="Source"/>.</summary>
    internal int RemainderStart { get; init; }

    /// <summary>How long the rest of the path is.</summary>
    internal int RemainderLength { get; init; }

    /// <summary>The query without <c>?</c>, or null when there is none.</summary>
    internal string? Query { get; init; }

    /// <summary>The query lies in <see cref="Source"/> from here to its end; -1: see <see cref="Query"/>.</summary>
    internal int QueryStart { get; init; }

    /// <summary>The request's environment after SetEnvIf and, when it is mapped, SetEnv; or null when nothing is set.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>A request that no map was asked about: its own path and query.</summary>
    internal static MapResult Straight(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new MapResult
        {
            Outcome = MapOutcome.Mapped,
            Prefix = "",
            Source = target,
            RemainderLength = question < 0 ? target.Length : question,
            QueryStart = question < 0 ? -1 : question + 1,
        };
    }

    /// <summary>
    /// The request as a balancer sees it: where a pattern or a rewrite rule made another path or query, a session is looked for in
    /// these and no longer in the client's (mod_proxy_balancer.c: find_session_route gets the balancer's URL).
    /// </summary>
    internal RequestFacts AsMapped(in RequestFacts facts)
    {
        if (Outcome != MapOutcome.Mapped || (Rewrite is null && Rule is not { Match: not null } && HasQueryOf(facts.Target)))
        {
            return facts;
        }

        var path = Prefix.Length + RemainderLength == 0 ? "/" : string.Concat(Prefix, Remainder);
        return facts with { Target = HasQuery ? $"{path}?{QueryText}" : path };
    }

    private bool HasQueryOf(string? target)
    {
        var question = target is null ? -1 : target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? QueryText.IsEmpty : QueryText.SequenceEqual(target.AsSpan(question + 1));
    }

    /// <summary>The rest of the path after what the rule matched, encoded for sending.</summary>
    internal ReadOnlySpan<char> Remainder => Source is null ? default : Source.AsSpan(RemainderStart, RemainderLength);

    /// <summary>There is a query, if only an empty one behind a <c>?</c>.</summary>
    internal bool HasQuery => Query is not null || (Source is not null && QueryStart >= 0);

    /// <summary>The query to send, without <c>?</c>; empty when there is none.</summary>
    internal ReadOnlySpan<char> QueryText => Query is not null ? Query : Source is not null && QueryStart >= 0 ? Source.AsSpan(QueryStart) : default;
}
