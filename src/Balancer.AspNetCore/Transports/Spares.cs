using System.Collections.Concurrent;

namespace Balancing.AspNetCore;

/// <summary>Objects that have served and can serve again: a gateway in full swing makes no new ones.</summary>
/// <param name="most">Most that are kept.</param>
internal sealed class Spares<T>(int most = 1024)
    where T : class
{
    private readonly ConcurrentQueue<T> _more = new();
    private T? _last; // atomic: it is the warmest
    private int _count; // atomic

    /// <summary>One that served before, or null.</summary>
    public T? Take()
    {
        if (Volatile.Read(ref _last) is not null && Interlocked.Exchange(ref _last, null) is { } last)
        {
            return last;
        }

        if (!_more.TryDequeue(out var spare))
        {
            return null;
        }

        Interlocked.Decrement(ref _count);
        return spare;
    }

    /// <summary>Keeps one that nobody holds any more.</summary>
    /// <returns>One that there is no room for, or null.</returns>
    public T? Put(T spare)
    {
        if (Interlocked.Exchange(ref _last, spare) is not { } other)
        {
            return null;
        }

        if (Interlocked.Increment(ref _count) > most)
        {
            Interlocked.Decrement(ref _count);
            return other;
        }

        _more.Enqueue(other);
        return null;
    }
}
