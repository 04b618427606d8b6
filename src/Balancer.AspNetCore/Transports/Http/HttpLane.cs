using System.Net;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>The connections to one member: one handler that keeps them, one that uses each once, and the limit over both.</summary>
internal sealed class HttpLane : IDisposable
{
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim? _permits;
    private readonly HttpMessageInvoker _kept;
    private readonly Lazy<HttpMessageInvoker> _once;

    public HttpLane(LaneKey key, MemberUrl url, GatewayOptions options)
    {
        Key = key;
        _time = options.Time;
        _permits = key.Max > 0 ? new SemaphoreSlim(key.Max, key.Max) : null;
        var connector = new Connector(url, key, options);
        _kept = Invoker(connector, key, key.AddressTtl ?? Timeout.InfiniteTimeSpan);
        _once = new Lazy<HttpMessageInvoker>(() => Invoker(connector, key, TimeSpan.Zero));
    }

    public LaneKey Key { get; }

    /// <summary>Requests that use it now. Guarded by the transport.</summary>
    public int Users { get; set; }

    /// <summary>When the last of them left. Guarded by the transport.</summary>
    public long IdleSince { get; set; }

    /// <summary>Waits for one of <c>max</c> connections, as long as <c>acquire</c>, else <c>timeout</c> says (D10, R43).</summary>
    public async ValueTask<bool> EnterAsync(TimeSpan acquire, CancellationToken client)
    {
        if (_permits is null || _permits.Wait(0, CancellationToken.None))
        {
            return true;
        }

        using var patience = new Patience(acquire, _time, client);
        patience.Start();
        try
        {
            await _permits.WaitAsync(patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Leave() => _permits?.Release();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, bool fresh, CancellationToken cancel) =>
        (fresh ? _once.Value : _kept).SendAsync(message, cancel);

    public void Dispose()
    {
        _kept.Dispose();
        if (_once.IsValueCreated)
        {
            _once.Value.Dispose();
        }

        _permits?.Dispose();
    }

    // Every automatic behaviour is off: each would change a message, or send it again.
    private static HttpMessageInvoker Invoker(Connector connector, LaneKey key, TimeSpan lifetime) => new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = (_, cancel) => connector.ConnectAsync(cancel),
        ConnectTimeout = Timeout.InfiniteTimeSpan, // the connector keeps it, by our clock
        EnableMultipleHttp2Connections = false,
        Expect100ContinueTimeout = key.Ping is null ? TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan,
        MaxResponseDrainSize = 0, // R39: what was not read closes its connection
        MaxResponseHeadersLength = 64, // KiB, R13
        PooledConnectionIdleTimeout = key.Ttl is { } ttl && ttl > TimeSpan.Zero ? ttl : Timeout.InfiniteTimeSpan,
        PooledConnectionLifetime = lifetime,
        PreAuthenticate = false,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        UseCookies = false,
        UseProxy = false,
    });
}
