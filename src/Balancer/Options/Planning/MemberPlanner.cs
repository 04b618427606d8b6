namespace Balancing;

/// <summary>Plans members: of a balancer, or the single one of a plain target.</summary>
internal sealed class MemberPlanner(HealthCheckPlanner health)
{
    private const int LongestUrl = 383; // proxy_util.c: ap_proxy_define_worker_ex truncates longer ones

    /// <summary>A balancer's member, or null when it has no usable URL.</summary>
    public MemberPlan? Plan(MemberOptions said, Place place)
    {
        var options = Settle(said, place);
        var url = Url(options, place);
        return Make(options, url ?? HttpdDefaults.Member.Url, place) is var plan && url is null ? null : plan;
    }

    /// <summary>The member of a plain target. httpd never puts it in error.</summary>
    public MemberPlan PlanWorker(MemberOptions? said, IReadOnlyList<Setting> settings, MemberUrl url, Place place)
    {
        var options = Settle(said ?? new MemberOptions(), place.At("Worker"));
        if (options.UnixSocket is not null)
        {
            place.At("Worker").At("UnixSocket").Add("the target says where to connect to", "Write unix:/path/to/socket|http://host/ as the target");
        }

        foreach (var setting in settings)
        {
            MemberParameters.Table.Read(options, setting, place.At("ProxySet"));
        }

        var plan = Make(options, url, place.At("Worker"));
        return plan with { Plain = true, Status = plan.Status | MemberStatus.IgnoreErrors };
    }

    private static MemberOptions Settle(MemberOptions said, Place place)
    {
        var options = said.Copy();
        place.AddAll(options.Problems);
        MemberParameters.Table.Check(options, place);
        MemberParameters.Table.ReadAll(options, options.ProxySet, place.At("ProxySet"));
        return options;
    }

    private static MemberUrl? Url(MemberOptions options, Place place)
    {
        var at = place.At("Url");
        var text = options.Url.Trim();
        if (options.UnixSocket is { } socket)
        {
            if (text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
            {
                place.At("UnixSocket").Add("the URL names a socket already", "Say it once");
            }
            else
            {
                text = $"unix:{socket}|{text}";
            }
        }

        if (text.Length is 0 or > LongestUrl)
        {
            at.Add(
                text.Length == 0 ? "the member has no URL" : $"the URL has {text.Length} characters",
                $"Use scheme://host[:port][/path], at most {LongestUrl} characters", "BalancerMember");
            return null;
        }

        if (text.StartsWith("balancer:", StringComparison.OrdinalIgnoreCase))
        {
            at.Add("a balancer cannot be a member of a balancer", "List its members here", "BalancerMember");
            return null;
        }

        if (MemberUrl.TryParse(text, out var url, out var problem))
        {
            return url;
        }

        if (options.Attached is not null && !Characters.AnyControlOrSpace(text) && !text.Contains("://", StringComparison.Ordinal))
        {
            return MemberUrl.Named(text);
        }

        at.Add($"{Kind<string>.Quote(text)} cannot be a member: {problem}", "Use scheme://host[:port][/path]", "BalancerMember");
        return null;
    }

    private MemberPlan Make(MemberOptions options, MemberUrl url, Place place)
    {
        var defaults = HttpdDefaults.Member;
        var status = MemberStatus.None;
        StatusText.TryApply(options.Status ?? "", ref status, out _);
        return new MemberPlan
        {
            Url = url,
            Factor = options.LoadFactor is { } factor ? Kinds.Hundredths(factor) : defaults.Factor,
            Set = options.LbSet ?? defaults.Set,
            Status = status & ~MemberStatus.Initialized, // the engine's own, though httpd takes the letter
            Retry = options.Retry ?? defaults.Retry,
            Route = options.Route ?? defaults.Route,
            Redirect = options.Redirect ?? defaults.Redirect,
            Timeout = options.Timeout,
            ConnectionTimeout = options.ConnectionTimeout,
            Ping = options.Ping,
            PingMethod = options.PingMethod ?? defaults.PingMethod,
            Pool = Pool(options, url.Scheme),
            HealthCheck = health.Plan(options.HealthCheck, place.At("HealthCheck")),
            KeepAlive = options.KeepAlive ?? defaults.KeepAlive,
            FlushPackets = options.FlushPackets ?? defaults.FlushPackets,
            FlushWait = options.FlushWait is { Ticks: > 0 } wait ? wait : defaults.FlushWait,
            IoBufferSize = options.IoBufferSize is > 0 and { } io ? io : defaults.IoBufferSize,
            ReceiveBufferSize = options.ReceiveBufferSize ?? defaults.ReceiveBufferSize,
            ResponseFieldSize = options.ResponseFieldSize is > 0 and { } field ? field : defaults.ResponseFieldSize,
            Upgrade = Upgrade(options.Upgrade, url.Scheme),
            Secret = string.IsNullOrEmpty(options.Secret) ? null : options.Secret,
            Attached = options.Attached,
        };
    }

    // proxy_util.c: ap_proxy_initialize_worker: smax within max, min within smax.
    private static PoolPlan Pool(MemberOptions options, string scheme)
    {
        var pool = options.Pool;
        var max = pool.Max ?? HttpdDefaults.Member.Pool.Max;
        var smax = pool.SMax is { } soft && max > 0 ? Math.Min(soft, max) : pool.SMax;
        var limit = smax ?? (max > 0 ? max : int.MaxValue);
        var once = HttpdDefaults.NeverReuse(scheme) || pool.AddressTtl == TimeSpan.Zero
            || (options.DisableReuse ?? HttpdDefaults.DisableReuse(scheme));
        return new PoolPlan
        {
            Min = Math.Min(pool.Min ?? HttpdDefaults.Member.Pool.Min, limit),
            SMax = smax,
            Max = max,
            Ttl = pool.Ttl,
            Acquire = pool.Acquire,
            AddressTtl = pool.AddressTtl is { } ttl ? (ttl < TimeSpan.Zero ? null : ttl) : once ? TimeSpan.Zero : null,
            DisableReuse = once,
        };
    }

    private static string Upgrade(string? said, string scheme) => said switch
    {
        null or "" => scheme is "ws" or "wss" ? "WebSocket" : HttpdDefaults.Member.Upgrade,
        _ when said.Equals("any", StringComparison.OrdinalIgnoreCase) => "*",
        _ when said.Equals("none", StringComparison.OrdinalIgnoreCase) => "",
        _ => said,
    };
}
