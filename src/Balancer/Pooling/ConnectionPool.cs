using System.Runtime.CompilerServices;
using Balancing.Attempts;
using Balancing.Pooling;

namespace Balancing;

/// <summary>
/// The connections to one backend, whatever the host calls a connection: opened by a <see cref="Connector{TConnection}"/>, leased to
/// one user at a time, kept while idle. Never more than <c>max</c>, the one used last first, waiters first come first served.
/// <para>
/// Nothing runs before <see cref="StartAsync"/> or the first acquiring; from then on at most one timer, and only while something is
/// due. For any thread. Backend trouble is a value (<see cref="PoolGrantKind"/>), never an exception.
/// </para>
/// </summary>
/// <typeparam name="TConnection">The host's connection.</typeparam>
public sealed partial class ConnectionPool<TConnection> : IAsyncDisposable
    where TConnection : class
{
    private readonly Connector<TConnection> _connector;
    private readonly PoolServices _services;
    private readonly TimeProvider _time;
    private readonly PoolBooks<TConnection> _books; // gate
    private readonly bool _pings;
    private Gate _gate;

    /// <summary>Makes a pool. Nothing is opened yet.</summary>
    /// <param name="connector">Opens, checks and closes.</param>
    /// <param name="plan">The numbers. Default: httpd's, no limits.</param>
    /// <param name="services">Clock, limit of waiters, listener. Default: <see cref="PoolServices.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the plan is negative, or the limit of waiters less than 1.</exception>
    public ConnectionPool(Connector<TConnection> connector, PoolPlan? plan = null, PoolServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(connector);
        _connector = connector;
        _services = services ?? PoolServices.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(_services.WaitLimit, 1, nameof(services));
        _time = _services.Time;
        _pings = connector.Pings;
        _books = new PoolBooks<TConnection>(this, new PoolNumbers(plan ?? PoolPlan.Default, _time.TimestampFrequency), _services.WaitLimit)
        {
            Armed = _services.HostTicks ? long.MinValue : PoolNumbers.Never,
        };
    }

    /// <summary>The numbers in force.</summary>
    public PoolPlan Plan => _books.Numbers.Plan;

    private long Now => _time.GetTimestamp();

    /// <summary>The numbers of this moment; they fit together.</summary>
    public PoolSnapshot Snapshot()
    {
        _gate.Enter();
        var snapshot = _books.Snapshot();
        _gate.Exit();
        return snapshot;
    }

    /// <summary>
    /// Leases a connection: the idle one used last if it is alive, else a new one, else the next that comes back, for which it waits in
    /// line up to <c>acquire</c>. Opening is not limited by <c>acquire</c>; that is the connector's affair (httpd: connectiontimeout).
    /// </summary>
    /// <param name="cancel">Ends the wait; an attempt to open that nobody else can use is given up.</param>
    /// <returns>A lease to end, or why there is none. Await it once.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public ValueTask<PoolGrant<TConnection>> AcquireAsync(CancellationToken cancel = default) =>
        _pings ? AcquireAskedAsync(fresh: false, cancel) : TakeAsync(cancel);

    /// <summary>
    /// As <see cref="AcquireAsync"/>, but a connection that was used before is closed and replaced by a new one: for what is sent once
    /// more because a kept connection turned out to be dead (D11).
    /// </summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>A lease to end, or why there is none. Await it once.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public ValueTask<PoolGrant<TConnection>> AcquireFreshAsync(CancellationToken cancel = default) => AcquireAskedAsync(fresh: true, cancel);

    /// <summary>Ends a lease.</summary>
    internal void Return(PoolCell<TConnection> cell, long turn, bool reusable)
    {
        LeaseEnd end;
        bool arm;
        do
        {
            var now = _books.Numbers.ReadsClock ? Now : PoolNumbers.Never;
            _gate.Enter();
            end = _books.Return(cell, turn, reusable, now);
            arm = _books.Due < _books.Armed;
            _gate.Exit();
        }
        while (end == LeaseEnd.Time);

        if (end != LeaseEnd.None || arm)
        {
            Ended(cell, end);
        }
    }

    /// <summary>Takes back the object of one who has waited.</summary>
    internal void Recycle(PoolWaiter<TConnection> waiter)
    {
        _gate.Enter();
        _books.Recycle(waiter);
        _gate.Exit();
    }

    private ValueTask<PoolGrant<TConnection>> TakeAsync(CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<PoolGrant<TConnection>>(cancel);
        }

        var now = _books.Numbers.ReadsClock ? Now : 0;
        _gate.Enter();
        if (_books.Take(now) is not { } cell)
        {
            _gate.Exit();
            return JoinAsync(cancel);
        }

        var grant = new PoolGrant<TConnection>(cell);
        var connection = cell.Connection!;
        var jobs = _books.HasJobs;
        _gate.Exit();
        if (jobs)
        {
            Settle();
        }

        return IsAlive(connection) ? new ValueTask<PoolGrant<TConnection>>(grant) : TakeNextAsync(grant, cancel);
    }

    // The connection on top is dead: go on with the next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<PoolGrant<TConnection>> TakeNextAsync(PoolGrant<TConnection> dead, CancellationToken cancel)
    {
        while (true)
        {
            var now = Now;
            _gate.Enter();
            _books.Drop(dead.Cell!, dead.Turn);
            var cell = _books.Take(now);
            dead = cell is null ? default : new PoolGrant<TConnection>(cell);
            var connection = cell?.Connection;
            _gate.Exit();
            Settle();
            if (connection is null)
            {
                return JoinAsync(cancel);
            }

            if (IsAlive(connection))
            {
                return new ValueTask<PoolGrant<TConnection>>(dead);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<PoolGrant<TConnection>> JoinAsync(CancellationToken cancel)
    {
        var now = Now;
        _gate.Enter();
        if (_books.Take(now) is { } cell)
        {
            // Somebody gave one back in between, and nobody waits while there is one.
            var grant = new PoolGrant<TConnection>(cell);
            var connection = cell.Connection!;
            _gate.Exit();
            Settle();
            return IsAlive(connection) ? new ValueTask<PoolGrant<TConnection>>(grant) : TakeNextAsync(grant, cancel);
        }

        var waiter = _books.Join(now, cancel, out var refusal);
        _gate.Exit();
        return waiter is not null ? WaitAsync(waiter, cancel) : Refused(refusal);
    }

    private ValueTask<PoolGrant<TConnection>> Refused(PoolGrantKind kind)
    {
        Settle();
        return new ValueTask<PoolGrant<TConnection>>(new PoolGrant<TConnection>(kind));
    }

    private ValueTask<PoolGrant<TConnection>> WaitAsync(PoolWaiter<TConnection> waiter, CancellationToken cancel)
    {
        if (cancel.CanBeCanceled)
        {
            waiter.Registration = cancel.UnsafeRegister(static waiter => ((PoolWaiter<TConnection>)waiter!).GoAway(), waiter);
        }

        Settle();
        _gate.Enter();
        waiter.Joining = false;
        var answered = !waiter.Waits;
        _gate.Exit();
        return answered ? waiter.TakeNow() : waiter.Task;
    }

    // Rare enough to stay out of Return's way.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Ended(PoolCell<TConnection> cell, LeaseEnd end)
    {
        if (end == LeaseEnd.Check)
        {
            var alive = IsAlive(cell.Connection!);
            var now = Now;
            _gate.Enter();
            var waiter = _books.Checked(cell, alive, now);
            _gate.Exit();
            Run(waiter);
        }

        Settle();
    }
}
