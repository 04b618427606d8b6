namespace Balancing;

/// <summary>Connection numbers of a member as configured.</summary>
public sealed class PoolOptions
{
    /// <summary>httpd: min, 0 or more. Default: 0.</summary>
    public int? Min { get; set; }

    /// <summary>httpd: smax, 0 or more. Default: as <see cref="Max"/>.</summary>
    public int? SMax { get; set; }

    /// <summary>httpd: max, 0 or more, 0 for no limit. Default: no limit.</summary>
    public int? Max { get; set; }

    /// <summary>httpd: ttl, 1 s or more. Default: no limit.</summary>
    public TimeSpan? Ttl { get; set; }

    /// <summary>httpd: acquire, 1 ms or more. Default: no limit of its own.</summary>
    public TimeSpan? Acquire { get; set; }

    /// <summary>httpd: addressttl, 0 or more whole seconds, -1 s for ever. Default: for ever.</summary>
    public TimeSpan? AddressTtl { get; set; }

    internal PoolOptions Copy() => (PoolOptions)MemberwiseClone();
}

/// <summary>A health check, or a template of one, as configured.</summary>
public sealed class HealthCheckOptions
{
    /// <summary>httpd: hctemplate, the template whose values hold where this says nothing. Default: none.</summary>
    public string? Template { get; set; }

    /// <summary>httpd: hcmethod. Default: none.</summary>
    public HcMethod? Method { get; set; }

    /// <summary>httpd: hcuri, under 64 characters. Default: empty.</summary>
    public string? Uri { get; set; }

    /// <summary>httpd: hcinterval, at least 100 ms. Default: 30 s.</summary>
    public TimeSpan? Interval { get; set; }

    /// <summary>httpd: hcpasses, 0 or more, 0 works as 1. Default: 1.</summary>
    public int? Passes { get; set; }

    /// <summary>httpd: hcfails, 0 or more, 0 works as 1. Default: 1.</summary>
    public int? Fails { get; set; }

    /// <summary>httpd: hcexpr, expression text. Default: none, a status of 200..399 passes.</summary>
    public string? Expr { get; set; }

    /// <summary>Code that decides, when code was given; it wins over <see cref="Expr"/>. No configuration can say it.</summary>
    public Func<ProbeResult, bool>? Judge { get; internal set; }

    /// <summary>Code that probes, when code was given; it takes the place of <see cref="Method"/>. No configuration can say it.</summary>
    public Func<Member, CancellationToken, ValueTask<ProbeResult>>? Probe { get; internal set; }

    internal HealthCheckOptions Copy() => (HealthCheckOptions)MemberwiseClone();

    /// <summary>Takes a template's values; what was said before no longer holds (mod_proxy_hcheck.c: set_worker_hc_param copies them all).</summary>
    internal void StartFrom(string template)
    {
        (Template, Method, Uri, Interval) = (template, null, null, null);
        (Passes, Fails, Expr, Judge, Probe) = (null, null, null, null, null);
    }

    /// <summary>The expression by text; code before it no longer holds.</summary>
    internal void JudgeBy(string text) => (Expr, Judge) = (text, null);
}

/// <summary>The route cookie that we issue, as configured.</summary>
public sealed class StickyCookieOptions
{
    /// <summary>Cookie name, a token. Default: the sticky session's cookie name.</summary>
    public string? Name { get; set; }

    /// <summary>Path attribute. Default: <c>/</c>.</summary>
    public string? Path { get; set; }

    /// <summary>Domain attribute. Default: none.</summary>
    public string? Domain { get; set; }

    /// <summary>HttpOnly attribute. Default: true.</summary>
    public bool? HttpOnly { get; set; }

    /// <summary>Secure attribute. Default: when the client speaks TLS.</summary>
    public bool? Secure { get; set; }

    /// <summary>SameSite attribute, <c>Lax</c>, <c>Strict</c> or <c>None</c>. Default: Lax.</summary>
    public string? SameSite { get; set; }

    /// <summary>Max-Age attribute. Default: none, a session cookie.</summary>
    public TimeSpan? MaxAge { get; set; }
}
