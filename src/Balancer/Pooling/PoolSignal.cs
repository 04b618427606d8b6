namespace Balancing.Pooling;

/// <summary>An event of a pool's life that can be awaited; told once, and never inside of what the pool is doing.</summary>
internal sealed class PoolSignal : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<bool> _end = new();

    public Task<bool> Task => _end.Task;

    /// <summary>It is on its way; written under the pool's gate.</summary>
    public bool IsTold { get; set; }

    /// <summary>What is told; written under the pool's gate.</summary>
    public bool Result { get; set; }

    public void Execute() => _end.TrySetResult(Result);
}

/// <summary>Trouble on its way to whoever wants to know.</summary>
internal sealed class PoolReport(Action<PoolTrouble> troubled, PoolTrouble trouble) : IThreadPoolWorkItem
{
    public void Execute() => troubled(trouble);
}
