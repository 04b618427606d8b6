using System.Buffers;
using Balancing.Explaining;

namespace Balancing.Stickiness;

/// <summary>Finds the session of a request and the member that should take it (mod_proxy_balancer.c: find_session_route).</summary>
internal sealed class SessionRoute(Scoreboard board)
{
    private const int OnStack = 512;

    private readonly RouteFollower _follower = new(board);

    /// <summary>Looks for a session and its member.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="now">The balancer's clock.</param>
    /// <param name="tried">Members that already failed this request without being marked.</param>
    /// <param name="trace">Told what was found and who was passed over.</param>
    public SessionHit Find<TTrace>(in RequestFacts facts, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var target = facts.Target.AsSpan();
        var question = target.IndexOf('?');
        var path = question < 0 ? target : target[..question];
        var query = question < 0 ? default : target[(question + 1)..];
        if (path.Contains('%'))
        {
            return FindDecoded(in facts, path, query, now, tried, ref trace);
        }

        return FindIn(in facts, path, query, now, tried, ref trace);
    }

    // httpd matches on the decoded path (%3Bsid= works) but on the query as received.
    private SessionHit FindDecoded<TTrace>(
        in RequestFacts facts, ReadOnlySpan<char> path, ReadOnlySpan<char> query, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var rented = path.Length > OnStack ? ArrayPool<char>.Shared.Rent(path.Length) : null;
        var buffer = rented ?? stackalloc char[OnStack];
        var length = PercentText.DecodeAscii(path, buffer);
        var hit = FindIn(in facts, buffer[..length], query, now, tried, ref trace);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return hit;
    }

    private SessionHit FindIn<TTrace>(
        in RequestFacts facts, ReadOnlySpan<char> path, ReadOnlySpan<char> query, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var plan = board.Plan.Stickiness!;
        var reader = new SessionReader(plan, in facts, path, query);
        SessionFacts? unknown = null;
        while (reader.Next())
        {
            var entry = board.Routes.Find(reader.Route);
            NoteSource(reader.Source, entry is null ? -1 : entry.Slots[0], plan, ref trace);
            if (entry is not null)
            {
                var session = reader.Source == SessionSource.Parameter ? entry.InParameter : entry.InCookie;
                return new SessionHit(_follower.Follow(entry, now, tried, ref trace), session, Known: true);
            }

            trace.Note(reader.Route.IsEmpty ? StepCode.StickyNoRoute : StepCode.StickyUnknownRoute, -1, reader.Route);
            unknown ??= new SessionFacts(reader.Route.IsEmpty ? null : reader.Route.ToString(), NameOf(reader.Source, plan));
        }

        if (unknown is null)
        {
            trace.Note(StepCode.StickyNone);
        }

        return new SessionHit(-1, unknown, Known: false);
    }

    private static void NoteSource<TTrace>(SessionSource source, int slot, StickinessPlan plan, ref TTrace trace)
        where TTrace : struct, IDecisionTrace =>
        trace.Note(
            source switch
            {
                SessionSource.Host => StepCode.StickyHostRoute,
                SessionSource.Parameter => StepCode.StickyParameter,
                _ => StepCode.StickyCookie,
            },
            slot,
            NameOf(source, plan));

    private static string NameOf(SessionSource source, StickinessPlan plan) =>
        source == SessionSource.Parameter ? plan.ParameterName : plan.CookieName;
}
