namespace Balancing;

/// <summary>What a probe came to.</summary>
public enum ProbeKind
{
    /// <summary>Nothing was probed, for example because nobody knows how; neither success nor failure.</summary>
    None,

    /// <summary>The member is well: it was connected to, answered a CPING, or the host's own probe says so.</summary>
    Well,

    /// <summary>It answered; status, headers and body decide.</summary>
    Answered,

    /// <summary>No connection was made.</summary>
    ConnectFailed,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>The connection broke, or what came was no answer.</summary>
    Faulted,

    /// <summary>The host's own probe says that it is not well.</summary>
    Unwell,
}

/// <summary>What a health probe saw. Trouble is a value, never an exception.</summary>
public readonly record struct ProbeResult
{
    /// <summary>Longest body that is kept, in characters (R42).</summary>
    public const int LongestBody = 65_536;

    private readonly string? _body;
    private readonly string? _reason;

    private ProbeResult(ProbeKind kind, string? reason = null, Exception? error = null, ResponseFacts? response = null, string? body = null)
    {
        (Kind, Error, Response) = (kind, error, response);
        (_reason, _body) = (reason, body);
    }

    /// <summary>What it came to.</summary>
    public ProbeKind Kind { get; }

    /// <summary>Status and headers, or null when there was no answer.</summary>
    public ResponseFacts? Response { get; }

    /// <summary>Response status, 0 when there was no answer.</summary>
    public int Status => Response?.Status ?? 0;

    /// <summary>The first 64 KiB of the body for GET probes (httpd: HC_BODY), else empty.</summary>
    public string Body => _body ?? "";

    /// <summary>Why it failed, in the prober's words; empty when there is nothing to add. It is logged, so no text of the backend belongs in it.</summary>
    public string Reason => _reason ?? "";

    /// <summary>The exception behind a failure, or null.</summary>
    public Exception? Error { get; }

    /// <summary>How long it took. Default: zero; the loop fills it in.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The member is well.</summary>
    public static ProbeResult Well() => new(ProbeKind.Well);

    /// <summary>The member is not well.</summary>
    /// <param name="reason">Why, in words for the log.</param>
    public static ProbeResult Unwell(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(ProbeKind.Unwell, reason);
    }

    /// <summary>It answered.</summary>
    /// <param name="response">Status and headers.</param>
    /// <param name="body">The body; what is beyond <see cref="LongestBody"/> is cut off.</param>
    public static ProbeResult Answered(ResponseFacts response, string body = "")
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(body);
        return new(ProbeKind.Answered, response: response, body: body.Length <= LongestBody ? body : body[..LongestBody]);
    }

    /// <summary>No connection was made.</summary>
    /// <param name="error">The exception behind it, or null.</param>
    /// <param name="reason">What to add for the log. Default: nothing.</param>
    public static ProbeResult ConnectFailed(Exception? error = null, string reason = "") => new(ProbeKind.ConnectFailed, reason, error);

    /// <summary>It did not answer in time.</summary>
    /// <param name="error">The exception behind it, or null.</param>
    public static ProbeResult TimedOut(Exception? error = null) => new(ProbeKind.TimedOut, null, error);

    /// <summary>The connection broke, or what came was no answer.</summary>
    /// <param name="error">The exception behind it, or null.</param>
    /// <param name="reason">What to add for the log. Default: nothing.</param>
    public static ProbeResult Faulted(Exception? error = null, string reason = "") => new(ProbeKind.Faulted, reason, error);

    /// <summary>Nothing was probed.</summary>
    /// <param name="reason">Why not.</param>
    public static ProbeResult NotProbed(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(ProbeKind.None, reason);
    }
}
