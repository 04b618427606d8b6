using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>One Location or Proxy section as read.</summary>
/// <param name="Node">Its line.</param>
/// <param name="Scope">What it holds and sets.</param>
internal sealed record Section(ConfigNode Node, Scope Scope)
{
    /// <summary>The mapping written in a Location; the last one counts (mod_proxy.c: a section has one alias).</summary>
    public ProxyPassOptions? Mapping { get; set; }
}

/// <summary>The Location and Proxy sections of one server, in order.</summary>
internal sealed class SectionBook
{
    private readonly Dictionary<Scope, Section> _ofScope = new(ReferenceEqualityComparer.Instance);

    public List<Section> Locations { get; } = [];

    public List<Section> Proxies { get; } = [];

    public void Add(ConfigNode node, Scope scope)
    {
        var section = new Section(node, scope);
        _ofScope.Add(scope, section);
        (scope.InLocation ? Locations : Proxies).Add(section);
    }

    /// <summary>Sets the mapping of a Location; the result is the one that it takes the place of.</summary>
    public ProxyPassOptions? Map(Scope scope, ProxyPassOptions rule)
    {
        var section = _ofScope[scope];
        var earlier = section.Mapping;
        section.Mapping = rule;
        return earlier;
    }
}
