namespace Balancing;

/// <summary>What was decided about a member at configuration time. Immutable.</summary>
public sealed record MemberPlan
{
    /// <summary>Which member this is and where.</summary>
    public required MemberUrl Url { get; init; }

    /// <summary>Weight in hundredths, 100..10000 (httpd: loadfactor × 100, truncated). Default: 100.</summary>
    public int Factor { get; init; } = 100;

    /// <summary>Set number 0..99; lower sets first (httpd: lbset). Default: 0.</summary>
    public int Set { get; init; }

    /// <summary>Flags the member starts with (httpd: status). Default: none.</summary>
    public MemberStatus Status { get; init; }

    /// <summary>How long it stays in error (httpd: retry). Default: 60 s; zero means: tried again with the next request.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Session route, empty for none (httpd: route).</summary>
    public string Route { get; init; } = "";

    /// <summary>Route of the member to use instead when this one is unusable, empty for none (httpd: redirect).</summary>
    public string Redirect { get; init; } = "";

    /// <summary>Backend I/O timeout (httpd: timeout); null: the site's ProxyTimeout, else 60 s.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Connect timeout (httpd: connectiontimeout); null: <see cref="Timeout"/>.</summary>
    public TimeSpan? ConnectionTimeout { get; init; }

    /// <summary>How long a liveness probe before a request may take (httpd: ping); null: no probe.</summary>
    public TimeSpan? Ping { get; init; }

    /// <summary>What the probe before a request is; counts only with <see cref="Ping"/>. httpd has no word for it. Default: Expect.</summary>
    public PingMethod PingMethod { get; init; }

    /// <summary>Connection numbers.</summary>
    public PoolPlan Pool { get; init; } = PoolPlan.Default;

    /// <summary>Health check, or null for none.</summary>
    public HealthCheckPlan? HealthCheck { get; init; }

    /// <summary>TCP keep-alive on backend connections (httpd: keepalive). Default: false.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>When to flush what the backend sends (httpd: flushpackets, for AJP and FastCGI). Default: off.</summary>
    public Flush FlushPackets { get; init; }

    /// <summary>How long <see cref="Flush.Auto"/> waits for more (httpd: flushwait). Default: 10 ms.</summary>
    public TimeSpan FlushWait { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Most bytes of one read, or of an AJP packet (httpd: iobuffersize). Default: 0, the transport chooses.</summary>
    public int IoBufferSize { get; init; }

    /// <summary>Socket receive buffer in bytes, 0 for the system's (httpd: receivebuffersize).</summary>
    public int ReceiveBufferSize { get; init; }

    /// <summary>Longest status or header line of a response in bytes (httpd: responsefieldsize). Default: 8192.</summary>
    public int ResponseFieldSize { get; init; } = 8192;

    /// <summary>Protocols that may be tunnelled, <c>*</c> for any, empty for none (httpd: upgrade).</summary>
    public string Upgrade { get; init; } = "";

    /// <summary>AJP secret, or null (httpd: secret). Never logged (R53).</summary>
    public string? Secret { get; init; }

    /// <summary>What the host attached, or null.</summary>
    public object? Attached { get; init; }

    /// <summary>True for the implicit single member of a plain <c>ProxyPass /x http://h</c>.</summary>
    public bool Plain { get; init; }
}
