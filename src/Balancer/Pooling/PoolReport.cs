namespace Balancing.Pooling;

/// <summary>Trouble on its way to whoever wants to know.</summary>
internal sealed class PoolReport(Action<PoolTrouble> troubled, PoolTrouble trouble) : IThreadPoolWorkItem
{
    public void Execute() => troubled(trouble);
}
