using Balancing.Manager.Live;

namespace Balancing.Manager.Serving;

/// <summary>The drainings that were begun here. They run in the background; those that have ended are shown for a while. Thread-safe.</summary>
internal sealed class DrainDesk(TimeProvider time, ManagerLog log) : IDisposable
{
    /// <summary>How long a draining that has ended is shown.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromMinutes(10);

    /// <summary>Most drainings that have ended and are shown.</summary>
    public const int MostEnded = 100;

    private readonly Lock _gate = new();
    private readonly List<Draining> _all = []; // gate; the oldest first
    private bool _isClosed;                    // gate

    /// <summary>Those that run, and those that ended lately; the latest first.</summary>
    public IReadOnlyList<DrainStatus> Running()
    {
        lock (_gate)
        {
            Sweep();
            return [.. _all.AsEnumerable().Reverse().Select(d => d.Status)];
        }
    }

    /// <summary>Begins to drain members; one that is drained from here already goes on as it was asked first.</summary>
    /// <param name="view">Whose members.</param>
    /// <param name="members">Their URLs.</param>
    /// <param name="deadline">How long to wait; null for ever.</param>
    /// <param name="by">Who asks.</param>
    /// <exception cref="KeyNotFoundException">There is no such member; nothing was begun.</exception>
    /// <exception cref="ObjectDisposedException">The manager ends.</exception>
    public void Begin(BalancerView view, IReadOnlyList<string> members, TimeSpan? deadline, Operator by)
    {
        MemberSnapshot[] wanted = [.. members.Select(url => view.Snapshot[url])];
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            foreach (var member in wanted)
            {
                if (Find(view.Balancer, member.Url) is null)
                {
                    var draining = new Draining(view, member, deadline, time);
                    _all.Add(draining);
                    _ = draining.RunAsync(by, log);
                }
            }
        }
    }

    /// <summary>Ends drainings; their members are as they were before. Members that nobody drains from here stay as they are.</summary>
    /// <param name="view">Whose members.</param>
    /// <param name="members">Their URLs.</param>
    /// <param name="by">Who asks.</param>
    /// <exception cref="KeyNotFoundException">There is no such member; nothing was ended.</exception>
    public void Cancel(BalancerView view, IReadOnlyList<string> members, Operator by)
    {
        MemberSnapshot[] wanted = [.. members.Select(url => view.Snapshot[url])];
        foreach (var member in wanted)
        {
            Draining? draining;
            lock (_gate)
            {
                draining = Find(view.Balancer, member.Url);
            }

            if (draining is not null)
            {
                draining.Stop();
                _ = view.Balancer.Edit(new EditRequest(Back(draining)) { By = by });
            }
        }
    }

    /// <summary>No longer shows how drainings of these members ended: they are in service again.</summary>
    /// <param name="balancer">Whose members.</param>
    /// <param name="members">Their URLs.</param>
    public void Forget(Balancer balancer, IReadOnlyList<string> members)
    {
        lock (_gate)
        {
            _all.RemoveAll(d => !d.IsRunning && ReferenceEquals(d.Balancer, balancer) && members.Contains(d.Member, StringComparer.Ordinal));
        }
    }

    /// <summary>Ends the waiting, and leaves all members as they are.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _all.ForEach(d => d.Stop());
        }
    }

    // The edit is in the journal under the name of who gave it up, and not of who began it.
    private static MemberEdit Back(Draining draining) => new(draining.Member)
    {
        Drain = (draining.Before & MemberStatus.Drain) != MemberStatus.None,
        Disabled = (draining.Before & MemberStatus.Disabled) != MemberStatus.None,
    };

    private Draining? Find(Balancer balancer, string member) =>
        _all.Find(d => d.IsRunning && ReferenceEquals(d.Balancer, balancer) && string.Equals(d.Member, member, StringComparison.Ordinal));

    private void Sweep()
    {
        _all.RemoveAll(d => d.EndedFor > Shown);
        for (var ended = _all.Count(d => !d.IsRunning); ended > MostEnded; ended--)
        {
            _all.RemoveAt(_all.FindIndex(d => !d.IsRunning));
        }
    }
}
