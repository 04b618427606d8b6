namespace Balancing.Tests.Pooling;

internal enum CallKind
{
    Open,
    Ping,
    Close,
}

/// <summary>A call of the connector that has not ended yet. Whoever ends it runs what follows, before <c>End</c> returns.</summary>
internal sealed class Call(CallKind kind, Link link, CancellationToken cancel)
{
    private readonly TaskCompletionSource<bool> _end = new();

    public CallKind Kind { get; } = kind;

    public Link Link { get; } = link;

    public CancellationToken Cancel { get; } = cancel;

    public Task<bool> Task => _end.Task;

    public bool IsOver => _end.Task.IsCompleted;

    public void Succeed(bool answer = true) => Inline(() => _end.TrySetResult(answer));

    public void Fail() => Inline(() => _end.TrySetException(new IOException($"{Kind} of {Link}")));

    public void BeCanceled() => Inline(() => _end.TrySetCanceled(Cancel));

    /// <summary>Runs something so that what awaits it goes on inside: a task does that only where there is no synchronisation context.</summary>
    public static void Inline(Action action)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public override string ToString() => $"{Kind} {Link}";
}
