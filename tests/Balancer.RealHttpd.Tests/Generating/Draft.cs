using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>A scenario while it is being made: its lines so far, and what requests may want to know of them.</summary>
internal sealed class Draft(Chance chance, Emphasis emphasis)
{
    public Chance Chance => chance;

    public Emphasis Emphasis => emphasis;

    public List<Line> Lines { get; } = [];

    public List<DraftBalancer> Balancers { get; } = [];

    /// <summary>Where requests get in: a path, and whether what follows it begins with a slash.</summary>
    public List<Door> Doors { get; } = [];

    /// <summary>A rule takes what it forwards from the raw path, so paths must be plain (D18).</summary>
    public bool TakesRawPaths { get; set; }

    /// <summary>SetEnvIf looks at the path: httpd at the raw one, we at the one that is mapped (D18). Then paths are plain.</summary>
    public bool LooksAtPaths { get; set; }

    /// <summary>Somebody is kept out; then no path has parameters or an encoded slash, which we hold against the strictest reading (D18).</summary>
    public bool KeepsOut { get; set; }

    /// <summary>There are rewrite rules: httpd refuses a <c>?</c> that they take from a path (D18).</summary>
    public bool Rewrites { get; set; }

    /// <summary>Hosts to ask for; none: the usual ones.</summary>
    public List<string> Hosts { get; } = [];

    /// <summary>Some rule puts captures into a target; there we encode what httpd leaves plain (D18).</summary>
    public bool Captures { get; set; }

    /// <summary>Some member or target makes httpd glue two slashes (D1); then nothing is turned back.</summary>
    public bool Glues { get; set; }

    public bool Is(Emphasis about) => emphasis == about;

    /// <summary>True in so many of a hundred scenarios about this, and in fewer others.</summary>
    public bool Likely(Emphasis about, int percent, int otherwise) => chance.Percent(Is(about) ? percent : otherwise);
}

/// <summary>A way in.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Tails">What may follow; null for anything.</param>
internal sealed record Door(string Path, IReadOnlyList<string>? Tails = null);

/// <summary>A balancer in a draft.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">The names of its members, in order.</param>
/// <param name="Path">The path of every member.</param>
/// <param name="Routes">Routes of members.</param>
/// <param name="Session">How it knows sessions, or null.</param>
internal sealed record DraftBalancer(
    string Name, IReadOnlyList<string> Members, string Path, IReadOnlyList<string> Routes, DraftSession? Session)
{
    /// <summary>Parameters that a ProxyPass line shall say.</summary>
    public List<string> Left { get; } = [];
}

/// <summary>How sessions are known.</summary>
/// <param name="Cookie">The cookie's name.</param>
/// <param name="Parameter">The name in URLs.</param>
/// <param name="Separator">What stands before the route; empty when the whole value is the route.</param>
internal sealed record DraftSession(string Cookie, string Parameter, string Separator);
