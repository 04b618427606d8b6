using System.Globalization;

namespace Balancing.HttpdConf.ModJk;

/// <summary>Makes a member of a worker of type ajp13 or ajp14: where it is, and everything about its connections.</summary>
internal sealed class AjpWorker(WorkerSettings settings)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    // jk_service.h, jk_util.h: retries * retry_interval.
    private static readonly TimeSpan DefaultAcquire = 2 * TimeSpan.FromMilliseconds(100);

    /// <summary>Gets the member, whose Url is empty when the worker has no contact (<c>port=0</c>).</summary>
    public MemberOptions Member { get; } = new();

    /// <summary>Gets how long a backend may be silent before the balancer shall take it out, or null.</summary>
    public TimeSpan? ReplyTimeout { get; private set; }

    /// <summary>Gets whether nothing limits how long an answer may take.</summary>
    public bool WaitsForEver => Member.Timeout is null;

    public static AjpWorker Read(WorkerSettings settings)
    {
        var worker = new AjpWorker(settings);
        worker.ReadAddress();
        worker.ReadTimeouts();
        worker.ReadPings();
        worker.ReadPool();
        worker.ReadSocket();
        worker.ReadSecret();
        return worker;
    }

    private void ReadAddress()
    {
        var isAjp14 = settings.Text("type") == "ajp14";
        var host = settings.Text("host") ?? "localhost";
        var port = settings.Number("port", 0, 65535) ?? (isAjp14 ? 8011 : 8009);
        var colon = host.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon == host.LastIndexOf(':')
            && int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var inHost))
        {
            host = host[..colon];
            port = settings.Find("port") is null ? inHost : port;
            if (port != inHost)
            {
                settings.Problem("host", "host and port name two different ports", "Say the port once");
            }
        }

        if (host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('['))
        {
            host = $"[{host}]";
        }

        SetUrl(host, port);
        var url = Member.Url.Length == 0 ? "nothing: the worker has no contact" : Member.Url;
        settings.Applied("host", url);
        settings.Applied("port", url);
        settings.Judge("type", isAjp14 ? JkVerdict.Approximated : JkVerdict.Applied, isAjp14 ? $"{url}, without the login of ajp14" : url);
    }

    private void SetUrl(string host, int port)
    {
        if (port == 0)
        {
            return;
        }

        Member.Url = string.Create(CultureInfo.InvariantCulture, $"ajp://{host}:{port}");
        if (!MemberUrl.TryParse(Member.Url, out var url, out var problem) || url!.Path.Length > 0)
        {
            settings.Problem(
                "host", $"host cannot be '{JkText.Shown(host)}': {(problem.Length > 0 ? problem : "it is no host")}",
                "Use a name or an address");
        }
    }

    // jk waits without end unless one of the two is said; here the site's ProxyTimeout holds then.
    private void ReadTimeouts()
    {
        const string NoEnd = "none of its own: mod_jk waits without end, here ProxyTimeout ends the wait";
        var socket = settings.Time("socket_timeout", Second);
        var reply = settings.Time("reply_timeout", Millisecond);
        if (reply > TimeSpan.Zero)
        {
            ReplyTimeout = Member.Timeout = reply;
            settings.Applied("reply_timeout", $"timeout={WorkerSettings.Show(reply.Value)}");
            settings.Approximated("socket_timeout", "a member has one timeout, and reply_timeout is it");
        }
        else if (socket > TimeSpan.Zero)
        {
            Member.Timeout = socket;
            settings.Applied("socket_timeout", $"timeout={WorkerSettings.Show(socket.Value)}");
            settings.Judge("reply_timeout", JkVerdict.Applied, "no time of its own for the answer");
        }
        else
        {
            settings.Approximated("socket_timeout", NoEnd);
            settings.Approximated("reply_timeout", NoEnd);
        }

        ReadConnectTimeout();
    }

    private void ReadConnectTimeout()
    {
        var connect = settings.Time("socket_connect_timeout", Millisecond);
        if (connect > TimeSpan.Zero)
        {
            Member.ConnectionTimeout = connect;
        }

        settings.Applied(
            "socket_connect_timeout", connect > TimeSpan.Zero ? $"connectiontimeout={WorkerSettings.Show(connect.Value)}" : "as timeout");
    }

    // Only the probe before a request exists here; it finds what the probe after connecting finds, at the price of a round trip.
    private void ReadPings()
    {
        var mode = Modes();
        var usual = settings.Time("ping_timeout", Millisecond) is { Ticks: > 0 } said ? said : TimeSpan.FromSeconds(10);
        var connect = settings.Time("connect_timeout", Millisecond) ?? TimeSpan.Zero;
        var prepost = settings.Time("prepost_timeout", Millisecond) ?? TimeSpan.Zero;
        connect = connect == TimeSpan.Zero && mode.Contains('C', StringComparison.Ordinal) ? usual : connect;
        prepost = prepost == TimeSpan.Zero && mode.Contains('P', StringComparison.Ordinal) ? usual : prepost;
        var ping = prepost > TimeSpan.Zero ? prepost : connect;
        if (ping > TimeSpan.Zero)
        {
            Member.Ping = ping;
        }

        var only = prepost == TimeSpan.Zero && connect > TimeSpan.Zero;
        var interval = mode.Contains('I', StringComparison.Ordinal);
        var became = ping == TimeSpan.Zero ? "no probe" : $"ping={WorkerSettings.Show(ping)}";
        const string Wider = ", before each request and not only on a new connection";
        settings.Judge("ping_mode", only || interval ? JkVerdict.Approximated : JkVerdict.Applied, became + (only ? Wider : "")
            + (interval ? "; idle connections are not probed, the next request does it" : ""));
        settings.Judge("connect_timeout", only ? JkVerdict.Approximated : JkVerdict.Applied, became + (only ? Wider : ""));
        settings.Applied("prepost_timeout", became);
        settings.Applied("ping_timeout", ping == TimeSpan.Zero ? "no probe uses it" : became);
    }

    private string Modes()
    {
        var mode = settings.Text("ping_mode")?.ToUpperInvariant() ?? "";
        if (mode.Any(c => !"CPIA".Contains(c, StringComparison.Ordinal)))
        {
            settings.Problem("ping_mode", $"ping_mode cannot be '{JkText.Shown(mode)}'", "Use letters of C, P and I, or A for all");
        }

        return mode.Contains('A', StringComparison.Ordinal) ? "CPI" : mode;
    }

    private void ReadPool()
    {
        var pool = Member.Pool;
        var sizeName = settings.Find("connection_pool_size") is null ? "cachesize" : "connection_pool_size";
        var timeName = settings.Find("connection_pool_timeout") is null ? "cache_timeout" : "connection_pool_timeout";
        settings.Judge("cachesize", JkVerdict.Ignored, "connection_pool_size took its place");
        settings.Judge("cache_timeout", JkVerdict.Ignored, "connection_pool_timeout took its place");
        pool.Max = settings.Number(sizeName, 1);
        pool.Min = pool.SMax = settings.Number("connection_pool_minsize");
        pool.Ttl = settings.Time(timeName, Second) is { Ticks: > 0 } ttl ? ttl : null;
        ReadAcquire(sizeName);
        settings.Applied(sizeName, $"max={pool.Max}{(pool.Acquire is { } wait ? $" acquire={Milliseconds(wait)}" : "")}");
        settings.Applied("connection_pool_minsize", $"min={pool.Min} smax={pool.SMax}");
        settings.Applied(timeName, pool.Ttl is { } seconds ? $"ttl={WorkerSettings.Show(seconds)}" : "idle connections stay open");
        ReadBusyLimit();
    }

    private void ReadAcquire(string sizeName)
    {
        var acquire = settings.Time("connection_acquire_timeout", Millisecond);
        if (acquire is null && settings.Find(sizeName) is null)
        {
            return;
        }

        Member.Pool.Acquire = acquire is null ? DefaultAcquire : acquire == TimeSpan.Zero ? Millisecond : acquire;
        settings.Applied("connection_acquire_timeout", $"acquire={Milliseconds(Member.Pool.Acquire.Value)}");
    }

    // D10: a member whose pool is full is not marked, the request goes on to the next. That is what busy_limit does.
    private void ReadBusyLimit()
    {
        if (settings.Number("busy_limit", min: -1) is not { } limit)
        {
            return;
        }

        if (limit <= 0)
        {
            settings.Applied("busy_limit", "no limit");
            return;
        }

        Member.Pool.Max = Math.Min(Member.Pool.Max ?? limit, limit);
        Member.Pool.Acquire = Millisecond;
        settings.Approximated("busy_limit", $"max={Member.Pool.Max} acquire=1: who is elected and full hands over to the next member");
    }

    private void ReadSocket()
    {
        Member.KeepAlive = settings.Flag("socket_keepalive");
        settings.Applied("socket_keepalive", Member.KeepAlive == true ? "keepalive=On" : "keepalive=Off");
        var packet = settings.Number("max_packet_size", 0, 1 << 30) is { } said ? Math.Clamp((said + 1023) / 1024 * 1024, 8192, 65536) : 8192;
        if (settings.Find("max_packet_size") is not null)
        {
            Member.IoBufferSize = packet;
            settings.Applied("max_packet_size", $"iobuffersize={packet}");
        }

        if (settings.Number("socket_buffer", 0, 1 << 30) is { } buffer)
        {
            Member.ReceiveBufferSize = buffer == 0 ? 0 : Math.Max(buffer, packet);
            settings.Approximated("socket_buffer", $"receivebuffersize={Member.ReceiveBufferSize}; the system sizes the other direction");
        }
    }

    private void ReadSecret()
    {
        if (settings.Text("secret") is { } secret && settings.Takes("secret", HttpdParameters.ApplyToMember(Member, "secret", secret)))
        {
            settings.Applied("secret", "secret=***");
        }
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}");
}
