namespace Balancing.Manager.Live;

/// <summary>What happened to each member in the last minutes.</summary>
internal sealed class ManagerHistory(Func<ManagerView> view, TimeProvider time, TimeSpan reach) : IDisposable
{
    /// <summary>The view.</summary>
    public ManagerView View => view();

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>How far back it reaches.</summary>
    public TimeSpan Reach => reach;

    /// <summary>Stops counting and ends all watching.</summary>
    public void Dispose()
    {
    }
}
