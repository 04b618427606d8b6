namespace Balancing.Pooling;

/// <summary>
/// The pools of one host to one member. It calls no pool under its gate, since a pool calls the host; changes are put in force by one thread
/// at a time, in order.
/// </summary>
internal sealed class MemberKeeper<TConnection>(MemberPools<TConnection> owner, Member member) : IMemberKeeper
    where TConnection : class
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly List<ConnectionPool<TConnection>> _leaving = []; // gate: in nobody's way any more, but leases may be out
    private KeyedPool<TConnection>[] _pools = []; // gate; replaced whole, read by any thread
    private PoolSnapshot _past; // gate: what those did who are gone
    private MemberPlan _plan = member.Plan; // gate; read by any thread
    private bool _inService = member.InService; // gate; read by any thread
    private bool _following; // gate: a thread is at it
    private bool _again; // gate: and has to look once more
    private bool _closed; // gate

    public MemberPools<TConnection> Owner => owner;

    public ConnectionPool<TConnection> Of<TKey>(TKey key)
        where TKey : notnull, IEquatable<TKey>
    {
        if (!ReferenceEquals(_plan, member.Plan) || _inService != member.InService)
        {
            Follow();
        }

        return Find(key) ?? Add(key);
    }

    public PoolSnapshot Count()
    {
        lock (_gate)
        {
            Bury();
            var sum = _past;
            foreach (var pool in _pools)
            {
                sum = sum.Plus(pool.Pool.Snapshot());
            }

            foreach (var pool in _leaving)
            {
                sum = sum.Plus(pool.Snapshot());
            }

            return sum;
        }
    }

    public void Follow()
    {
        lock (_gate)
        {
            _again = true;
            if (_following || _closed)
            {
                return;
            }

            _following = true;
        }

        while (Next() is { } changes)
        {
            foreach (var (pool, numbers) in changes)
            {
                pool.Apply(numbers);
            }
        }
    }

    /// <summary>All pools of now, also those that are leaving.</summary>
    public ConnectionPool<TConnection>[] All()
    {
        lock (_gate)
        {
            return [.. _pools.Select(pool => pool.Pool), .. _leaving];
        }
    }

    /// <summary>No pool is made any more; the caller closes those that are there.</summary>
    public ConnectionPool<TConnection>[] Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        member.Dismiss(this);
        return All();
    }

    private ConnectionPool<TConnection>? Find<TKey>(TKey key)
        where TKey : notnull, IEquatable<TKey>
    {
        foreach (var pool in Volatile.Read(ref _pools))
        {
            if (pool.Key is TKey known && known.Equals(key))
            {
                return pool.Pool;
            }
        }

        return null;
    }

    private ConnectionPool<TConnection> Add<TKey>(TKey key)
        where TKey : notnull, IEquatable<TKey>
    {
        object? given = key is NoKey ? null : key;
        var unused = new List<ConnectionPool<TConnection>>();
        ConnectionPool<TConnection> made;
        lock (_gate)
        {
            if (Find(key) is { } known)
            {
                return known;
            }

            made = owner.Make(member, given, Numbers(_plan, given, _inService));
            if (_closed)
            {
                _ = made.CloseAsync(TimeSpan.Zero); // nothing was opened, so nothing is called
                return made;
            }

            Forget(unused);
            Volatile.Write(ref _pools, [.. _pools, new KeyedPool<TConnection>(key, made)]);
        }

        foreach (var pool in unused)
        {
            pool.Apply(Leaving(pool.Plan));
        }

        return made;
    }

    // What there is to change; null when there is nothing more.
    private List<(ConnectionPool<TConnection> Pool, PoolPlan Numbers)>? Next()
    {
        lock (_gate)
        {
            if (!_again || _closed)
            {
                _following = false;
                return null;
            }

            _again = false;
            var (before, plan, inService) = (_plan, member.Plan, member.InService);
            (_plan, _inService) = (plan, inService);
            var changes = new List<(ConnectionPool<TConnection>, PoolPlan)>();
            if (!ReferenceEquals(before, plan) && !plan.ConnectsAs(before))
            {
                changes.AddRange(_pools.Select(pool => (pool.Pool, Leaving(pool.Pool.Plan))));
                _leaving.AddRange(_pools.Select(pool => pool.Pool));
                Volatile.Write(ref _pools, []);
            }

            foreach (var pool in _pools)
            {
                var numbers = Numbers(plan, pool.Key is NoKey ? null : pool.Key, inService);
                if (numbers != pool.Pool.Plan)
                {
                    changes.Add((pool.Pool, numbers));
                }
            }

            Bury();
            return changes;
        }
    }

    // Takes out the pools of keys that nobody uses any more; needs the gate.
    private void Forget(List<ConnectionPool<TConnection>> unused)
    {
        var time = owner.Services.Pool.Time;
        foreach (var pool in _pools)
        {
            var now = pool.Pool.Snapshot();
            if (pool.Acquired != now.Acquired || now.InUse > 0)
            {
                (pool.Acquired, pool.Since) = (now.Acquired, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(pool.Since) >= Forgotten)
            {
                unused.Add(pool.Pool);
            }
        }

        _leaving.AddRange(unused);
        Volatile.Write(ref _pools, [.. _pools.Where(pool => !unused.Contains(pool.Pool))]);
        Bury();
    }

    // Needs the gate.
    private void Bury()
    {
        for (var i = _leaving.Count - 1; i >= 0; i--)
        {
            if (_leaving[i].Snapshot() is { Open: 0, Waiting: 0 } last)
            {
                _past = _past.Plus(last);
                _leaving.RemoveAt(i);
            }
        }
    }

    private PoolPlan Numbers(MemberPlan plan, object? key, bool inService)
    {
        var numbers = owner.Services.Numbers?.Invoke(plan, key) ?? plan.Pool;
        return inService ? numbers : Leaving(numbers);
    }

    // Nothing is kept, but who still has a lease of the member may go on.
    private static PoolPlan Leaving(PoolPlan plan) => plan with { Min = 0, SMax = 0, Ttl = null, DisableReuse = true };
}

/// <summary>A pool and the key it belongs to.</summary>
internal sealed class KeyedPool<TConnection>(object key, ConnectionPool<TConnection> pool)
    where TConnection : class
{
    public object Key => key;

    public ConnectionPool<TConnection> Pool => pool;

    /// <summary>Leases it had handed out when somebody last looked. Written under the keeper's gate.</summary>
    public long Acquired { get; set; } = -1;

    /// <summary>When that was. Written under the keeper's gate.</summary>
    public long Since { get; set; }
}

/// <summary>The key of hosts that have none.</summary>
internal readonly record struct NoKey;
