namespace Balancing;

/// <summary>
/// A site by name, whatever a reload made of it: <c>[FromKeyedServices("www")] HostedSite www</c>.
/// </summary>
public sealed class HostedSite
{
    private readonly BalancerRegistry _registry;

    internal HostedSite(BalancerRegistry registry, string name)
    {
        _registry = registry;
        Name = name;
    }

    /// <summary>Name of the site.</summary>
    public string Name { get; }

    /// <summary>The site in force. Take it once per request: mapping and rewriting belong together.</summary>
    /// <exception cref="KeyNotFoundException">A reload took the site away.</exception>
    public ReverseProxy Current => _registry.GetSite(Name);
}
