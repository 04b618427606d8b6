namespace Balancing.Pooling;

/// <summary>Those who wait, first come first served, and the objects that are free for the next who do. Needs the pool's gate.</summary>
internal struct PoolLine<TConnection>
    where TConnection : class
{
    private const int KeptAtMost = 1_024;

    private PoolWaiter<TConnection>? _free;
    private int _freeCount;

    public PoolWaiter<TConnection>? First { get; private set; }

    public PoolWaiter<TConnection>? Last { get; private set; }

    public int Count { get; private set; }

    public PoolWaiter<TConnection> Rent(ConnectionPool<TConnection> pool, long now, CancellationToken cancel)
    {
        var waiter = _free;
        if (waiter is null)
        {
            waiter = new PoolWaiter<TConnection>(pool);
        }
        else
        {
            _free = waiter.Next;
            _freeCount--;
            waiter.Next = null;
        }

        waiter.Since = now;
        waiter.Cancel = cancel;
        waiter.Joining = true;
        waiter.Waits = true;
        return waiter;
    }

    public void Recycle(PoolWaiter<TConnection> waiter)
    {
        if (_freeCount < KeptAtMost)
        {
            waiter.Next = _free;
            _free = waiter;
            _freeCount++;
        }
    }

    public void Add(PoolWaiter<TConnection> waiter)
    {
        waiter.Previous = Last;
        if (Last is null)
        {
            First = waiter;
        }
        else
        {
            Last.Next = waiter;
        }

        Last = waiter;
        Count++;
    }

    /// <summary>Joins before all others, as if it had come with the first of them.</summary>
    public void AddFirst(PoolWaiter<TConnection> waiter)
    {
        if (First is not { } first)
        {
            Add(waiter);
            return;
        }

        waiter.Since = Math.Min(waiter.Since, first.Since);
        waiter.Next = first;
        first.Previous = waiter;
        First = waiter;
        Count++;
    }

    public void Remove(PoolWaiter<TConnection> waiter)
    {
        var (next, previous) = (waiter.Next, waiter.Previous);
        if (previous is null)
        {
            First = next;
        }
        else
        {
            previous.Next = next;
        }

        if (next is null)
        {
            Last = previous;
        }
        else
        {
            next.Previous = previous;
        }

        waiter.Next = null;
        waiter.Previous = null;
        Count--;
    }
}
