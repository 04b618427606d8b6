namespace Balancing;

/// <summary>How many of a group's rules must hold.</summary>
public enum AccessMatch
{
    /// <summary>At least one (httpd: RequireAny). The default.</summary>
    Any,

    /// <summary>Every one (httpd: RequireAll).</summary>
    All,

    /// <summary>Not one (httpd: RequireNone).</summary>
    None,
}

/// <summary>What an access rule looks at (httpd: the word behind Require).</summary>
public enum AccessTest
{
    /// <summary>Nobody: all denied.</summary>
    Denied,

    /// <summary>Everybody: all granted.</summary>
    Granted,

    /// <summary>The client's address: ip.</summary>
    Ip,

    /// <summary>The client's verified name: host.</summary>
    Host,

    /// <summary>The client is this machine, 127.0.0.0/8 or ::1: local.</summary>
    Local,

    /// <summary>One of the variables is set: env.</summary>
    Env,

    /// <summary>The request's method; GET covers HEAD: method.</summary>
    Method,

    /// <summary>The client came by TLS: ssl.</summary>
    Ssl,
}

/// <summary>One access rule (httpd: Require). Immutable.</summary>
public sealed record RequirePlan
{
    /// <summary>As configured, for people: <c>not ip 10.0.0.0/8</c>.</summary>
    public required string Text { get; init; }

    /// <summary>What it looks at.</summary>
    public required AccessTest Test { get; init; }

    /// <summary>It holds when the test does not (httpd: not). Default: false.</summary>
    public bool Negate { get; init; }

    /// <summary>Addresses, names, variables or methods; one of them is enough. Empty for tests without.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>What the words of <see cref="AccessTest.Ip"/> mean.</summary>
    internal IReadOnlyList<AddressRange> Ranges { get; init; } = [];
}

/// <summary>Who may come (httpd: RequireAny, RequireAll, RequireNone): a tree of groups and rules. Immutable.</summary>
public sealed record AccessPlan
{
    /// <summary>How many must hold. Default: any.</summary>
    public AccessMatch Match { get; init; }

    /// <summary>The rules of this group.</summary>
    public IReadOnlyList<RequirePlan> Require { get; init; } = [];

    /// <summary>The groups inside this one.</summary>
    public IReadOnlyList<AccessPlan> Nested { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString()
    {
        string[] parts = [.. Require.Select(r => r.Text), .. Nested.Select(n => n.ToString())];
        var text = string.Join(Match == AccessMatch.All ? " and " : " or ", parts);
        return Match == AccessMatch.None ? $"none of ({text})" : parts.Length > 1 ? $"({text})" : text;
    }

    /// <summary>Some rule in the tree is of that kind.</summary>
    internal bool Asks(AccessTest test) => Require.Any(r => r.Test == test) || Nested.Any(n => n.Asks(test));
}
