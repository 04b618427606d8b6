using Balancing.Pooling;

namespace Balancing;

/// <summary>
/// The connections of one host to all members it meets: a <see cref="ConnectionPool{TConnection}"/> for each member, and for each key of
/// the host's if it has reasons to keep connections apart. A pool is made when it is first asked for, by the numbers of the member's plan,
/// and follows the plan: new numbers are put in force at once; when something else changes that a connection depends on (URL, time-outs,
/// ping, keepalive, receivebuffersize, secret, what is attached), it is replaced. When the member leaves its balancer, idle connections are
/// closed; leases that are out may go on, and may still open connections, each for one use.
/// <para>
/// Their numbers are in <see cref="MemberSnapshot.Connections"/> and in the meter. No member and no balancer is kept alive. For any thread.
/// </para>
/// </summary>
/// <typeparam name="TConnection">The host's connection.</typeparam>
public sealed class MemberPools<TConnection> : IAsyncDisposable
    where TConnection : class
{
    private readonly Func<Member, object?, Connector<TConnection>> _connect;
    private readonly MemberPoolServices _services;
    private readonly Lock _gate = new();
    private readonly List<WeakReference<MemberKeeper<TConnection>>> _keepers = []; // gate
    private bool _closed; // gate

    /// <summary>Makes the pools of a host. Nothing is opened yet.</summary>
    /// <param name="connect">
    /// Makes the connector of a member's pool, when the pool is made. What it needs of the member's plan it takes then. It must not keep
    /// the member itself.
    /// </param>
    /// <param name="services">Clock, numbers, listener. Default: <see cref="MemberPoolServices.Default"/>.</param>
    public MemberPools(Func<Member, Connector<TConnection>> connect, MemberPoolServices? services = null)
        : this(connect is null ? null! : (member, _) => connect(member), services)
    {
    }

    /// <summary>Makes the pools of a host that keeps connections to one member apart by a key.</summary>
    /// <param name="connect">Makes the connector of a member's pool for a key; null is the key of <see cref="Of(Member)"/>.</param>
    /// <param name="services">Clock, numbers, listener. Default: <see cref="MemberPoolServices.Default"/>.</param>
    public MemberPools(Func<Member, object?, Connector<TConnection>> connect, MemberPoolServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(connect);
        _connect = connect;
        _services = services ?? MemberPoolServices.Default;
    }

    internal MemberPoolServices Services => _services;

    /// <summary>The pool of a member. Ask for each request anew; after a change of plan it may be another one.</summary>
    /// <param name="member">The member.</param>
    /// <returns>The pool; a closed one once this object is closed.</returns>
    public ConnectionPool<TConnection> Of(Member member) => Of(member, default(NoKey));

    /// <summary>The pool of a member for one key.</summary>
    /// <typeparam name="TKey">Type of the key; a struct costs no allocation.</typeparam>
    /// <param name="member">The member.</param>
    /// <param name="key">
    /// What makes connections alike besides the member's plan, such as a local address to call from. The limits of the plan hold for each
    /// key. Pools of keys that nobody used for ten minutes are closed when a new key comes.
    /// </param>
    /// <returns>The pool; a closed one once this object is closed.</returns>
    public ConnectionPool<TConnection> Of<TKey>(Member member, TKey key)
        where TKey : notnull, IEquatable<TKey>
    {
        ArgumentNullException.ThrowIfNull(member);
        foreach (var keeper in member.Keepers)
        {
            if (keeper is MemberKeeper<TConnection> ours && ours.Owner == this)
            {
                return ours.Of(key);
            }
        }

        return Admit(member)?.Of(key) ?? Closed(member, key);
    }

    /// <summary>The numbers of all pools together, at this moment.</summary>
    public PoolSnapshot Snapshot()
    {
        var sum = default(PoolSnapshot);
        foreach (var keeper in Living())
        {
            sum = sum.Plus(keeper.Count());
        }

        return sum;
    }

    /// <summary>Does what is due in all pools; only needed with <see cref="PoolServices.HostTicks"/>.</summary>
    public void Tick()
    {
        foreach (var keeper in Living())
        {
            foreach (var pool in keeper.All())
            {
                pool.Tick();
            }
        }
    }

    /// <summary>Closes all pools at once, each as <see cref="ConnectionPool{TConnection}.CloseAsync(TimeSpan, CancellationToken)"/> does.</summary>
    /// <param name="deadline">How long to wait for leases; zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancel">When cancelled the deadline has come.</param>
    /// <returns>How many leases were still out at the deadline; 0 for a clean end.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is negative.</exception>
    public async Task<int> CloseAsync(TimeSpan deadline, CancellationToken cancel = default)
    {
        lock (_gate)
        {
            _closed = true;
        }

        var pools = Living().SelectMany(keeper => keeper.Close()).ToArray();
        var left = await Task.WhenAll(pools.Select(pool => pool.CloseAsync(deadline, cancel))).ConfigureAwait(false);
        return left.Sum();
    }

    /// <summary>As <see cref="CloseAsync(TimeSpan, CancellationToken)"/> with a deadline of 30 s.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);

    internal ConnectionPool<TConnection> Make(Member member, object? key, PoolPlan numbers) =>
        new(_connect(member, key), numbers, _services.Of(member.Url));

    private MemberKeeper<TConnection>? Admit(Member member)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return null;
            }

            foreach (var keeper in member.Keepers)
            {
                if (keeper is MemberKeeper<TConnection> ours && ours.Owner == this)
                {
                    return ours;
                }
            }

            _keepers.RemoveAll(known => !known.TryGetTarget(out _));
            var admitted = new MemberKeeper<TConnection>(this, member);
            _keepers.Add(new WeakReference<MemberKeeper<TConnection>>(admitted));
            member.Admit(admitted);
            return admitted;
        }
    }

    private ConnectionPool<TConnection> Closed<TKey>(Member member, TKey key)
    {
        var pool = Make(member, key is NoKey ? null : key, member.Plan.Pool);
        _ = pool.CloseAsync(TimeSpan.Zero);
        return pool;
    }

    private List<MemberKeeper<TConnection>> Living()
    {
        var all = new List<MemberKeeper<TConnection>>();
        lock (_gate)
        {
            foreach (var known in _keepers)
            {
                if (known.TryGetTarget(out var keeper))
                {
                    all.Add(keeper);
                }
            }
        }

        return all;
    }
}
