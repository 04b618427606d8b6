namespace Balancing.HttpdConf.ModJk;

/// <summary>A section of the site that a mount needs (httpd: Location, LocationMatch).</summary>
internal sealed record JkLocation
{
    /// <summary>Gets a path with whole segments below it, or null.</summary>
    public string? Path { get; init; }

    /// <summary>Gets a regular expression, or null.</summary>
    public string? Match { get; init; }

    /// <summary>Gets <c>balancer-manager</c>, or null.</summary>
    public string? Handler { get; init; }

    /// <summary>Gets what httpd writes behind <c>Require</c>, all of which must hold; empty for no rule.</summary>
    public IReadOnlyList<string> Require { get; init; } = [];

    /// <summary>Gets whether our own pages answer errors (httpd: ProxyErrorOverride); null: not said.</summary>
    public bool? ErrorOverride { get; init; }

    /// <summary>Gets the statuses of <see cref="ErrorOverride"/>.</summary>
    public IReadOnlyList<int> ErrorStatuses { get; init; } = [];

    public LocationOptions ToOptions() => new()
    {
        Path = Path,
        Match = Match,
        Handler = Handler,
        Access = Require.Count == 0 ? null : new AccessOptions { Match = AccessMatch.All, Require = [.. Require] },
        ProxyErrorOverride = ErrorOverride,
        ProxyErrorOverrideStatus = [.. ErrorStatuses],
    };
}

/// <summary>The rules of one server.</summary>
/// <param name="ProxyPass">Mappings and exclusions, first match.</param>
/// <param name="Locations">Sections in order, later ones win.</param>
/// <param name="Balancers">Names of the balancers that the mappings use.</param>
internal sealed record JkRules(
    IReadOnlyList<ProxyPassOptions> ProxyPass, IReadOnlyList<JkLocation> Locations, IReadOnlyCollection<string> Balancers);
