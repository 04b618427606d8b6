using Microsoft.Extensions.Logging;

namespace Balancing.Ajp;

/// <summary>The log entries of the AJP server; docs/telemetry.md lists them. No secret, and no text from the wire that was not looked at (R37).</summary>
internal static partial class AjpServerLog
{
    public const string Category = "Balancer";

    [LoggerMessage(1421, LogLevel.Warning, "connection {Connection}: a request without the right secret was refused")]
    public static partial void WrongSecret(this ILogger log, string connection);

    [LoggerMessage(1422, LogLevel.Warning, "connection {Connection}: a request was refused for its attribute {Attribute}; AllowedAttributes can let it in")]
    public static partial void AttributeRefused(this ILogger log, string connection, string attribute);

    [LoggerMessage(1423, LogLevel.Debug, "connection {Connection}: a request was refused with {Status}: {Why}")]
    public static partial void Refused(this ILogger log, string connection, int status, string why);

    [LoggerMessage(1424, LogLevel.Debug, "connection {Connection} is closed: {Why}")]
    public static partial void Closed(this ILogger log, string connection, string why);

    [LoggerMessage(1425, LogLevel.Warning, "connection {Connection}: the head of an answer does not fit into one AJP packet of {PacketSize} bytes, or has a line that AJP cannot say; 500 was sent instead")]
    public static partial void HeadRefused(this ILogger log, string connection, int packetSize);

    [LoggerMessage(1426, LogLevel.Error, "connection {Connection}: the HTTP side of the server failed")]
    public static partial void ServingFailed(this ILogger log, Exception error, string connection);
}
