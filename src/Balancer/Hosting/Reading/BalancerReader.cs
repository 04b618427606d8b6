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
        .Part("Protection", protection => Read(protection, options.Protection ??= new()))
        .Texts("ProxySet", options.ProxySet.AddRange)
        .Map("HealthCheckTemplates", name => BalancingReader.Named(options.HealthCheckTemplates, name), MemberReader.Read);

    private static void Read(SectionReader reader, ProtectionOptions options) => reader
        .Time("SlowStart", v => options.SlowStart = v)
        .Time("HalfOpen", v => options.HalfOpen = v)
        .Part("EjectOutliers", outliers => Read(outliers, options.EjectOutliers ??= new()))
        .Part("RetryBudget", budget => Read(budget, options.RetryBudget ??= new()))
        .Whole("PanicBelow", v => options.PanicBelow = v);

    private static void Read(SectionReader reader, OutlierOptions options) => reader
        .Whole("Consecutive", v => options.Consecutive = v)
        .Whole("Share", v => options.Share = v)
        .Whole("AtLeast", v => options.AtLeast = v)
        .Time("Window", v => options.Window = v)
        .Wholes("BadStatus", options.BadStatus.AddRange)
        .Whole("MaxEjected", v => options.MaxEjected = v);

    private static void Read(SectionReader reader, RetryBudgetOptions options) => reader
        .Whole("Share", v => options.Share = v)
        .Whole("AtLeastPerSecond", v => options.AtLeastPerSecond = v);

    private static void Read(SectionReader reader, StickyCookieOptions options) => reader
        .Text("Name", v => options.Name = v)
        .Text("Path", v => options.Path = v)
        .Text("Domain", v => options.Domain = v)
        .Flag("HttpOnly", v => options.HttpOnly = v)
        .Flag("Secure", v => options.Secure = v)
        .Text("SameSite", v => options.SameSite = v)
        .Time("MaxAge", v => options.MaxAge = v);
}
