namespace Balancing.Rewriting;

/// <summary>
/// Rewrites what a backend says about its own address, so that clients stay with us (httpd: ProxyPassReverse and the
/// cookie directives; D1, D15, S77, S82).
/// </summary>
internal sealed class ReverseMap
{
    // The limit of one response head (R13). More than that is left as it is, and refused by whoever reads heads.
    private const int MaxLength = 65_536;

    private readonly Func<string, BalancerPlan?> _balancer;
    private readonly FrontName _front;
    private readonly CookieMap _cookies;
    private readonly (ReverseEntry? Fixed, ReversePlan? Variable)[] _entries;

    private ReverseMap(
        (ReverseEntry? Fixed, ReversePlan? Variable)[] entries, Func<string, BalancerPlan?> balancer, FrontName front, CookieMap cookies)
    {
        _entries = entries;
        _balancer = balancer;
        _front = front;
        _cookies = cookies;
    }

    /// <summary>The map of a site.</summary>
    /// <param name="plan">The site.</param>
    /// <param name="balancer">Finds a balancer's present plan by lower-case name; asked at each use, so members added later count.</param>
    public static ReverseMap Of(SitePlan plan, Func<string, BalancerPlan?> balancer)
    {
        var reverse = plan.Reverse.Count == 0 && plan.ImplicitReverse ? Implied(plan.Rules) : plan.Reverse;
        var entries = new List<(ReverseEntry?, ReversePlan?)>(reverse.Count);
        foreach (var entry in reverse)
        {
            if (entry.Interpolate && plan.InterpolateEnv)
            {
                entries.Add((null, entry));
            }
            else if (ReverseEntry.Of(entry.Path, entry.From) is { } ready)
            {
                entries.Add((ready, null));
            }
        }

        return new ReverseMap([.. entries], balancer, FrontName.Of(plan), CookieMap.Of(plan));
    }

    /// <summary>True for the headers that <see cref="RewriteHeader"/> may change.</summary>
    public static bool Concerns(string name) => IsLocation(name) || IsAny(name, "Refresh", "Link", "Set-Cookie");

    /// <summary>One header line of a response as clients shall see it; the same instance when nothing changes.</summary>
    public string RewriteHeader(string name, string value, in RequestFacts facts, IReadOnlyDictionary<string, string>? env = null)
    {
        if (IsLocation(name))
        {
            return Location(value, facts, env);
        }

        return IsAny(name, "Set-Cookie") ? SetCookie(value, env ?? facts.Environment)
            : IsAny(name, "Refresh") ? LinkedHeaders.Refresh(value, this, facts, env)
            : IsAny(name, "Link") ? LinkedHeaders.Link(value, this, facts, env)
            : value;
    }

    /// <summary>
    /// A URL as clients shall see it. It comes back untouched when no entry matches, or when it is relative, holds user
    /// information or a control, or does not parse (R35).
    /// </summary>
    public string Location(string value, in RequestFacts facts, IReadOnlyDictionary<string, string>? env = null)
    {
        var text = value.AsSpan().Trim(" \t");
        if (text.Length > MaxLength || !FieldText.IsValue(text) || !BackendUrl.TryParse(text, out var url))
        {
            return value;
        }

        foreach (var (ready, variable) in _entries)
        {
            var entry = ready ?? Expand(variable!, env ?? facts.Environment);
            if (entry?.Apply(url, _balancer) is { } made)
            {
                return made.Length <= MaxLength && FieldText.IsValue(made) ? Absolute(made, facts) : value;
            }
        }

        return value;
    }

    /// <summary>A Set-Cookie value as clients shall see it.</summary>
    public string SetCookie(string value, IReadOnlyDictionary<string, string>? env = null) => _cookies.Rewrite(value, env);

    private string Absolute(string made, in RequestFacts facts)
    {
        if (BackendUrl.IsAbsolute(made))
        {
            return made;
        }

        // Without any name of ours a path is all we can say, and it must not read as //host.
        return _front.Origin(facts) is { } origin ? origin + made : string.Concat("/", made.AsSpan().TrimStart("/\\"));
    }

    private static ReverseEntry? Expand(ReversePlan entry, IReadOnlyDictionary<string, string>? env) =>
        ReverseEntry.Of(Interpolation.Expand(entry.Path, env), Interpolation.Expand(entry.From, env));

    // Only when the site says nothing itself, so that one written entry means the same as in httpd. A pattern has no inverse.
    private static List<ReversePlan> Implied(IReadOnlyList<ProxyPassPlan> rules)
    {
        var entries = new List<ReversePlan>();
        foreach (var rule in rules)
        {
            if (rule is { Exclude: false, Path: not null })
            {
                var query = rule.To.IndexOf('?', StringComparison.Ordinal); // D14
                entries.Add(new ReversePlan(rule.Path, query < 0 ? rule.To : rule.To[..query], rule.Interpolate));
            }
        }

        return entries;
    }

    private static bool IsLocation(string name) => IsAny(name, "Location", "Content-Location", "URI", "Destination");

    private static bool IsAny(string name, params ReadOnlySpan<string> names)
    {
        foreach (var one in names)
        {
            if (name.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
