using System.Globalization;

namespace Balancing.Ajp;

/// <summary>From a request message to what goes over the wire.</summary>
internal static class RequestMessages
{
    /// <exception cref="AjpException">It cannot be sent over AJP.</exception>
    public static AjpRequest Of(HttpRequestMessage message, Uri uri, string? secret)
    {
        if (message.Headers.NonValidated.Contains("Upgrade"))
        {
            throw new AjpException(AjpTrouble.Unsendable, "AJP has no upgrades: WebSockets and the like cannot be sent");
        }

        var options = message.Options;
        var query = uri.Query;
        var host = message.Headers.Host ?? HostOf(uri);
        var isSecure = options.TryGetValue(AjpRequestOptions.IsSecure, out var secure) && secure;
        var (name, port) = Split(host);
        return new AjpRequest
        {
            Method = message.Method.Method,
            Path = uri.AbsolutePath is { Length: > 0 } path ? path : "/",
            Query = query.Length > 0 ? query[1..] : uri.OriginalString.EndsWith('?') ? "" : null,
            ServerName = name,
            ServerPort = Get(options, AjpRequestOptions.ServerPort) is var told and not 0 ? told : port != 0 ? port : isSecure ? 443 : 80,
            IsSecure = isSecure,
            Headers = Lines(message, host),
            BodyLength = LengthOf(message),
            Secret = secret,
            RemoteHost = Get(options, AjpRequestOptions.RemoteHost),
            RemotePort = Get(options, AjpRequestOptions.RemotePort),
            LocalAddress = Get(options, AjpRequestOptions.LocalAddress),
            RemoteUser = Get(options, AjpRequestOptions.RemoteUser),
            AuthType = Get(options, AjpRequestOptions.AuthType),
            Route = Get(options, AjpRequestOptions.Route),
            SslCertificate = Get(options, AjpRequestOptions.SslCertificate),
            SslCipher = Get(options, AjpRequestOptions.SslCipher),
            SslSession = Get(options, AjpRequestOptions.SslSession),
            SslKeySize = Get(options, AjpRequestOptions.SslKeySize),
            SslProtocol = Get(options, AjpRequestOptions.SslProtocol),
            Attributes = Get(options, AjpRequestOptions.Attributes) ?? [],
        };
    }

    private static T? Get<T>(HttpRequestOptions options, HttpRequestOptionsKey<T> key) => options.TryGetValue(key, out var value) ? value : default;

    private static string HostOf(Uri uri)
    {
        var name = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost; // the one has brackets, the other has not
        return uri.Port is 8009 or < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{uri.Port}");
    }

    private static (string Name, int Port) Split(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') && int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (host[..colon], port) : (host, 0);
    }

    // R54: decided here, once.
    private static long LengthOf(HttpRequestMessage message) => message.Content is not { } content ? 0
        : message.Headers.TransferEncodingChunked == true ? AjpRequest.Unknown
        : content.Headers.ContentLength ?? AjpRequest.Unknown;

    private static List<KeyValuePair<string, string>> Lines(HttpRequestMessage message, string host)
    {
        var lines = new List<KeyValuePair<string, string>> { new("Host", host) };
        foreach (var (name, values) in message.Headers.NonValidated)
        {
            if (!name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                lines.Add(new(name, values.ToString()));
            }
        }

        if (message.Content is { } content)
        {
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                lines.Add(new(name, values.ToString()));
            }
        }

        return lines;
    }
}
