namespace Balancing.HttpdConf.Importing;

/// <summary>
/// What a virtual host takes from the main server (mod_proxy.c: merge_proxy_config, merge_balancers; mod_rewrite.c:
/// config_server_merge; mod_setenvif.c: merge_setenvif_config; core.c: merge_core_dir_configs).
/// </summary>
internal static class Inheritance
{
    public static void Join(Import import, Server main, Server host)
    {
        Scalars(main.Site, host.Site);
        host.Name ??= main.Name;
        host.Timeout ??= main.Timeout;
        host.Redirects.AddRange(main.Redirects);
        host.RewriteEngine ??= main.RewriteEngine;
        host.Site.ServerName ??= main.Site.ServerName;
        host.Site.SetEnvIf.InsertRange(0, main.Site.SetEnvIf);
        if (host.RewriteInheritance != RewriteInheritance.None)
        {
            var at = host.RewriteInheritance == RewriteInheritance.Before ? 0 : host.Site.RewriteRule.Count;
            host.Site.RewriteRule.InsertRange(at, main.Site.RewriteRule);
        }

        // The main server's come first, whatever ProxyPassInherit says: it has no say in this (recorded).
        host.Rules.InsertRange(0, main.Rules);
        host.Sections.Locations.InsertRange(0, main.Sections.Locations);
        host.Sections.Proxies.InsertRange(0, main.Sections.Proxies);
        LocationMerge.Under(host.Scope.Settings, main.Scope.Settings);
        Balancers(import, main, host);
    }

    private static void Scalars(SiteOptions main, SiteOptions host)
    {
        host.ProxyVia ??= main.ProxyVia;
        host.TraceEnable ??= main.TraceEnable;
        host.ProxyMaxForwards ??= main.ProxyMaxForwards;
        host.ProxyTimeout ??= main.ProxyTimeout;
        host.ProxySourceAddress ??= main.ProxySourceAddress;
        host.AllowEncodedSlashes ??= main.AllowEncodedSlashes;
        host.MergeSlashes ??= main.MergeSlashes;
        host.UseCanonicalName ??= main.UseCanonicalName;
        host.ProxyPassInterpolateEnv ??= main.ProxyPassInterpolateEnv;
    }

    // A balancer of both has the main server's members and, field by field, what the host says. One that the host does not
    // name is the main server's own, numbers and all, so it needs no copy.
    private static void Balancers(Import import, Server main, Server host)
    {
        foreach (var (name, own) in host.Balancers.All)
        {
            if ((host.BalancerInherit || host.ProxyPassInherit) && main.Balancers.All.TryGetValue(name, out var theirs))
            {
                if (SaysNothing(own))
                {
                    continue;
                }

                Merge(theirs, own);
                if (import.Origins.Of(own) is { } node)
                {
                    import.Approximate(node, $"balancer {name} counts for itself in this virtual host; in httpd its members' numbers are those of the main server");
                }
            }

            host.Site.Balancers[name] = own;
        }
    }

    // Only named, by a ProxyPass say: then it is the main server's.
    private static bool SaysNothing(BalancerOptions own) =>
        own is { LbMethod: null, StickySession: null, StickySessionSep: null, ScolonPathDelim: null, MaxAttempts: null, NoFailover: null }
            and { Timeout: null, FailOnTimeout: null, ForceRecovery: null, Growth: null, Nonce: null }
        && own.Members.Count + own.FailOnStatus.Count == 0;

    private static void Merge(BalancerOptions theirs, BalancerOptions own)
    {
        own.Members = theirs.Members;
        own.LbMethod ??= theirs.LbMethod;
        own.StickySession ??= theirs.StickySession;
        own.StickySessionSep ??= theirs.StickySessionSep;
        own.ScolonPathDelim ??= theirs.ScolonPathDelim;
        own.MaxAttempts ??= theirs.MaxAttempts;
        own.NoFailover ??= theirs.NoFailover;
        own.Timeout ??= theirs.Timeout;
        own.FailOnStatus.InsertRange(0, theirs.FailOnStatus);
        own.FailOnTimeout ??= theirs.FailOnTimeout;
        own.ForceRecovery ??= theirs.ForceRecovery;
        own.Growth ??= theirs.Growth;
        own.Nonce ??= theirs.Nonce;
    }
}
