namespace Balancing;

/// <summary>A member as configured. <c>null</c> means: not said, httpd's default holds.</summary>
public sealed class MemberOptions
{
    /// <summary>Absolute URL, <c>unix:/socket|url</c>, or, with something attached, any name.</summary>
    public string Url { get; set; } = "";

    /// <summary>httpd: route, under 64 characters. Default: none.</summary>
    public string? Route { get; set; }

    /// <summary>httpd: redirect, under 64 characters. Default: none.</summary>
    public string? Redirect { get; set; }

    /// <summary>httpd: loadfactor, 1..100 with two decimals. Default: 1.</summary>
    public double? LoadFactor { get; set; }

    /// <summary>httpd: lbset, 0..99. Default: 0.</summary>
    public int? LbSet { get; set; }

    /// <summary>httpd: retry, 0 or more. Default: 60 s.</summary>
    public TimeSpan? Retry { get; set; }

    /// <summary>httpd: status, letters with signs. Default: none.</summary>
    public string? Status { get; set; }

    /// <summary>httpd: timeout, above 0. Default: the site's ProxyTimeout, else 60 s.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>httpd: connectiontimeout, above 0. Default: as <see cref="Timeout"/>.</summary>
    public TimeSpan? ConnectionTimeout { get; set; }

    /// <summary>httpd: ping, above 0. Default: no probe.</summary>
    public TimeSpan? Ping { get; set; }

    /// <summary>What the probe of <see cref="Ping"/> is; httpd has no word for it. Default: Expect.</summary>
    public PingMethod? PingMethod { get; set; }

    /// <summary>Connection numbers.</summary>
    public PoolOptions Pool { get; set; } = new();

    /// <summary>Health check. Default: none.</summary>
    public HealthCheckOptions? HealthCheck { get; set; }

    /// <summary>httpd: keepalive. Default: false.</summary>
    public bool? KeepAlive { get; set; }

    /// <summary>httpd: disablereuse (and enablereuse, its opposite). Default: false.</summary>
    public bool? DisableReuse { get; set; }

    /// <summary>httpd: flushpackets. Default: off.</summary>
    public Flush? FlushPackets { get; set; }

    /// <summary>httpd: flushwait, 0..1000 ms, 0 for 10 ms. Default: 10 ms.</summary>
    public TimeSpan? FlushWait { get; set; }

    /// <summary>httpd: iobuffersize, 0 or at least 512 bytes. Default: 8192.</summary>
    public int? IoBufferSize { get; set; }

    /// <summary>httpd: receivebuffersize, 0 or at least 512 bytes. Default: the system's.</summary>
    public int? ReceiveBufferSize { get; set; }

    /// <summary>httpd: responsefieldsize, 0 or more bytes. Default: 8192.</summary>
    public int? ResponseFieldSize { get; set; }

    /// <summary>httpd: upgrade, protocols that may be tunnelled, with commas, under 16 characters; <c>ANY</c> for all, <c>NONE</c> for none. Default: none (WebSocket for ws and wss).</summary>
    public string? Upgrade { get; set; }

    /// <summary>httpd: secret, under 64 characters (AJP). Default: none.</summary>
    public string? Secret { get; set; }

    /// <summary>File name of a Unix socket to connect to instead of host and port. Default: none.</summary>
    public string? UnixSocket { get; set; }

    /// <summary>httpd <c>key=value</c> texts, applied after the keys above, in order.</summary>
    public List<string> ProxySet { get; set; } = [];

    /// <summary>What the host attached, or null. No configuration can say it.</summary>
    public object? Attached { get; internal set; }

    /// <summary>Problems found while the options were being filled, reported with the rest.</summary>
    internal List<ConfigurationProblem> Problems { get; private set; } = [];

    /// <summary>Adds status letters; without a sign they set, whatever sign came before them.</summary>
    internal void AddStatus(string letters) =>
        Status += letters.Length == 0 || letters[0] is '+' or '-' ? letters : $"+{letters}";

    /// <summary>A copy to change; what a binder left null is empty.</summary>
    internal MemberOptions Copy()
    {
        var copy = (MemberOptions)MemberwiseClone();
        copy.Url ??= "";
        copy.Pool = Pool is null ? new() : Pool.Copy();
        copy.HealthCheck = HealthCheck?.Copy();
        copy.ProxySet = [.. ProxySet ?? []];
        copy.Problems = [.. Problems];
        return copy;
    }
}
