namespace Balancing.HttpdConf.Exporting.Tables;

/// <summary>The single values of a balancer and of its cookie; its members and templates are written by hand.</summary>
internal static class BalancerTables
{
    /// <summary>A balancer, in the order in which a person would say it.</summary>
    public static readonly Option<BalancerOptions>[] Balancer =
    [
        new("LbMethod", "lbmethod", o => o.LbMethod, "byrequests"),
        new("StickySession", "stickysession", o => o.StickySession, ""),
        new("StickySessionSep", "stickysessionsep", o => o.StickySessionSep, "."),
        new("ScolonPathDelim", "scolonpathdelim", o => o.ScolonPathDelim, false),
        new("MaxAttempts", "maxattempts", o => o.MaxAttempts),
        new("NoFailover", "nofailover", o => o.NoFailover, false),
        new("Timeout", "timeout", o => o.Timeout, TimeSpan.Zero),
        new("FailOnStatus", "failonstatus", o => o.FailOnStatus.Filled()),
        new("FailOnTimeout", "failontimeout", o => o.FailOnTimeout, false),
        new("ForceRecovery", "forcerecovery", o => o.ForceRecovery, true),
        new("Growth", "growth", o => o.Growth),
        new("Nonce", "nonce", o => o.Nonce),
        new("Persist", "BalancerPersist", o => o.Persist, false),
        new("Inherit", "BalancerInherit", o => o.Inherit, true),
        new("WaitLimit", "", o => o.WaitLimit, 10_000) { Why = "httpd has no limit of waiting requests" },
        new("Seed", "", o => o.Seed) { Why = "httpd's chance cannot be repeated" },
    ];

    /// <summary>The cookie that we issue, its name apart.</summary>
    public static readonly Option<StickyCookieOptions>[] Cookie =
    [
        new("Path", "path", o => o.Path, "/"),
        new("Domain", "domain", o => o.Domain, ""),
        new("HttpOnly", "HttpOnly", o => o.HttpOnly, true),
        new("Secure", "Secure", o => o.Secure),
        new("SameSite", "SameSite", o => o.SameSite, "Lax"),
        new("MaxAge", "Max-Age", o => o.MaxAge),
    ];
}
