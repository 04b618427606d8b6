using Balancing.Explaining;

namespace Balancing.Stickiness;

/// <summary>
/// Route to member: the members of the route in order, ordinary ones before standbys; one that is unusable hands over to its
/// redirect route (mod_proxy_balancer.c: find_route_worker). A route that was already followed is not followed again, which
/// gives httpd's result without its repetition.
/// </summary>
internal sealed class RouteFollower(Scoreboard board)
{
    private readonly int[] _followed = new int[board.Members.Length]; // by first slot of a route: the search that followed it
    private int _search;

    /// <returns>The slot, or -1.</returns>
    public int Follow<TTrace>(RouteEntry route, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        _search++;
        return FollowOn(route, now, tried, ref trace);
    }

    private int FollowOn<TTrace>(RouteEntry? route, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (route?.Slots is not { } slots || _followed[slots[0]] == _search)
        {
            return -1;
        }

        _followed[slots[0]] = _search;
        var found = Pass(slots, standbys: false, now, tried, ref trace);
        return found >= 0 ? found : Pass(slots, standbys: true, now, tried, ref trace);
    }

    private int Pass<TTrace>(ReadOnlySpan<int> slots, bool standbys, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        foreach (var slot in slots)
        {
            if ((board.Words[slot].Status & MemberStatus.HotStandby) != MemberStatus.None != standbys)
            {
                continue;
            }

            if (IsUsable(slot, now, tried, ref trace))
            {
                trace.Note(StepCode.StickyTaken, slot);
                return slot;
            }

            trace.Note(StepCode.StickyUnusable, slot, (long)board.Words[slot].Status);
            var redirect = board.Members[slot].Plan.Redirect;
            if (redirect.Length > 0)
            {
                trace.Note(StepCode.StickyRedirected, slot, redirect);
                var other = FollowOn(board.Routes.Find(redirect), now, tried, ref trace);
                if (other >= 0)
                {
                    return other;
                }
            }
        }

        return -1;
    }

    private bool IsUsable<TTrace>(int slot, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (board.IsAmong(tried, slot))
        {
            return false;
        }

        var admission = board.Admit(slot, now);
        if (admission is Admission.Retried or Admission.InPanic)
        {
            trace.Note(admission == Admission.Retried ? StepCode.StickyRetried : StepCode.ProtectInPanic, slot);
        }

        return admission != Admission.No;
    }
}
