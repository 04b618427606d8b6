namespace Balancing;

/// <summary>Says how many connections a member has, and how long.</summary>
public sealed class PoolBuilder
{
    internal PoolBuilder(PoolOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public PoolOptions Options { get; }

    /// <summary>min (0). Connections kept open ahead of need.</summary>
    public PoolBuilder Min(int connections)
    {
        Options.Min = connections;
        return this;
    }

    /// <summary>smax (as max). Idle connections above this number are closed once older than ttl.</summary>
    public PoolBuilder SMax(int connections)
    {
        Options.SMax = connections;
        return this;
    }

    /// <summary>max (no limit). Most connections; 0 for no limit.</summary>
    public PoolBuilder Max(int connections)
    {
        Options.Max = connections;
        return this;
    }

    /// <summary>ttl (no limit). How long an idle connection lives, 1 s or more.</summary>
    public PoolBuilder Ttl(TimeSpan idle)
    {
        Options.Ttl = idle;
        return this;
    }

    /// <summary>acquire (no limit). Longest wait for a free connection, 1 ms or more.</summary>
    public PoolBuilder Acquire(TimeSpan wait)
    {
        Options.Acquire = wait;
        return this;
    }

    /// <summary>addressttl (for ever). How long a resolved address is used, whole seconds; -1 s for ever.</summary>
    public PoolBuilder AddressTtl(TimeSpan age)
    {
        Options.AddressTtl = age;
        return this;
    }
}
