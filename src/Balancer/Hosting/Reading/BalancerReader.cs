namespace Balancing.Hosting.Reading;

/// <summary>Reads a balancer.</summary>
internal static class BalancerReader
{
    public static void Read(SectionReader reader, BalancerOptions options) => reader
        .Each("Members", options.Members, MemberReader.Read)
        .Text("LbMethod", options.ElectBy)
        .Text("StickySession", v => options.StickySession = v)
        .Text("StickySessionSep", v => options.StickySessionSep = v)
        .Flag("ScolonPathDelim", v => options.ScolonPathDelim = v)
        .Part("StickyCookie", cookie => Read(cookie, options.StickyCookie ??= new()))
        .Whole("MaxAttempts", v => options.MaxAttempts = v)
        .Flag("NoFailover", v => options.NoFailover = v)
        .Time("Timeout", v => options.Timeout = v)
        .Wholes("FailOnStatus", options.FailOnStatus.AddRange)
        .Flag("FailOnTimeout", v => options.FailOnTimeout = v)
        .Flag("ForceRecovery", v => options.ForceRecovery = v)
        .Whole("Growth", v => options.Growth = v)
        .Text("Nonce", v => options.Nonce = v)
        .Flag("Persist", v => options.Persist = v)
        .Flag("Inherit", v => options.Inherit = v)
        .Whole("WaitLimit", v => options.WaitLimit = v)
        .Whole("Seed", v => options.Seed = v)
        .Texts("ProxySet", options.ProxySet.AddRange)
        .Map("HealthCheckTemplates", name => BalancingReader.Named(options.HealthCheckTemplates, name), MemberReader.Read);

    private static void Read(SectionReader reader, StickyCookieOptions options) => reader
        .Text("Name", v => options.Name = v)
        .Text("Path", v => options.Path = v)
        .Text("Domain", v => options.Domain = v)
        .Flag("HttpOnly", v => options.HttpOnly = v)
        .Flag("Secure", v => options.Secure = v)
        .Text("SameSite", v => options.SameSite = v)
        .Time("MaxAge", v => options.MaxAge = v);
}
