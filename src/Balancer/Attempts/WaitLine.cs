namespace Balancing.Attempts;

/// <summary>
/// Those who wait for a member (D4): first come first served, each with its own time limit, woken when something changed that
/// may make a member electable. All fields are written under the dispatcher's gate.
/// </summary>
internal sealed class WaitLine(Dispatcher dispatcher, TimeProvider time)
{
    private readonly LinkedList<Waiter> _waiters = new();
    private ITimer? _nextReturn;
    private bool _closed;
    private int _count; // read anywhere

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Joins the end of the line.</summary>
    public Task<Lease> JoinAsync(RequestFacts facts, Member[] tried, CancellationToken cancel)
    {
        var plan = dispatcher.Plan;
        var waiter = new Waiter(facts, tried);
        dispatcher.Enter();
        var refusal = _closed ? Refusal.ShutDown : _waiters.Count >= plan.WaitLimit ? Refusal.TooManyWaiting : null;
        if (refusal is null)
        {
            waiter.Node = _waiters.AddLast(waiter);
            _count = _waiters.Count;
        }

        dispatcher.Exit();
        if (refusal is not null)
        {
            var refused = new Lease(refusal);
            dispatcher.Tell(in refused);
            return Task.FromResult(refused);
        }

        dispatcher.Events.Waiting(plan);
        waiter.Limit = time.CreateTimer(_ => Leave(waiter, new Lease(Refusal.WaitTimedOut)), null, plan.Timeout, Timeout.InfiniteTimeSpan);
        waiter.Cancellation = cancel.UnsafeRegister(_ => Leave(waiter, lease: null, cancel), null);
        Pump(); // something may have changed since the election that failed
        return waiter.AwaitAsync();
    }

    /// <summary>Serves those for whom there is a member now.</summary>
    public void Pump()
    {
        List<(Waiter, Lease)>? served = null;
        var now = dispatcher.Now();
        dispatcher.Enter();
        try
        {
            for (var node = _waiters.First; node is not null;)
            {
                var next = node.Next;
                var lease = dispatcher.AcquireHeld(in node.Value.Facts, node.Value.Tried, now);
                if (lease.IsAcquired || lease.Refusal != Refusal.NoMember)
                {
                    Remove(node.Value);
                    (served ??= []).Add((node.Value, lease));
                }
                else if (node.Value.Tried.Length == 0 && dispatcher.Plan.Stickiness is null)
                {
                    break; // nobody behind can fare better
                }

                node = next;
            }

            Schedule(now);
        }
        finally
        {
            dispatcher.Exit();
        }

        foreach (var (waiter, lease) in served ?? [])
        {
            dispatcher.Tell(in lease);
            waiter.Finish(lease);
        }
    }

    /// <summary>Sends everybody away.</summary>
    public void Close()
    {
        dispatcher.Enter();
        _closed = true;
        Waiter[] all = [.. _waiters];
        _waiters.Clear();
        _count = 0;
        _nextReturn?.Dispose();
        _nextReturn = null;
        dispatcher.Exit();
        foreach (var waiter in all)
        {
            waiter.Node = null;
            waiter.Finish(new Lease(Refusal.ShutDown));
        }
    }

    /// <summary>Lets people in again after <see cref="Close"/>.</summary>
    public void Open()
    {
        dispatcher.Enter();
        _closed = false;
        dispatcher.Exit();
    }

    private void Leave(Waiter waiter, Lease? lease, CancellationToken cancel = default)
    {
        dispatcher.Enter();
        var present = Remove(waiter);
        dispatcher.Exit();
        if (!present)
        {
            return;
        }

        if (lease is { } refused)
        {
            dispatcher.Tell(in refused);
            waiter.Finish(refused);
        }
        else
        {
            waiter.Cancel(cancel);
        }
    }

    private bool Remove(Waiter waiter)
    {
        if (waiter.Node?.List is null)
        {
            return false;
        }

        _waiters.Remove(waiter.Node);
        _count = _waiters.Count;
        return true;
    }

    // A member in error comes back by time alone; nobody else would say so.
    private void Schedule(long now)
    {
        _nextReturn?.Dispose();
        _nextReturn = null;
        if (_waiters.Count == 0 || _closed)
        {
            return;
        }

        var first = long.MaxValue;
        foreach (ref readonly var words in dispatcher.Words)
        {
            if ((words.Status & (MemberStatus.InError | MemberStatus.Stopped)) == MemberStatus.InError)
            {
                first = Math.Min(first, words.ErrorTime + words.Retry);
            }
        }

        if (first != long.MaxValue)
        {
            // Strictly after the instant (proxy_util.c: ap_proxy_retry_worker), and timers count in milliseconds.
            var wait = TimeSpan.FromTicks(Math.Max(0, first - now)) + TimeSpan.FromMilliseconds(1);
            _nextReturn = time.CreateTimer(_ => Pump(), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Waiter(RequestFacts facts, Member[] tried)
    {
        private readonly TaskCompletionSource<Lease> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public readonly RequestFacts Facts = facts;

        public Member[] Tried { get; } = tried;

        public LinkedListNode<Waiter>? Node { get; set; }

        public ITimer? Limit { get; set; }

        public CancellationTokenRegistration Cancellation { get; set; }

        public void Finish(Lease lease) => _end.TrySetResult(lease);

        public void Cancel(CancellationToken cancel) => _end.TrySetCanceled(cancel);

        public async Task<Lease> AwaitAsync()
        {
            try
            {
                return await _end.Task.ConfigureAwait(false);
            }
            finally
            {
                await Cancellation.DisposeAsync().ConfigureAwait(false);
                if (Limit is not null)
                {
                    await Limit.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }
}
