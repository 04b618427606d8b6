using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>
/// What stands in Location sections. A site has no sections, so the rules are put where they give the same result:
/// mappings of locations come before the server's, the later section first, because httpd merges sections in order
/// and the last mapping wins; reverse entries follow the server's.
/// </summary>
internal sealed class LocationRules
{
    private readonly List<(Scope Scope, ProxyPassOptions Rule)> _rules = [];
    private readonly List<(ConfigNode Node, Scope Scope)> _limited = [];
    private readonly List<(ConfigNode Node, Scope Scope, ProxyPassReverseOptions Entry)> _reverse = [];

    /// <summary>A section has one mapping: the last one written in it.</summary>
    public void Map(Scope scope, ProxyPassOptions rule)
    {
        _rules.RemoveAll(r => ReferenceEquals(r.Scope, scope));
        _rules.Add((scope, rule));
    }

    public void Reverse(ConfigNode node, Scope scope, ProxyPassReverseOptions entry) => _reverse.Add((node, scope, entry));

    /// <summary>Remembers a directive that holds for the whole site once it is imported, but was written for a part of it.</summary>
    public void Limit(ConfigNode node, Scope scope)
    {
        if (!scope.HoldsEverything)
        {
            _limited.Add((node, scope));
        }
    }

    public void Join(Import import)
    {
        var site = import.Site;
        foreach (var (node, scope) in _limited)
        {
            if (site.ProxyPass.Count > 0 || site.RewriteRule.Count > 0 || _rules.Any(r => r.Scope.Argument != scope.Argument))
            {
                import.Problem(
                    node,
                    $"{node.Label} holds for {scope.Label} only, but the site maps other paths too",
                    "Say it for the whole server, or give that location a server of its own");
            }
        }

        var last = _rules.Select(r => r.Rule).Reverse().ToList();
        site.ProxyPass.InsertRange(0, last);
        JoinReverse(import);
    }

    private void JoinReverse(Import import)
    {
        for (var i = 0; i < _reverse.Count; i++)
        {
            var (node, scope, entry) = _reverse[i];
            if (_reverse.Take(i).Any(r => r.Scope.Argument != scope.Argument && r.Entry.From == entry.From))
            {
                import.Warn(
                    node,
                    $"an earlier location turns {entry.From} back too; in a site the first one answers for both",
                    "Give each location a backend path of its own");
            }

            import.Site.ProxyPassReverse.Add(entry);
        }
    }
}
