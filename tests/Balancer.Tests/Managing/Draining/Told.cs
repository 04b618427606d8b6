namespace Balancing.Tests.Managing.Draining;

/// <summary>What a progress was told, at once and in order, and a way to wait for it.</summary>
internal sealed class Told<T> : IProgress<T>
{
    private readonly List<T> _all = []; // itself
    private readonly List<(Func<T, bool> Wanted, TaskCompletionSource Seen)> _waiting = []; // _all

    public T[] All
    {
        get
        {
            lock (_all)
            {
                return [.. _all];
            }
        }
    }

    public void Report(T value)
    {
        lock (_all)
        {
            _all.Add(value);
            foreach (var (wanted, seen) in _waiting)
            {
                if (wanted(value))
                {
                    seen.TrySetResult();
                }
            }
        }
    }

    /// <summary>Ends when it was told such a value, before or after this call.</summary>
    public Task Of(Func<T, bool> wanted)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_all)
        {
            _waiting.Add((wanted, seen));
            if (_all.Exists(value => wanted(value)))
            {
                seen.TrySetResult();
            }
        }

        return seen.Task;
    }
}
