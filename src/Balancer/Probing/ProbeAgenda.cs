using System.Diagnostics.CodeAnalysis;
using Balancing.Attempts;

namespace Balancing.Probing;

/// <summary>
/// Who is checked, and when: a queue by due time, and a line of those whose time has come, oldest first. A member stands in one of the
/// two, or is in flight, so nothing piles up when probes are slow. Everything is called under the loop's lock.
/// </summary>
internal sealed class ProbeAgenda(Func<IReadOnlyList<Dispatcher>> balancers, Chance chance, double jitter)
{
    // New members are looked at soon, but not all in one moment.
    private static readonly long Welcome = TimeSpan.FromSeconds(1).Ticks;

    private readonly Dictionary<Member, ProbeSeat> _seats = [];
    private readonly PriorityQueue<ProbeSeat, long> _queue = new();
    private readonly Queue<ProbeSeat> _line = new();
    private (Dispatcher Balancer, Member[] Members)[] _seen = [];
    private long _entries;

    /// <summary>How many members are checked.</summary>
    public int Count => _seats.Count;

    /// <summary>How many wait because enough probes are in flight.</summary>
    public int Waiting => _line.Count;

    /// <summary>When the next check is due; <see cref="long.MaxValue"/> for never.</summary>
    public long NextDue
    {
        get
        {
            while (_queue.TryPeek(out var seat, out var due))
            {
                if (Holds(seat, due))
                {
                    return due;
                }

                _queue.Dequeue();
            }

            return long.MaxValue;
        }
    }

    /// <summary>Takes note of reloads and edits; costs a glance per balancer when there were none.</summary>
    /// <param name="now">The loop's clock.</param>
    /// <param name="gone">Gets the seats that are not checked any more.</param>
    public void LookAround(long now, List<ProbeSeat> gone)
    {
        var all = balancers();
        var same = all.Count == _seen.Length;
        for (var i = 0; same && i < all.Count; i++)
        {
            same = _seen[i].Balancer == all[i] && _seen[i].Members == all[i].Members;
        }

        if (!same)
        {
            _seen = [.. all.Select(balancer => (balancer, balancer.Members))];
            Seat(now, gone);
        }
    }

    /// <summary>Puts those whose time has come in line.</summary>
    public void CallDue(long now)
    {
        while (NextDue <= now)
        {
            var seat = _queue.Dequeue();
            seat.Entry = 0;
            _line.Enqueue(seat);
        }
    }

    /// <summary>The next one to be probed.</summary>
    public bool TryTake([NotNullWhen(true)] out ProbeSeat? seat)
    {
        while (_line.TryDequeue(out seat))
        {
            if (!seat.IsGone)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Time from the end of a check to the next. The second check comes at some moment of the interval, so that phases spread.</summary>
    public long DelayAfter(ProbeSeat seat)
    {
        var interval = seat.Check.Interval.Ticks;
        var share = seat.Rounds == 1 ? 0.1 + (0.9 * chance.NextDouble()) : 1 + (jitter * ((2 * chance.NextDouble()) - 1));
        return Math.Max(1, (long)(interval * share));
    }

    /// <summary>Makes a member wait for its next check.</summary>
    public void Enter(ProbeSeat seat, long due)
    {
        if (!seat.IsGone)
        {
            seat.Due = due;
            seat.Entry = ++_entries;
            _queue.Enqueue(seat, due);
        }
    }

    /// <summary>Forgets everybody.</summary>
    public IEnumerable<ProbeSeat> Clear()
    {
        ProbeSeat[] all = [.. _seats.Values];
        foreach (var seat in all)
        {
            seat.IsGone = true;
        }

        _seats.Clear();
        _queue.Clear();
        _line.Clear();
        _seen = [];
        return all;
    }

    private static bool Holds(ProbeSeat seat, long due) => seat is { IsGone: false, Entry: > 0 } && seat.Due == due;

    private void Seat(long now, List<ProbeSeat> gone)
    {
        var before = new HashSet<Member>(_seats.Keys);
        var fresh = new List<ProbeSeat>();
        foreach (var (balancer, members) in _seen)
        {
            foreach (var member in members)
            {
                if (member.Plan is { Plain: false, HealthCheck: { IsActive: true } check })
                {
                    before.Remove(member);
                    Seat(balancer, member, check, now, fresh);
                }
            }
        }

        for (var i = 0; i < fresh.Count; i++)
        {
            Enter(fresh[i], now + (Math.Min(Welcome, fresh[i].Check.Interval.Ticks) * i / fresh.Count));
        }

        foreach (var member in before)
        {
            _seats.Remove(member, out var seat);
            seat!.IsGone = true;
            gone.Add(seat);
        }
    }

    private void Seat(Dispatcher balancer, Member member, HealthCheckPlan check, long now, List<ProbeSeat> fresh)
    {
        if (!_seats.TryGetValue(member, out var seat) || seat.Balancer != balancer)
        {
            _seats[member] = seat = new ProbeSeat(balancer, member, check);
            fresh.Add(seat);
        }
        else if (seat.Check != check)
        {
            seat.Check = check;
            if (seat.Entry > 0 && seat.Due > now + check.Interval.Ticks)
            {
                Enter(seat, now + check.Interval.Ticks); // a shorter interval holds from now on
            }
        }
    }
}
