using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.AspNetCore;

/// <summary>
/// What another protocol a client asks for: over HTTP/1.1 with Upgrade (RFC 9110 §7.8), over HTTP/2 with an extended CONNECT (RFC 8441). Most
/// requests ask for none.
/// </summary>
internal sealed class UpgradeAsk
{
    private const string WebSocket = "websocket";
    private const int MostProtocols = 8;

    private readonly string[] _protocols;

    private UpgradeAsk(string[] protocols) => _protocols = protocols;

    /// <summary>It is a stream of HTTP/2: there is no ordinary answer to it but an error.</summary>
    public bool IsExtendedConnect { get; private init; }

    /// <summary>What the request asks for, or null.</summary>
    public static UpgradeAsk? Of(HttpContext context)
    {
        var request = context.Request;
        if (IsTunnelRequest(context))
        {
            return new UpgradeAsk([WebSocket]) { IsExtendedConnect = true };
        }

        var headers = request.Headers;
        if (headers.Upgrade.Count == 0 || !HttpProtocol.IsHttp11(request.Protocol) || !Names(headers.Connection.ToString(), "upgrade"))
        {
            return null; // who does not say it in Connection too passes on what another hop was told (R16)
        }

        var asked = headers.Upgrade.ToString().Split(',', MostProtocols + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var good = Array.FindAll(asked, p => IsProtocol(p) && (!IsWebSocket(p) || HttpMethods.IsGet(request.Method)));
        return good.Length is 0 or > MostProtocols ? null : new UpgradeAsk(good);
    }

    /// <summary>An extended CONNECT that asks for a WebSocket. All else that knows the request takes it for the GET it stands for.</summary>
    public static bool IsTunnelRequest(HttpContext context) =>
        HttpMethods.IsConnect(context.Request.Method)
        && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: { } protocol } && IsWebSocket(protocol);

    /// <summary>The first of the protocols that a member allows, or null.</summary>
    /// <param name="allowed">The member's <c>upgrade</c>: protocols with commas between them, or <c>*</c>.</param>
    public string? AllowedBy(string allowed) =>
        allowed.Length == 0 ? null : Array.Find(_protocols, asked => allowed == "*" || Names(allowed, asked));

    // R38: HTTP and TLS are never tunnelled: what follows would be requests that nobody checks.
    private static bool IsProtocol(string text) =>
        text.StartsWith("h2", StringComparison.OrdinalIgnoreCase) || text.StartsWith("h3", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("HTTP", StringComparison.OrdinalIgnoreCase) || text.StartsWith("TLS", StringComparison.OrdinalIgnoreCase)
            ? false
            : Array.TrueForAll(text.Split('/', 2), FieldLine.IsToken); // name, or name/version

    private static bool IsWebSocket(string protocol) => protocol.Equals(WebSocket, StringComparison.OrdinalIgnoreCase);

    private static bool Names(string list, string word)
    {
        foreach (var part in list.AsSpan().Split(','))
        {
            if (list.AsSpan()[part].Trim(" \t").Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
