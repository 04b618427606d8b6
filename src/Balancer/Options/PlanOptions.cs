using System.Globalization;

namespace Balancing;

/// <summary>
/// The options of a plan: what a person would have said to get it. Planning them gives the plan again; what equals httpd's
/// default is not said.
/// </summary>
public static partial class PlanOptions
{
    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    /// <summary>The options of a balancer's plan. Health checks are said in full: a plan knows no templates.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>New options.</returns>
    public static BalancerOptions Of(BalancerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var defaults = HttpdDefaults.Balancer;
        var options = new BalancerOptions
        {
            Members = [.. plan.Members.Select(Of)],
            MaxAttempts = plan.MaxAttempts,
            NoFailover = Said(plan.NoFailover, defaults.NoFailover),
            Timeout = Said(plan.Timeout, defaults.Timeout),
            FailOnStatus = [.. plan.FailOnStatus],
            FailOnTimeout = Said(plan.FailOnTimeout, defaults.FailOnTimeout),
            ForceRecovery = Said(plan.ForceRecovery, defaults.ForceRecovery),
            Growth = Said(plan.Growth, defaults.Growth),
            Persist = Said(plan.Persist, defaults.Persist),
            Inherit = Said(plan.Inherit, defaults.Inherit),
            Nonce = plan.Nonce,
            WaitLimit = Said(plan.WaitLimit, defaults.WaitLimit),
            Seed = plan.Seed,
        };
        options.Protection = plan.Protection is { } protection ? Of(protection) : null;
        Elect(options, plan.Method);
        Stick(options, plan.Stickiness);
        return options;
    }

    // A built-in method is said by its word alone, so that a configuration can say it.
    private static void Elect(BalancerOptions options, LbMethod method)
    {
        if (!ReferenceEquals(method, LbMethods.ByRequests))
        {
            options.ElectBy(method.Name);
            options.Method = IsBuiltIn(method) ? null : method;
        }
    }

    /// <summary>True for a method that its name alone stands for.</summary>
    internal static bool IsBuiltIn(LbMethod? method) =>
        method is not null && ReferenceEquals(BalancerServices.Default.Methods.Find(method.Name), method);

    private static void Stick(BalancerOptions options, StickinessPlan? plan)
    {
        if (plan is null)
        {
            return;
        }

        options.StickySession = plan.CookieName == plan.ParameterName ? plan.CookieName : $"{plan.CookieName}|{plan.ParameterName}";
        options.StickySessionSep = plan.Separator == HttpdDefaults.Separator ? null : plan.Separator?.ToString() ?? "Off";
        options.ScolonPathDelim = Said(plan.ScolonPathDelim, false);
        if (plan.Cookie is { } cookie)
        {
            var defaults = HttpdDefaults.StickyCookie;
            options.StickyCookie = new StickyCookieOptions
            {
                Name = cookie.Name,
                Path = cookie.Path == defaults.Path ? null : cookie.Path,
                Domain = cookie.Domain,
                HttpOnly = Said(cookie.HttpOnly, defaults.HttpOnly),
                Secure = cookie.Secure,
                SameSite = cookie.SameSite == defaults.SameSite ? null : cookie.SameSite,
                MaxAge = cookie.MaxAge,
            };
        }
    }

    private static MemberOptions Of(MemberPlan plan)
    {
        var defaults = HttpdDefaults.Member;
        var options = new MemberOptions
        {
            Url = plan.Url.Configured,
            LoadFactor = plan.Factor == defaults.Factor ? null : FactorOf(plan.Factor),
            LbSet = Said(plan.Set, defaults.Set),
            Status = plan.Status == defaults.Status ? null : StatusText.Write(plan.Status),
            Retry = Said(plan.Retry, defaults.Retry),
            Route = plan.Route.Length == 0 ? null : plan.Route,
            Redirect = plan.Redirect.Length == 0 ? null : plan.Redirect,
            Timeout = plan.Timeout,
            ConnectionTimeout = plan.ConnectionTimeout,
            Ping = plan.Ping,
            PingMethod = Said(plan.PingMethod, defaults.PingMethod),
            HealthCheck = plan.HealthCheck is { } check ? Of(check) : null,
            KeepAlive = Said(plan.KeepAlive, defaults.KeepAlive),
            FlushPackets = Said(plan.FlushPackets, defaults.FlushPackets),
            FlushWait = Said(plan.FlushWait, defaults.FlushWait),
            IoBufferSize = Said(plan.IoBufferSize, defaults.IoBufferSize),
            ReceiveBufferSize = Said(plan.ReceiveBufferSize, defaults.ReceiveBufferSize),
            ResponseFieldSize = Said(plan.ResponseFieldSize, defaults.ResponseFieldSize),
            Upgrade = UpgradeOf(plan.Upgrade, plan.Url.Scheme),
            Secret = plan.Secret,
            Attached = plan.Attached,
        };
        Pool(options, plan.Pool, plan.Url.Scheme);
        return options;
    }

    private static void Pool(MemberOptions options, PoolPlan plan, string scheme)
    {
        var said = plan.DisableReuse != HttpdDefaults.DisableReuse(scheme);
        options.DisableReuse = said ? plan.DisableReuse : null;
        options.Pool = new PoolOptions
        {
            Min = Said(plan.Min, PoolPlan.Default.Min),
            SMax = plan.SMax,
            Max = Said(plan.Max, PoolPlan.Default.Max),
            Ttl = plan.Ttl,
            Acquire = plan.Acquire,
            AddressTtl = plan.AddressTtl is { } ttl ? (plan.DisableReuse && ttl == TimeSpan.Zero ? null : ttl) : plan.DisableReuse ? ForEver : null,
        };
    }

    private static HealthCheckOptions Of(HealthCheckPlan plan)
    {
        var defaults = HttpdDefaults.HealthCheck;
        return new HealthCheckOptions
        {
            Method = Said(plan.Method, defaults.Method),
            Uri = plan.Uri.Length == 0 ? null : plan.Uri,
            Interval = Said(plan.Interval, defaults.Interval),
            Passes = Said(plan.Passes, defaults.Passes),
            Fails = Said(plan.Fails, defaults.Fails),
            Expr = plan.ExprText,
            Judge = plan.Expr,
            Probe = plan.Probe,
        };
    }

    private static string? UpgradeOf(string plan, string scheme)
    {
        var unsaid = scheme is "ws" or "wss" ? "WebSocket" : HttpdDefaults.Member.Upgrade;
        return plan == unsaid ? null : plan == "*" ? "ANY" : plan.Length == 0 ? "NONE" : plan;
    }

    // The shortest number whose hundredths are these: 1.15 would give 114, so that is 1.151 (see Kinds.Hundredths).
    private static double FactorOf(int hundredths)
    {
        var plain = hundredths / 100.0;
        return Kinds.Hundredths(plain) == hundredths
            ? plain
            : double.Parse(string.Create(CultureInfo.InvariantCulture, $"{plain:F2}1"), CultureInfo.InvariantCulture);
    }

    private static T? Said<T>(T value, T unsaid)
        where T : struct => EqualityComparer<T>.Default.Equals(value, unsaid) ? null : value;
}
