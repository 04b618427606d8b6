using System.Collections.Concurrent;

namespace Balancing.Tests.Probing;

/// <summary>A prober whose answers a test gives: at once, or when it says so.</summary>
internal sealed class Probes : Prober
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ProbeResult>> _open = new(StringComparer.Ordinal);

    /// <summary>Members in the order they were asked, with the time of the test's clock.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What a member answers at once; null: it stays open until <see cref="Answer"/>.</summary>
    public Func<Member, ProbeResult?> Says { get; set; } = _ => ProbeResult.Well();

    /// <summary>Probes that are open now.</summary>
    public int Open => _open.Count;

    /// <summary>Most that were open at once.</summary>
    public int MostOpen { get; private set; }

    public override ValueTask<ProbeResult> ProbeAsync(Member member, HealthCheckPlan check, CancellationToken cancel)
    {
        Asked.Enqueue(member.Url.Configured);
        if (Says(member) is { } result)
        {
            return new(result);
        }

        var end = new TaskCompletionSource<ProbeResult>();
        Assert.True(_open.TryAdd(member.Url.Configured, end), "a member is probed twice at once");
        MostOpen = Math.Max(MostOpen, _open.Count);
        cancel.Register(() =>
        {
            _open.TryRemove(member.Url.Configured, out _);
            Inline(() => end.TrySetCanceled(cancel));
        });
        return new(end.Task);
    }

    /// <summary>Ends the open probe of a member.</summary>
    public void Answer(string member, ProbeResult result)
    {
        Assert.True(_open.TryRemove(member, out var end));
        Inline(() => end.SetResult(result));
    }

    // What follows is to happen now, also where the test runner has a context of its own.
    private static void Inline(Action end)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        end();
        SynchronizationContext.SetSynchronizationContext(context);
    }

    public int CountOf(string member) => Asked.Count(asked => asked == member);
}
