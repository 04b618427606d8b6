using Balancing.Testing;

namespace Balancing.Tests.Pooling;

/// <summary>
/// A pool whose every await is in the hands of the test: calls of the connector end when it says so, what follows an answer runs when
/// it says so, and its clock stands still. One thread; nothing happens by itself.
/// </summary>
internal sealed partial class Playground : Connector<Link>
{
    private readonly List<IThreadPoolWorkItem> _ready = [];
    private int _limit;

    public Playground(PoolPlan plan, bool pings = false, bool hostTicks = false, int waitLimit = 100_000)
    {
        Pings = pings;
        HostTicks = hostTicks;
        _limit = Limit(plan);
        Pool = new ConnectionPool<Link>(
            this, plan, new PoolServices { Time = Time, HostTicks = hostTicks, WaitLimit = waitLimit, Troubled = Troubles.Add, Run = _ready.Add });
    }

    public ManualTimeProvider Time { get; } = new();

    public ConnectionPool<Link> Pool { get; }

    public override bool Pings { get; }

    public bool HostTicks { get; }

    /// <summary>A failed opening makes the pool pause before it opens ahead again.</summary>
    public bool HasFailed { get; private set; }

    public bool IsStarted => Asked > 0;

    /// <summary>Every link that was ever opened.</summary>
    public List<Link> Links { get; } = [];

    /// <summary>The connector's calls that have not ended.</summary>
    public List<Call> Calls { get; } = [];

    public List<PoolTrouble> Troubles { get; } = [];

    /// <summary>What the connector was told at each opening.</summary>
    public List<bool> Resolved { get; } = [];

    /// <summary>Told of each call as it begins; may end it at once.</summary>
    public Action<Call> OnCall { get; set; } = call => call.Succeed();

    /// <summary>Told when nothing wrong is allowed and something is.</summary>
    public List<string> Wrongs { get; } = [];

    public int Asked { get; private set; }

    public int ReadyCount => _ready.Count;

    public long Now => Time.GetTimestamp();

    public IEnumerable<Link> OpenLinks => Links.Where(link => !link.IsClosed);

    public override async ValueTask<Link> OpenAsync(ConnectContext context, CancellationToken cancel)
    {
        Resolved.Add(context.ResolveAgain);
        var link = new Link(++Asked, Now);
        if (OpenLinks.Count() + Calls.Count(call => call.Kind == CallKind.Open) >= _limit)
        {
            Wrongs.Add($"{link} is opened above max");
        }

        try
        {
            await Answer(new Call(CallKind.Open, link, cancel)).ConfigureAwait(false);
            HasFailed = false;
        }
        catch
        {
            HasFailed = true;
            throw;
        }

        link.IdleSince = Now;
        Links.Add(link);
        return link;
    }

    public override bool IsAlive(Link connection) => connection.Throws ? throw new IOException($"{connection}") : connection.IsAlive;

    public override async ValueTask<bool> PingAsync(Link connection, CancellationToken cancel) =>
        await Answer(new Call(CallKind.Ping, connection, cancel)).ConfigureAwait(false) && connection.IsAlive;

    public override async ValueTask CloseAsync(Link connection)
    {
        if (connection.IsClosing)
        {
            Wrongs.Add($"{connection} is closed twice");
        }

        connection.IsClosing = true;
        try
        {
            await Answer(new Call(CallKind.Close, connection, default)).ConfigureAwait(false);
        }
        finally
        {
            connection.IsClosed = true;
        }
    }

    public void Apply(PoolPlan plan)
    {
        _limit = Limit(plan);
        if (Pool.Plan is { Ttl: null, AddressTtl: null })
        {
            Links.ForEach(link => link.IdleSince = Now); // the pool took no time while none was needed
        }

        Pool.Apply(plan);
    }

    public void Clear()
    {
        foreach (var link in Links)
        {
            link.IsOld = true;
        }

        Pool.Clear();
    }

    /// <summary>Runs what is ready, in order, and what that makes ready.</summary>
    public void RunReady()
    {
        while (_ready.Count > 0)
        {
            RunReady(0);
        }
    }

    public void RunReady(int which)
    {
        var item = _ready[which];
        _ready.RemoveAt(which);
        Call.Inline(item.Execute);
    }

    public void Advance(double seconds)
    {
        Call.Inline(() => Time.Advance(TimeSpan.FromSeconds(seconds)));
        RunReady();
    }

    /// <summary>Acquires, runs what is ready, and returns the answer, which must be there.</summary>
    public PoolGrant<Link> Acquire(CancellationToken cancel = default) => Finished(Pool.AcquireAsync(cancel));

    public PoolGrant<Link> Finished(ValueTask<PoolGrant<Link>> acquiring)
    {
        RunReady();
        Assert.True(acquiring.IsCompleted, "Still waiting.");
        return acquiring.Result;
    }

    /// <summary>From now on calls stay open until the test ends them.</summary>
    public void Hold(CallKind kind) => OnCall = call =>
    {
        if (call.Kind != kind)
        {
            call.Succeed();
        }
    };

    public Call TheCall(CallKind kind) => Assert.Single(Calls, call => call.Kind == kind);

    /// <summary>Ends one of the calls that are held.</summary>
    public void End(Call call, Action<Call> how)
    {
        how(call);
        RunReady();
    }

    private static int Limit(PoolPlan plan) => plan.Max == 0 ? int.MaxValue : plan.Max;

    private async Task<bool> Answer(Call call)
    {
        Calls.Add(call);
        try
        {
            OnCall(call);
            return await call.Task.ConfigureAwait(false);
        }
        finally
        {
            Calls.Remove(call);
        }
    }
}
