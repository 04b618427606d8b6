using System.Collections.Concurrent;

namespace Balancing.Ajp;

/// <summary>
/// Lets any <see cref="HttpClient"/> speak AJP13: <c>new HttpClient(new AjpMessageHandler())</c> and then
/// <c>GetAsync("ajp://tc1:8009/x")</c>. Connections are kept and used again. What <see cref="AjpRequestOptions"/> has goes along. Other schemes
/// go to <see cref="DelegatingHandler.InnerHandler"/>.
/// </summary>
public sealed class AjpMessageHandler : DelegatingHandler
{
    private const int DefaultPort = 8009;

    private readonly ConcurrentDictionary<AjpKey, ConnectionPool<AjpLink>> _pools = new();
    private readonly AjpClientOptions _options;
    private volatile bool _disposed;

    /// <summary>Makes one. Nothing is opened yet.</summary>
    /// <param name="options">How to speak. Default: as Tomcat expects it, without a secret.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names everything that is not.</exception>
    public AjpMessageHandler(AjpClientOptions? options = null) => _options = (options ?? new AjpClientOptions()).Checked(nameof(options));

    /// <summary>Makes one that hands other schemes on.</summary>
    /// <param name="options">How to speak.</param>
    /// <param name="inner">Who sends what is not for AJP.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names everything that is not.</exception>
    public AjpMessageHandler(AjpClientOptions? options, HttpMessageHandler inner)
        : base(inner) => _options = (options ?? new AjpClientOptions()).Checked(nameof(options));

    /// <inheritdoc/>
    /// <exception cref="AjpException">There is no answer; its <see cref="AjpException.Trouble"/> says why.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (request.RequestUri is { IsAbsoluteUri: true, Scheme: "ajp" } uri)
        {
            return SendAjpAsync(request, uri, cancellationToken);
        }

        return InnerHandler is not null
            ? base.SendAsync(request, cancellationToken)
            : throw new NotSupportedException("AjpMessageHandler sends to ajp:// only; give it an inner handler for other schemes.");
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: AJP is sent asynchronously only.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.RequestUri is { IsAbsoluteUri: true, Scheme: not "ajp" } && InnerHandler is not null
            ? base.Send(request, cancellationToken)
            : throw new NotSupportedException("AjpMessageHandler sends asynchronously only; use SendAsync.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            foreach (var pool in _pools.Values)
            {
                _ = pool.CloseAsync(TimeSpan.Zero);
            }
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> SendAjpAsync(HttpRequestMessage request, Uri uri, CancellationToken cancel)
    {
        var port = uri.Port > 0 ? uri.Port : DefaultPort;
        var member = MemberAt(request, uri, port);
        var message = RequestMessages.Of(request, uri, member?.Secret ?? _options.Secret);
        var pool = PoolOf(AjpKey.Of(uri, port, _options, member));
        for (var isFresh = false; ; isFresh = true)
        {
            var lease = isFresh ? await pool.AcquireFreshAsync(cancel).ConfigureAwait(false) : await pool.AcquireAsync(cancel).ConfigureAwait(false);
            if (!lease.IsAcquired)
            {
                throw Refused(lease, uri);
            }

            message.RemoteAddress = request.Options.TryGetValue(AjpRequestOptions.RemoteAddress, out var address)
                ? address : lease.Connection.LocalAddress;
            var sending = new HandlerExchange(_options, request);
            try
            {
                return await sending.RunAsync(lease, message, cancel).ConfigureAwait(false);
            }
            catch (AjpException e) when (!isFresh && sending.MayRepeat(e, message))
            {
                // The container closed the kept connection just then (D11); once more, on a new one.
            }
        }
    }

    // A request that went on to another place, such as a redirect's, must not carry a member's secret there.
    private static MemberPlan? MemberAt(HttpRequestMessage request, Uri uri, int port) =>
        request.Options.TryGetValue(BalancerHandler.Member, out var member) && member.Url.Scheme == "ajp" && member.Url.Port == port
        && member.Url.Host.Equals(uri.Host, StringComparison.OrdinalIgnoreCase) ? member.Plan : null;

    private ConnectionPool<AjpLink> PoolOf(AjpKey key)
    {
        return _pools.GetOrAdd(key, static (key, options) => Make(key, options), _options);

        static ConnectionPool<AjpLink> Make(AjpKey key, AjpClientOptions options)
        {
            var limit = options.ConnectTimeout ?? options.Timeout;
            var door = new AjpDoor(key.Host, key.Port, limit == Timeout.InfiniteTimeSpan ? null : limit, options.Time);
            var connector = new AjpConnector(door.OpenAsync, key.PacketSize, key.Ping, options.Time);
            return new ConnectionPool<AjpLink>(connector, options.Pool, new PoolServices { Time = options.Time });
        }
    }

    private static AjpException Refused(PoolGrant<AjpLink> lease, Uri uri) => lease.Kind switch
    {
        PoolGrantKind.ConnectFailed when lease.Error is AjpException error => error,
        PoolGrantKind.ConnectFailed => new AjpException(AjpTrouble.ConnectFailed, $"{uri.Authority} does not answer", lease.Error),
        PoolGrantKind.Closed => new AjpException(AjpTrouble.ConnectFailed, "the handler was disposed of"),
        _ => new AjpException(AjpTrouble.PoolExhausted, $"no connection to {uri.Authority} became free in time"),
    };
}
