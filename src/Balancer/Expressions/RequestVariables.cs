using System.Globalization;
using System.Net;

namespace Balancing.Expressions;

/// <summary>The facts of one request by httpd's names; see <see cref="RequestNames"/>.</summary>
/// <param name="facts">The request.</param>
/// <param name="front">How we call ourselves.</param>
/// <param name="path">The canonical path as the client asked for it.</param>
internal sealed class RequestVariables(in RequestFacts facts, FrontName front, string path) : IExpressionFacts
{
    private readonly RequestFacts _facts = facts;
    private readonly FrontName _front = front;
    private readonly string _asked = path;

    /// <summary>The path as rules have changed it.</summary>
    public string Path { get; set; } = path;

    /// <summary>The query without <c>?</c> as rules have changed it; null: none.</summary>
    public string? Query { get; set; } = QueryOf(facts.Target);

    /// <summary>The variables that are set.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; set; } = facts.Environment;

    /// <summary>The client's address as httpd writes it: an IPv4 address that came in IPv6 clothes is one.</summary>
    public static string AddressOf(IPAddress? client) =>
        (client is { IsIPv4MappedToIPv6: true } ? client.MapToIPv4() : client)?.ToString() ?? "";

    /// <summary>The protocol as httpd writes it.</summary>
    public static string ProtocolOf(in RequestFacts facts) => facts.Protocol switch { null or "" => "HTTP/1.1", "HTTP/2" => "HTTP/2.0", var said => said };

    /// <summary>A header of a request, as far as the host shows it.</summary>
    public static string? HeaderOf(in RequestFacts facts, string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase) ? facts.Host
        : name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? facts.CookieHeader
        : facts.Headers?.Get(name);

    /// <summary>The value of a reference in a RewriteCond or RewriteRule.</summary>
    public string Of(in VariableName name) =>
        (name.Argument is { } argument ? Function(name.Name.ToLowerInvariant(), argument) : Variable(name.Name)) ?? "";

    public string? Variable(string name) => name switch
    {
        "HTTP_ACCEPT" => HeaderOf(_facts, "Accept"),
        "HTTP_COOKIE" => HeaderOf(_facts, "Cookie"),
        "HTTP_FORWARDED" => HeaderOf(_facts, "Forwarded"),
        "HTTP_HOST" => HeaderOf(_facts, "Host"),
        "HTTP_PROXY_CONNECTION" => HeaderOf(_facts, "Proxy-Connection"),
        "HTTP_REFERER" => HeaderOf(_facts, "Referer"),
        "HTTP_USER_AGENT" => HeaderOf(_facts, "User-Agent"),
        "REQUEST_URI" => _asked,
        "REQUEST_FILENAME" or "SCRIPT_FILENAME" => Path,
        "QUERY_STRING" => Query,
        "REQUEST_METHOD" => _facts.Method,
        "REQUEST_SCHEME" => _front.Scheme(_facts),
        "HTTPS" => OnOff(FrontName.SchemeOf(_facts) == "https"),
        "REMOTE_ADDR" or "CONN_REMOTE_ADDR" or "REMOTE_HOST" => AddressOf(_facts.ClientAddress),
        "IPV6" => OnOff(_facts.ClientAddress is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }),
        "HTTP2" => OnOff(ProtocolOf(_facts).StartsWith("HTTP/2", StringComparison.Ordinal)),
        "SERVER_NAME" => _front.Host(_facts),
        "SERVER_PORT" => _front.Port(_facts).ToString(CultureInfo.InvariantCulture),
        "SERVER_PROTOCOL" => ProtocolOf(_facts),
        "THE_REQUEST" => $"{_facts.Method} {_facts.Target} {ProtocolOf(_facts)}",
        "IS_SUBREQ" => "false",
        _ => null, // PATH_INFO too: there are no files that it could stand behind
    };

    public string? Function(string name, string argument) => name switch
    {
        "http" or "req" or "req_novary" => HeaderOf(_facts, argument),
        "env" or "reqenv" => Environment?.GetValueOrDefault(argument),
        _ => null,
    };

    private static string? QueryOf(string target) =>
        target.IndexOf('?', StringComparison.Ordinal) is var question and >= 0 ? target[(question + 1)..] : null;

    private static string OnOff(bool on) => on ? "on" : "off";
}
