namespace Balancing.AspNetCore;

/// <summary>
/// Most of what a client or a member may say (R13). The server's own limits stand before these: what it refuses never gets here. Breaking one
/// never counts against a member (R41).
/// </summary>
public sealed class GatewayLimits
{
    internal static readonly GatewayLimits Default = new();

    /// <summary>Bytes of a request line: method, target and version. Beyond: 414 (httpd: LimitRequestLine). Default: 8192.</summary>
    public int RequestLine { get; set; } = 8192;

    /// <summary>Bytes of one header field of a request, name and value. Beyond: 431 (httpd: LimitRequestFieldSize). Default: 8192.</summary>
    public int RequestField { get; set; } = 8192;

    /// <summary>Header fields of a request, lines of one name each for itself. Beyond: 431 (httpd: LimitRequestFields). Default: 100.</summary>
    public int RequestFields { get; set; } = 100;

    /// <summary>Bytes of all header fields of a request. Beyond: 431. Default: 32768.</summary>
    public int RequestHead { get; set; } = 32_768;

    /// <summary>Header fields of an answer; the length of one is the member's <c>responsefieldsize</c>. Beyond: 502. Default: 200.</summary>
    public int AnswerFields { get; set; } = 200;

    /// <summary>Bytes of the head of an answer. Beyond: 502. Default: 65536.</summary>
    public int AnswerHead { get; set; } = 65_536;

    internal bool AreSound =>
        RequestLine > 0 && RequestField > 0 && RequestFields > 0 && RequestHead > 0 && AnswerFields > 0 && AnswerHead > 0;
}
