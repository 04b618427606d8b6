using System.Collections.Concurrent;
using System.Diagnostics;

namespace Balancing.RealHttpd.Tests.Ours;

/// <summary>The members that our balancers chose: each attempt begins an activity.</summary>
internal sealed class PickListener : IDisposable
{
    private readonly ConcurrentQueue<Activity> _attempts = new();
    private readonly ActivityListener _listener;

    public PickListener()
    {
        // httpd hands no trace on; who listens here is the test alone.
        DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Balancer",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.OperationName == "balancer.attempt")
                {
                    _attempts.Enqueue(activity); // its tags are set a moment later
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>URLs of the members chosen since the last time, in order. A plain target is chosen by nobody.</summary>
    public IReadOnlyList<string> Take()
    {
        var picks = new List<string>();
        while (_attempts.TryDequeue(out var attempt))
        {
            if (attempt.GetTagItem("balancer.name") is string name && !name.Contains("://", StringComparison.Ordinal))
            {
                picks.Add((string)attempt.GetTagItem("balancer.member")!);
            }
        }

        return picks;
    }

    public void Dispose() => _listener.Dispose();
}
