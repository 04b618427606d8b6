using System.Net;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>
/// ProxyRemote, NoProxy and ProxyBlock of a server. Targets are literal here (R27), so whether one of them would go through
/// another proxy, or would be blocked, is known when all is read; then the import fails, since it could not be kept.
/// </summary>
internal sealed class Remotes
{
    private readonly List<(ConfigNode Node, string Match, bool IsPattern)> _remotes = [];

    /// <summary>Hosts that are asked directly (NoProxy).</summary>
    public List<string> Direct { get; } = [];

    /// <summary>The ProxyBlock lines.</summary>
    public List<ConfigNode> Blocks { get; } = [];

    public void Add(ConfigNode node, string match, bool isPattern) => _remotes.Add((node, match, isPattern));

    /// <summary>Holds every target of a site against the lines.</summary>
    public void Check(Import import, IEnumerable<MemberUrl> targets)
    {
        if (Blocks.Count + _remotes.Count == 0)
        {
            return;
        }

        foreach (var target in targets)
        {
            foreach (var node in Blocks.Where(block => block.Arguments.Any(word => IsBlocked(word, target.Host))))
            {
                import.Problem(node, $"it blocks {target}, to which the configuration sends requests", "Remove that target, or the word that blocks it");
            }

            if (!Direct.Exists(word => IsDirect(word, target.Host)) && _remotes.Find(r => Goes(import, r.Node, r.Match, r.IsPattern, target)) is { Node: { } remote })
            {
                import.Problem(
                    remote, $"{target} would be asked through another proxy, and members are asked directly here",
                    "Exempt it with NoProxy if it can be reached directly, or name the other proxy as the target");
            }
        }
    }

    // proxy_util.c: ap_proxy_checkproxyblock.
    private static bool IsBlocked(string word, string host) => word == "*" || host.Contains(word, StringComparison.OrdinalIgnoreCase);

    // mod_proxy.c: proxy_handler. All, a scheme, or the beginning of a URL.
    private static bool Goes(Import import, ConfigNode node, string match, bool isPattern, MemberUrl target)
    {
        var url = target.ToString();
        return isPattern ? ConfigPattern.IsMatch(import, node, match, url)
            : match == "*" || match.Equals(target.Scheme, StringComparison.OrdinalIgnoreCase)
                || (match.Contains(':', StringComparison.Ordinal) && url.StartsWith(match, StringComparison.OrdinalIgnoreCase));
    }

    // proxy_util.c: ap_proxy_is_ipaddr, is_domainname, is_hostname, is_word.
    private static bool IsDirect(string word, string host) =>
        IPNetwork.TryParse(word, out var network) ? IPAddress.TryParse(host, out var address) && network.Contains(address)
        : word.StartsWith('.') ? host.Length > word.Length && host.EndsWith(word.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
        : word.All(c => char.IsAsciiDigit(c) || c == '.') && word.EndsWith('.') ? host.StartsWith(word, StringComparison.Ordinal)
        : host.TrimEnd('.').Equals(word.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
