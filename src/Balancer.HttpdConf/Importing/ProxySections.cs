using System.Buffers;

namespace Balancing.HttpdConf.Importing;

/// <summary>
/// Proxy sections hold requests by their target (mod_proxy.c: proxy_walk). Targets are literal here, so which rules a section
/// holds is known when all is read: it limits those rules, and its settings hold for the paths that these rules take.
/// </summary>
internal static class ProxySections
{
    private static readonly SearchValues<char> PatternSigns = SearchValues.Create(@"\^$.?*+()[]{}");

    public static void Distribute(Import import, Server server)
    {
        foreach (var section in server.Sections.Proxies)
        {
            var settings = section.Scope.Settings;
            if (LocationMerge.IsEmpty(settings))
            {
                continue;
            }

            var rules = server.Site.ProxyPass.Where(rule => rule.To is { } to && Holds(import, section, to)).ToList();
            var rewrites = server.Site.RewriteRule.Where(rule => Proxies(rule) && Holds(import, section, rule.To)).ToList();
            rules.ForEach(rule => rule.Access = settings.Access ?? rule.Access);
            rewrites.ForEach(rule => rule.Access = settings.Access ?? rule.Access);
            Narrower(import, server.Site, section);
            Settings(import, server.Site, section, rules, rewrites.Count > 0);
        }
    }

    /// <summary>True when a rule of the server leads to a target in the section.</summary>
    public static bool HoldsAny(Import import, Server server, Section section) =>
        server.Site.ProxyPass.Exists(rule => rule.To is { } to && Holds(import, section, to))
        || server.Site.RewriteRule.Exists(rule => Proxies(rule) && Holds(import, section, rule.To));

    // What holds for every target holds for the site: it answers nothing else.
    private static void Settings(Import import, SiteOptions site, Section section, List<ProxyPassOptions> rules, bool rewrites)
    {
        var settings = LocationMerge.CopyTo(section.Scope.Settings, null, null);
        if (LocationMerge.IsEmpty(settings))
        {
            return;
        }

        if (IsEverything(section.Scope) || (rules.Count == 0 && rewrites))
        {
            site.Location.Add(LocationMerge.CopyTo(settings, "/", null));
            import.Origins.Add(site.Location[^1], section.Node);
            return;
        }

        foreach (var rule in rules)
        {
            site.Location.Add(LocationMerge.CopyTo(settings, rule.Path, rule.Match));
            import.Origins.Add(site.Location[^1], section.Node);
        }

        import.Approximate(section.Node, "what it sets holds for the paths of the rules that lead there, whichever rule answers");
    }

    // <Proxy http://h/admin> with ProxyPass / http://h/: only a part of what the rule asks for is meant. A pattern may mean a part
    // too, unless its literal beginning leads elsewhere.
    private static void Narrower(Import import, SiteOptions site, Section section)
    {
        if (section.Scope.Settings.Access is null)
        {
            return;
        }

        var wider = site.ProxyPass.Select(rule => (To: rule.To ?? "", Path: rule.Path ?? rule.Match))
            .Concat(site.RewriteRule.Where(Proxies).Select(rule => (rule.To, Path: (string?)rule.Pattern)))
            .FirstOrDefault(rule => rule.To.Length > 0 && !Holds(import, section, rule.To) && MayHoldPart(section.Scope, rule.To));
        if (wider.To is { } target)
        {
            import.Problem(
                section.Node, $"it limits who may ask for a part of {target}, and access is decided by our own paths",
                $"Write the access rules in a <Location> with the path that leads there, below {wider.Path}");
        }
    }

    private static bool MayHoldPart(Scope scope, string target)
    {
        var capture = target.IndexOf('$', StringComparison.Ordinal);
        var known = capture < 0 ? target : target[..capture];
        var literal = LiteralStart(scope);
        var isWhole = !scope.IsPattern && !Globs.IsGlob(scope.Argument);
        return literal.StartsWith(known, StringComparison.Ordinal) || ((capture >= 0 || !isWhole) && known.StartsWith(literal, StringComparison.Ordinal));
    }

    /// <summary>What every URL in the section begins with.</summary>
    private static string LiteralStart(Scope scope)
    {
        var text = scope.Argument;
        if (!scope.IsPattern)
        {
            var glob = text.AsSpan().IndexOfAny('*', '?', '[');
            return glob < 0 ? text : text[..glob];
        }

        if (!text.StartsWith('^') || text.Contains('|', StringComparison.Ordinal))
        {
            return "";
        }

        var end = text.AsSpan(1).IndexOfAny(PatternSigns) + 1;
        return end == 0 ? text[1..] : text[1..(text[end] is '?' or '*' or '{' ? Math.Max(1, end - 1) : end)];
    }

    private static bool Proxies(RewriteRuleOptions rule) =>
        (rule.Flags ?? "").Split(',', StringSplitOptions.TrimEntries).Any(f => f.Equals("P", StringComparison.OrdinalIgnoreCase)
            || f.Equals("proxy", StringComparison.OrdinalIgnoreCase));

    private static bool IsEverything(Scope scope) => !scope.IsPattern && scope.Argument is "*" or "";

    private static bool Holds(Import import, Section section, string target)
    {
        var scope = section.Scope;
        if (IsEverything(scope))
        {
            return true;
        }

        var pattern = scope.IsPattern ? scope.Argument : Globs.IsGlob(scope.Argument) ? Globs.ToPattern(scope.Argument, slashes: true) : null;
        if (pattern is null)
        {
            return target.StartsWith(scope.Argument, StringComparison.Ordinal);
        }

        // balancer://foo/* holds what a rule asks of balancer://foo, because a path always follows.
        return ConfigPattern.IsMatch(import, section.Node, pattern, target)
            || (!target.EndsWith('/') && ConfigPattern.IsMatch(import, section.Node, pattern, target + "/"));
    }
}
