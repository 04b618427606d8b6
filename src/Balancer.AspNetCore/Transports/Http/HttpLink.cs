using System.Net;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>
/// What the pool keeps: one connection to a member, and the client that speaks HTTP on it and on no other. The client is made with the
/// first request, so that a connection opened ahead costs no more than its socket.
/// </summary>
internal sealed class HttpLink(Wire wire, TimeSpan continueTimeout, GatewayLimits limits) : IDisposable
{
    private HttpMessageInvoker? _speaker; // owned by whoever has the lease

    public Wire Wire => wire;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, Sending sending, CancellationToken cancel)
    {
        wire.Assign(sending);
        return (_speaker ??= Speaker()).SendAsync(message, cancel);
    }

    public void Dispose()
    {
        _speaker?.Dispose();
        wire.Dispose();
    }

    // Every automatic behaviour is off: each would change a message, send it again, or close what the pool keeps.
    private HttpMessageInvoker Speaker() => new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = (_, _) => new ValueTask<Stream>(wire.HandOut()),
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        EnableMultipleHttp2Connections = false,
        Expect100ContinueTimeout = continueTimeout,
        MaxConnectionsPerServer = 1,
        MaxResponseDrainSize = 0, // R39: what was not read closes its connection
        MaxResponseHeadersLength = (limits.AnswerHead + 1023) / 1024, // KiB, R13
        PooledConnectionIdleTimeout = TimeSpan.FromDays(100), // the pool's affair; without end there would be a look every 30 s
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        PreAuthenticate = false,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        UseCookies = false,
        UseProxy = false,
    });
}
