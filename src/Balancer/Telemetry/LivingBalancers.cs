using Balancing.Attempts;
using Balancing.Managing;

namespace Balancing.Telemetry;

/// <summary>The balancers a meter looks at when somebody collects. Held weakly: measuring keeps nobody alive.</summary>
internal sealed class LivingBalancers
{
    private readonly Lock _gate = new();
    private readonly List<WeakReference<Dispatcher>> _all = []; // gate

    public void Add(Dispatcher balancer)
    {
        lock (_gate)
        {
            _all.RemoveAll(known => !known.TryGetTarget(out var other) || other == balancer);
            _all.Add(new WeakReference<Dispatcher>(balancer));
        }
    }

    public void Remove(Dispatcher balancer)
    {
        lock (_gate)
        {
            _all.RemoveAll(known => !known.TryGetTarget(out var other) || other == balancer);
        }
    }

    /// <summary>The numbers of this moment.</summary>
    public List<BalancerSnapshot> Look()
    {
        WeakReference<Dispatcher>[] all;
        lock (_gate)
        {
            all = [.. _all];
        }

        var snapshots = new List<BalancerSnapshot>(all.Length);
        foreach (var known in all)
        {
            if (known.TryGetTarget(out var balancer))
            {
                snapshots.Add(balancer.Hold(balancer, static (chooser, d) => Snapshots.Take(chooser, d)));
            }
        }

        return snapshots;
    }
}
