namespace Balancing;

/// <summary>A balancer's parameters (mod_proxy.c: set_balancer_param). Defaults are those of <see cref="BalancerPlan"/>.</summary>
internal static class BalancerParameters
{
    private static readonly Kind<TimeSpan> Wait = Times.Seconds(TimeSpan.FromMilliseconds(1));

    // None is httpd's word for a manager that takes no edits; it never means edits without a nonce (R48).
    private static readonly Kind<string> Nonce = Kinds.Text(
        "1 to 36 printable characters", v => v.Length is >= 1 and <= 36 && !Characters.AnyControlOrSpace(v));

    private static readonly Kind<string> Method = Kinds.Text("the name of a method, 1 to 15 characters", v => v.Length is >= 1 and <= 15);

    public static ParameterTable<BalancerOptions> Table { get; } = new ParameterTable<BalancerOptions>("balancer")
        .Text("lbmethod", "LbMethod", Method, o => o.LbMethod, (o, v) => o.ElectBy(v))
        .Value("maxattempts", "MaxAttempts", Kinds.Whole(0), o => o.MaxAttempts, (o, v) => o.MaxAttempts = v)
        .Text("stickysession", "StickySession", Kinds.StickyName, o => o.StickySession, (o, v) => o.StickySession = v)
        .Text("stickysessionsep", "StickySessionSep", Kinds.Separator, o => o.StickySessionSep, (o, v) => o.StickySessionSep = v)
        .Value("scolonpathdelim", "ScolonPathDelim", Kinds.OnOff, o => o.ScolonPathDelim, (o, v) => o.ScolonPathDelim = v)
        .Value("nofailover", "NoFailover", Kinds.OnOff, o => o.NoFailover, (o, v) => o.NoFailover = v)
        .Value("timeout", "Timeout", Wait, o => o.Timeout, (o, v) => o.Timeout = v)
        .Text("failonstatus", "FailOnStatus", Kinds.Codes(100, 599), o => o.FailOnStatus, (o, v) => o.FailOnStatus = v)
        .Value("failontimeout", "FailOnTimeout", Kinds.OnOff, o => o.FailOnTimeout, (o, v) => o.FailOnTimeout = v)
        .Value("forcerecovery", "ForceRecovery", Kinds.OnOff, o => o.ForceRecovery, (o, v) => o.ForceRecovery = v)
        .Value("growth", "Growth", Kinds.Whole(1, 100), o => o.Growth, (o, v) => o.Growth = v)
        .Text("nonce", "Nonce", Nonce, o => o.Nonce, (o, v) => o.Nonce = v)
        .Value("", "WaitLimit", Kinds.Whole(1), o => o.WaitLimit, (o, v) => o.WaitLimit = v);
}
