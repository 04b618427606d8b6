using System.Text.RegularExpressions;
using Balancing.HttpdConf.Exporting.Json;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>
/// Who may use a rule: <c>&lt;Proxy target&gt;</c> sections with Require. Such a section holds every target that begins as it
/// says, the longer section wins, and one that is about a part of a target cannot be read back; then a Location guards instead,
/// before all others, so that sections of the site still have the last word.
/// </summary>
internal sealed class HttpdGuards(HttpdText text, HttpdAccess access)
{
    private sealed record Target(string To, AccessOptions? Access, string Section, string Pattern, string Place)
    {
        /// <summary>What is the same for every request, up to the first capture, variable, or sign that httpd takes for a wildcard.</summary>
        public string Prefix => To.IndexOfAny(['$', '%', '*', '?', '[']) is >= 0 and var cut ? To[..cut] : To;
    }

    /// <summary>Writes the guards of a site's rules.</summary>
    public void Write(SiteOptions site, string place)
    {
        List<Target> all =
        [
            .. site.ProxyPass.Select((rule, i) => Of(rule, $"{place}:ProxyPass:{i}")).OfType<Target>(),
            .. site.RewriteRule.Select((rule, i) => Of(rule, $"{place}:RewriteRule:{i}")).OfType<Target>(),
        ];
        var guards = all.Where(target => target.Access is not null)
            .GroupBy(target => target.Prefix, StringComparer.Ordinal)
            .OrderBy(group => group.Key.Length).ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        var byProxy = guards.Where(group => !IsPartOfTarget(group.Key, all)).ToDictionary(g => g.Key, g => Both([.. g]), StringComparer.Ordinal);
        foreach (var (prefix, who) in byProxy)
        {
            text.Paragraph();
            text.Open("Proxy", HttpdWords.Quote(prefix));
            access.Tree(who, place);
            text.Close();
        }

        Compare(all, byProxy);
        foreach (var target in guards.Where(group => !byProxy.ContainsKey(group.Key)).SelectMany(group => group))
        {
            text.Paragraph();
            text.Lose($"{target.Place}:Access", $"a <Proxy> section for {target.Prefix} would be about a part of another target; a section for the path stands here instead");
            text.Open(target.Section, HttpdWords.Quote(target.Pattern));
            access.Tree(target.Access!, $"{target.Place}:Access");
            text.Close();
        }
    }

    private static Target? Of(ProxyPassOptions rule, string place) => rule is { To: { Length: > 0 } to, Exclude: not true }
        ? rule.Match is null && rule.Path?.AsSpan().ContainsAny('*', '?', '[') == false
            ? new Target(to, rule.Access, "Location", rule.Path, place)
            : new Target(to, rule.Access, "LocationMatch", rule.Match ?? $"^{Regex.Escape(rule.Path ?? "/")}", place)
        : null;

    // Where the pattern must not match, everything is guarded.
    private static Target? Of(RewriteRuleOptions rule, string place) =>
        !(rule.Flags ?? "").Split(',', StringSplitOptions.TrimEntries).Any(f => f.ToUpperInvariant() is "P" or "PROXY") ? null
        : rule.Pattern.StartsWith('!') ? new Target(rule.To, rule.Access, "Location", "/", place)
        : new Target(rule.To, rule.Access, "LocationMatch", rule.Pattern, place);

    private static bool IsPartOfTarget(string prefix, List<Target> all) =>
        prefix.Length == 0 || !HttpdWords.CanSay(prefix, out _)
        || all.Exists(target => target.To.Length < prefix.Length && prefix.StartsWith(target.To, StringComparison.Ordinal));

    // Of rules with one target each must let a request in.
    private static AccessOptions Both(List<Target> targets)
    {
        var all = targets.Select(target => target.Access!).DistinctBy(Text).ToList();
        return all.Count == 1 ? all[0] : new AccessOptions { Match = AccessMatch.All, Nested = all };
    }

    private void Compare(List<Target> all, Dictionary<string, AccessOptions> guards)
    {
        foreach (var target in all)
        {
            var holds = guards.LastOrDefault(guard => target.To.StartsWith(guard.Key, StringComparison.Ordinal)).Value;
            if (holds is not null && (target.Access is null || Text(holds) != Text(target.Access)))
            {
                text.Lose($"{target.Place}:Access", "the <Proxy> section of a target that begins alike holds for this rule as well");
            }
        }
    }

    private static string Text(AccessOptions access) => JsonExport.Write(
        new BalancingOptions { Sites = { ["x"] = new SiteOptions { Location = { new LocationOptions { Access = access } } } } }).Text;
}
