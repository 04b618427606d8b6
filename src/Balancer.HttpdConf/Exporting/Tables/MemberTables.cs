namespace Balancing.HttpdConf.Exporting.Tables;

/// <summary>The single values of a member and of its parts.</summary>
internal static class MemberTables
{
    private static readonly string[] UsedOnce = ["fcgi", "scgi", "uwsgi"];

    /// <summary>Everything of a member but its URL, its connection numbers and its health check.</summary>
    public static readonly Option<MemberOptions>[] Member =
    [
        new("Route", "route", o => o.Route, ""),
        new("Redirect", "redirect", o => o.Redirect, ""),
        new("LoadFactor", "loadfactor", o => o.LoadFactor, 1.0),
        new("LbSet", "lbset", o => o.LbSet, 0),
        new("Status", "status", Status, ""),
        new("Retry", "retry", o => o.Retry, TimeSpan.FromSeconds(60)),
        new("Timeout", "timeout", o => o.Timeout),
        new("ConnectionTimeout", "connectiontimeout", o => o.ConnectionTimeout),
        new("Ping", "ping", o => o.Ping),
        new("PingMethod", "", o => o.PingMethod, PingMethod.Expect) { Why = "httpd asks by Expect: 100-continue only" },
        new("KeepAlive", "keepalive", o => o.KeepAlive, false),
        new("DisableReuse", "disablereuse", o => o.DisableReuse, o => Starts(o.Url, UsedOnce) ? null : false),
        new("FlushPackets", "flushpackets", o => o.FlushPackets, Flush.Off),
        new("FlushWait", "flushwait", o => o.FlushWait, TimeSpan.FromMilliseconds(10)),
        new("IoBufferSize", "iobuffersize", o => o.IoBufferSize, 0),
        new("ReceiveBufferSize", "receivebuffersize", o => o.ReceiveBufferSize, 0),
        new("ResponseFieldSize", "responsefieldsize", o => o.ResponseFieldSize, 8192),
        new("Upgrade", "upgrade", o => o.Upgrade),
        new("Secret", "secret", o => o.Secret, ""),
    ];

    /// <summary>Connection numbers.</summary>
    public static readonly Option<PoolOptions>[] Pool =
    [
        new("Min", "min", o => o.Min, 0),
        new("SMax", "smax", o => o.SMax),
        new("Max", "max", o => o.Max, 0),
        new("Ttl", "ttl", o => o.Ttl),
        new("Acquire", "acquire", o => o.Acquire),
        new("AddressTtl", "addressttl", o => o.AddressTtl),
    ];

    /// <summary>A health check, or a template of one. Over a template every value must be said.</summary>
    public static readonly Option<HealthCheckOptions>[] HealthCheck =
    [
        new("Template", "hctemplate", o => o.Template, ""),
        new("Method", "hcmethod", o => o.Method, o => Alone(o, HcMethod.None)),
        new("Uri", "hcuri", o => o.Uri, o => Alone(o, "")),
        new("Interval", "hcinterval", o => o.Interval, o => Alone(o, TimeSpan.FromSeconds(30))),
        new("Passes", "hcpasses", o => o.Passes, o => Alone(o, 1)),
        new("Fails", "hcfails", o => o.Fails, o => Alone(o, 1)),
        new("Expr", "hcexpr", o => o.Judge is null ? o.Expr : null),
    ];

    /// <summary>True when a member's URL begins with one of these schemes; behind a Unix socket the scheme follows the bar.</summary>
    private static bool Starts(string url, string[] schemes) =>
        Array.Exists(schemes, scheme => url[(url.LastIndexOf('|') + 1)..].StartsWith($"{scheme}:", StringComparison.OrdinalIgnoreCase));

    private static object? Alone(HealthCheckOptions options, object value) => string.IsNullOrEmpty(options.Template) ? value : null;

    // Letters before the first sign set.
    private static string? Status(MemberOptions options) =>
        options.Status is { Length: > 0 } status && status[0] is not ('+' or '-') ? $"+{status}" : options.Status;
}
