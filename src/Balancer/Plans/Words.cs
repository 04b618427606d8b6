namespace Balancing;

/// <summary>When buffered backend data is passed on (httpd: flushpackets).</summary>
public enum Flush
{
    /// <summary>Leave it to output buffering. The default.</summary>
    Off,

    /// <summary>After every packet.</summary>
    On,

    /// <summary>When nothing more came within <c>flushwait</c>.</summary>
    Auto,
}

/// <summary>How a member is asked for a sign of life before a request (with httpd: ping; httpd itself knows only the first).</summary>
public enum PingMethod
{
    /// <summary>
    /// HTTP: <c>Expect: 100-continue</c> with requests that have a body, which is sent when the member gives leave; others go out unasked.
    /// The default, and all that httpd does.
    /// </summary>
    Expect,

    /// <summary>HTTP: <c>OPTIONS *</c> on every kept connection before it is used again; without an answer in time it is closed.</summary>
    Options,
}

/// <summary>What a health check sends (httpd: hcmethod).</summary>
public enum HcMethod
{
    /// <summary>No check. The default.</summary>
    None,

    /// <summary>A TCP connect.</summary>
    Tcp,

    /// <summary>OPTIONS, HTTP/1.0.</summary>
    Options,

    /// <summary>HEAD, HTTP/1.0.</summary>
    Head,

    /// <summary>GET, HTTP/1.0.</summary>
    Get,

    /// <summary>OPTIONS, HTTP/1.1.</summary>
    Options11,

    /// <summary>HEAD, HTTP/1.1.</summary>
    Head11,

    /// <summary>GET, HTTP/1.1.</summary>
    Get11,

    /// <summary>AJP CPING.</summary>
    CPing,
}

/// <summary>What happens to the Via header (httpd: ProxyVia).</summary>
public enum Via
{
    /// <summary>Left as it is. The default.</summary>
    Off,

    /// <summary>Our entry is appended to requests and responses.</summary>
    On,

    /// <summary>As <see cref="On"/>, with a version comment.</summary>
    Full,

    /// <summary>Removed from requests; none added to responses.</summary>
    Block,
}

/// <summary>On which form of the path a rule matches (httpd: mapping=).</summary>
public enum PathMapping
{
    /// <summary>The decoded, normalised path. The default.</summary>
    Decoded,

    /// <summary>The still encoded path; evaluated before the decoded rules (httpd: mapping=encoded).</summary>
    Encoded,

    /// <summary>The encoded path, normalised as servlet containers do (httpd: mapping=servlet).</summary>
    Servlet,
}

/// <summary>What is done with <c>%2F</c> in a path (httpd: AllowEncodedSlashes).</summary>
public enum EncodedSlashes
{
    /// <summary>The request is refused with 404. The default (R22).</summary>
    Off,

    /// <summary>It is decoded and is a slash from then on.</summary>
    On,

    /// <summary>It is kept as received and is never a separator.</summary>
    NoDecode,
}

/// <summary>What becomes of requests with the method TRACE (httpd: TraceEnable).</summary>
public enum TraceEnable
{
    /// <summary>The gateway answers 405. The default; in httpd it is <see cref="On"/> (R36).</summary>
    Off,

    /// <summary>They are passed on; one with a body gets 413 (RFC 9110 §9.3.8).</summary>
    On,

    /// <summary>They are passed on, also with a body.</summary>
    Extended,
}
