namespace Balancing.HttpdConf.Importing;

/// <summary>Makes the sites of the servers, in their order: the main server, then the virtual hosts.</summary>
internal static class Sites
{
    public static void Make(Import import, string nameOfMain)
    {
        foreach (var host in import.VirtualHosts)
        {
            Inheritance.Join(import, import.Main, host);
        }

        var main = import.Main;
        if (import.VirtualHosts.Count == 0 || HasWork(import, main))
        {
            Add(import, main, nameOfMain); // else it is only there to be inherited from
        }

        foreach (var host in import.VirtualHosts)
        {
            Add(import, host, nameOfMain);
        }
    }

    private static bool HasWork(Import import, Server main) =>
        main.Rules.Count + main.Site.RewriteRule.Count + main.Redirects.Count + main.Sections.Locations.Count > 0 || import.Jk.IsMountedIn(main);

    private static void Add(Import import, Server server, string fallback)
    {
        Fill(import, server);
        var name = Unused(import.Options.Sites, server.Name ?? server.Site.Addresses.FirstOrDefault() ?? fallback, server.Site.Addresses);
        import.Options.Sites.Add(name, server.Site);
        if (server.Node is { } node)
        {
            import.Origins.Add(server.Site, node);
            import.Became(node, $"site {name}");
        }
    }

    private static void Fill(Import import, Server server)
    {
        var site = server.Site;

        // The mapping of a section comes before the server's; of nested ones the later section wins (httpd merges in order).
        site.ProxyPass.AddRange(server.Sections.Locations.Select(s => s.Mapping).OfType<ProxyPassOptions>().Reverse());
        site.ProxyPass.AddRange(server.Rules);
        LocationMerge.Into(site, server.Scope.Settings);
        if (server.RewriteEngine != true)
        {
            RewriteIsOff(import, site);
        }

        site.ProxyTimeout ??= server.Timeout;
        import.Jk.AddTo(import, server);
        Redirects.AddTo(import, server);
        ProxySections.Distribute(import, server);
        foreach (var section in server.Sections.Locations.Where(s => !LocationMerge.IsEmpty(s.Scope.Settings)))
        {
            site.Location.Add(section.Scope.Settings);
            import.Origins.Add(section.Scope.Settings, section.Node);
        }

        UnknownReverse(import, site, site.ProxyPassReverse);
        site.Location.ForEach(location => UnknownReverse(import, site, location.ProxyPassReverse));
        AccessKinds.Check(import, server);
        server.Remotes.Check(import, Targets(import, site));
    }

    // httpd passes over an entry whose balancer it does not know (proxy_util.c: ap_proxy_location_reverse_map).
    private static void UnknownReverse(Import import, SiteOptions site, List<ProxyPassReverseOptions> entries)
    {
        foreach (var entry in entries.Where(e => BalancerBook.IsBalancer(e.From)).ToList())
        {
            var name = BalancerBook.NameOf(entry.From);
            if (!site.Balancers.ContainsKey(name) && !import.Options.Balancers.ContainsKey(name) && import.Origins.Of(entry) is { } node)
            {
                entries.Remove(entry);
                import.Ignore(node, $"there is no balancer '{name}', so no answer comes from it");
                import.Lint(node, $"there is no balancer '{name}'", "Define it, or remove the line");
            }
        }
    }

    private static IEnumerable<MemberUrl> Targets(Import import, SiteOptions site)
    {
        var plain = site.ProxyPass.Where(rule => rule.Worker is not null).Select(rule => rule.To ?? "")
            .Concat(site.RewriteRule.Select(rule => rule.To));
        var members = site.Balancers.Values.Concat(import.Options.Balancers.Values).SelectMany(b => b.Members).Select(m => m.Url);
        foreach (var text in plain.Concat(members).Distinct(StringComparer.Ordinal))
        {
            var cut = text.IndexOfAny(['$', '%', '?'], Math.Max(0, text.IndexOf("://", StringComparison.Ordinal)));
            if (MemberUrl.TryParse(cut < 0 ? text : text[..cut], out var url, out _))
            {
                yield return url!;
            }
        }
    }

    // The switch counts wherever it stands (mod_rewrite.c: hook_uri2file looks at it once everything is read).
    private static void RewriteIsOff(Import import, SiteOptions site)
    {
        foreach (var rule in site.RewriteRule)
        {
            if (import.Origins.Of(rule) is { } node)
            {
                import.Ignore(node, "it does not run, because RewriteEngine is not On");
                import.Lint(node, "the rule does not run, because RewriteEngine is not On", "Write: RewriteEngine On; or remove the rule");
            }
        }

        site.RewriteRule.Clear();
    }

    // www.example.com at port 80 and at port 443 are two sites; the second is told apart by its port, or else by a number.
    private static string Unused(Dictionary<string, SiteOptions> sites, string name, List<string> addresses)
    {
        if (!sites.ContainsKey(name))
        {
            return name;
        }

        var colon = addresses.Count == 0 ? -1 : addresses[0].LastIndexOf(':');
        var withPort = colon < 0 ? name : name + addresses[0][colon..];
        var made = withPort;
        for (var number = 2; sites.ContainsKey(made); number++)
        {
            made = $"{withPort}#{number}";
        }

        return made;
    }
}
