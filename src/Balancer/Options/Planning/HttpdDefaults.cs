namespace Balancing;

/// <summary>
/// The one table of httpd's defaults: the initial values of the plans, gathered to fall back on. Only what depends on
/// other values is decided by the planner.
/// </summary>
internal static class HttpdDefaults
{
    /// <summary>mod_proxy.c: create_proxy_config, lbmethod byrequests.</summary>
    public const string LbMethod = "byrequests";

    public static readonly BalancerPlan Balancer = new() { Name = "", Members = [], Method = null! };

    public static readonly MemberPlan Member = new() { Url = MemberUrl.Named("") };

    public static readonly StickyCookiePlan StickyCookie = new() { Name = "" };

    /// <summary>httpd: stickysessionsep.</summary>
    public static readonly char? Separator = new StickinessPlan { CookieName = "", ParameterName = "" }.Separator;

    public static readonly HealthCheckPlan HealthCheck = new();

    /// <summary>Not httpd's: what ejects a member when nothing else is said.</summary>
    public static readonly OutlierPlan Outliers = new();

    /// <summary>Not httpd's: what earns a retry when nothing else is said.</summary>
    public static readonly RetryBudgetPlan RetryBudget = new();

    public static readonly SitePlan Site = new() { Name = "" };

    /// <summary>True when a scheme's connections are used once unless said otherwise (httpd section 1: disablereuse).</summary>
    public static bool DisableReuse(string scheme) => scheme is "fcgi" or "scgi" or "uwsgi";

    /// <summary>True when a scheme's connections are used once whatever is said.</summary>
    public static bool NeverReuse(string scheme) => scheme is "scgi" or "uwsgi";
}
