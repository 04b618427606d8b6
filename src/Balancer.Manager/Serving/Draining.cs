using System.Diagnostics.CodeAnalysis;
using Balancing.Manager.Live;

namespace Balancing.Manager.Serving;

/// <summary>One member that somebody drains from here: how far it is, and how it ended.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing, and may be stopped at any time.")]
internal sealed class Draining : IProgress<DrainProgress>
{
    private const int MostShown = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly long _began;
    private volatile DrainProgress? _progress;
    private volatile Ending? _ending;

    /// <summary>A draining that has not begun.</summary>
    /// <param name="view">Whose member.</param>
    /// <param name="member">The member's numbers before.</param>
    /// <param name="deadline">How long to wait; null for ever.</param>
    /// <param name="time">The clock.</param>
    public Draining(BalancerView view, MemberSnapshot member, TimeSpan? deadline, TimeProvider time)
    {
        (Balancer, Key, Member, Before, Deadline) = (view.Balancer, view.Key, member.Url, member.Status, deadline);
        (_time, _began) = (time, time.GetTimestamp());
    }

    public Balancer Balancer { get; }

    public string Key { get; }

    /// <summary>URL of the member.</summary>
    public string Member { get; }

    /// <summary>Its flags before.</summary>
    public MemberStatus Before { get; }

    public TimeSpan? Deadline { get; }

    public bool IsRunning => _ending is null;

    /// <summary>How long ago it ended; zero while it goes on.</summary>
    public TimeSpan EndedFor => _ending is { } ending ? _time.GetElapsedTime(ending.At) : TimeSpan.Zero;

    public DrainStatus Status => new(
        Key, Member, _progress?.Remaining ?? 0, _time.GetElapsedTime(_began, _ending?.At ?? _time.GetTimestamp()),
        IsRunning && Deadline is { } deadline ? Later(deadline - _time.GetElapsedTime(_began)) : null, _ending?.End,
        [.. (_progress?.Leases ?? []).Take(MostShown).Select(Text)])
    {
        Failure = _ending?.Failure,
    };

    /// <inheritdoc/>
    public void Report(DrainProgress value) => _progress = value;

    /// <summary>Drains until the end. Never throws: what went wrong is told by <see cref="Status"/>, and to whoever logs.</summary>
    public async Task RunAsync(Operator by, ManagerLog log)
    {
        try
        {
            var options = new DrainOptions { Deadline = Deadline ?? Timeout.InfiniteTimeSpan, Progress = this, ListAtMost = MostShown, By = by, LeaveOnCancel = true };
            var result = await Balancer.DrainAsync(Member, options, _stop.Token).ConfigureAwait(false);
            _ending ??= new(_time.GetTimestamp(), result.End, null);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stop has told how it ended.
        }
#pragma warning disable CA1031 // nobody waits for this task: whatever it is must be told
        catch (Exception e)
#pragma warning restore CA1031
        {
            _ending = new(_time.GetTimestamp(), null, e.Message);
            log.DrainFailed(e, Balancer.Plan.Url, Member);
        }
    }

    /// <summary>Ends the waiting. From now on it is over, so that another may begin at once.</summary>
    public void Stop()
    {
        _ending ??= new(_time.GetTimestamp(), DrainEnd.Readmitted, null);
        _stop.Cancel();
    }

    // Path parameters and queries hold sessions, which are nobody's to see.
    private static string Text(LeaseInfo lease)
    {
        var end = lease.Target.AsSpan().IndexOfAny('?', ';');
        return $"{lease.Method} {(end < 0 ? lease.Target : lease.Target[..end])}: {lease.Why}";
    }

    private static TimeSpan Later(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private sealed record Ending(long At, DrainEnd? End, string? Failure);
}
