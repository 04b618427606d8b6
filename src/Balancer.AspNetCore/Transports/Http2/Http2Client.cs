using System.Net;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>
/// What speaks HTTP/2 to one member: .NET's client with every automatic behaviour off, over connections that we open. All requests share its
/// connections as streams; another connection is opened when the member takes no more streams on those there are.
/// </summary>
internal sealed class Http2Client : IDisposable
{
    private static readonly TimeSpan UsualIdle = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ShortestPing = TimeSpan.FromSeconds(1); // the client's own limit

    private readonly HttpMessageInvoker _invoker;
    private readonly WireOpener _opener;
    private readonly TimeProvider _time;
    private readonly TimeSpan _acquire;
    private readonly SemaphoreSlim? _room; // of max
    private int _open;   // atomic
    private int _opened; // atomic
    private int _users = 1; // atomic; one of them is whoever may still send us requests

    public Http2Client(MemberPlan plan, HttpKey key, GatewayOptions options)
    {
        Plan = plan;
        ConnectLimit = plan.ConnectionTimeout ?? key.Timeout;
        _opener = new WireOpener(plan, key, options);
        _time = options.Time;
        _acquire = plan.Pool.Acquire ?? key.Timeout; // R43
        _room = plan.Pool.Max > 0 ? new SemaphoreSlim(plan.Pool.Max) : null;
        _invoker = new HttpMessageInvoker(Handler(plan));
    }

    /// <summary>The plan it was made for.</summary>
    public MemberPlan Plan { get; }

    /// <summary>Longest time to open a connection.</summary>
    public TimeSpan ConnectLimit { get; }

    /// <summary>Connections that are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Connections that were ever open.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>One more user; false when it was closed in the meantime.</summary>
    public bool TryEnter()
    {
        for (var users = Volatile.Read(ref _users); users > 0;)
        {
            var before = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (before == users)
            {
                return true;
            }

            users = before;
        }

        return false;
    }

    /// <summary>One user less. The last one closes the connections.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _invoker.Dispose();
        }
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancel) => _invoker.SendAsync(message, cancel);

    /// <summary>Closes the connections, whoever uses them.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _users, int.MinValue / 2);
        _invoker.Dispose();
    }

    // Each of these would change a message, send it again, or follow somebody else's numbers.
    private SocketsHttpHandler Handler(MemberPlan plan) => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = (_, cancel) => ConnectAsync(cancel),
        ConnectTimeout = Timeout.InfiniteTimeSpan, // ours is shorter, and knows what it was
        EnableMultipleHttp2Connections = true,
        Expect100ContinueTimeout = TimeSpan.FromSeconds(1),
        KeepAlivePingDelay = plan.Ping is { } delay ? Longer(delay) : Timeout.InfiniteTimeSpan,
        KeepAlivePingTimeout = Longer(plan.Ping ?? ShortestPing),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
        MaxResponseHeadersLength = 64, // KiB, R13
        PooledConnectionIdleTimeout = plan.Pool.Ttl ?? UsualIdle,
        PooledConnectionLifetime = plan.Pool.AddressTtl is { Ticks: > 0 } life ? life : Timeout.InfiniteTimeSpan,
        PreAuthenticate = false,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        UseCookies = false,
        UseProxy = false,
    };

    private static TimeSpan Longer(TimeSpan ping) => ping > ShortestPing ? ping : ShortestPing;

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancel)
    {
        if (_room is not null)
        {
            await TakeRoomAsync(_room, cancel).ConfigureAwait(false);
        }

        var state = new Seat(this);
        try
        {
            // The client opens one when it needs one: a name may have moved since the last.
            var opened = await _opener.OpenAsync(Plan.Pool.AddressTtl is not null, cancel, state.Leave).ConfigureAwait(false);
            Interlocked.Increment(ref _open);
            Interlocked.Increment(ref _opened);
            state.IsTaken = true;
            return opened.Stream;
        }
        catch
        {
            state.Leave();
            throw;
        }
    }

    private async ValueTask TakeRoomAsync(SemaphoreSlim room, CancellationToken cancel)
    {
        using var patience = new Patience(_acquire, _time, cancel);
        patience.Start();
        try
        {
            await room.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.RanOut)
        {
            throw new WireException(WireTrouble.Full, "max connections are open, and none of them has room for a stream");
        }
    }

    /// <summary>The place of one connection among max.</summary>
    private sealed class Seat(Http2Client owner)
    {
        private int _left; // atomic

        public bool IsTaken { get; set; }

        public void Leave()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0)
            {
                return;
            }

            if (IsTaken)
            {
                Interlocked.Decrement(ref owner._open);
            }

            owner._room?.Release();
        }
    }
}
