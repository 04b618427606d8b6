using Balancing;

namespace Arena;

/// <summary>
/// Places players on servers. A lease is a seat: it is held for as long as the player plays, and the balancer's busy count is the
/// number of players. Everything happens on the caller's thread; nothing waits, and no timer runs.
/// </summary>
public sealed class Lobby : IDisposable
{
    private readonly Balancer _arena;
    private readonly Dictionary<string, Lease> _seats = new(StringComparer.Ordinal); // by player
    private readonly Dictionary<Member, SeatCount> _counts;

    // <snippet:lobby>
    public Lobby(IReadOnlyList<ArenaServer> servers, IReadOnlyList<ArenaServer> overflow)
    {
        var options = Balancer.Create("arena").LbMethod("bykeycapacity")
            .Services(new() { Methods = new(new ByKeyWithCapacity()) });
        foreach (var server in servers)
            options.Member(server.Url, server);
        foreach (var server in overflow)
            options.Member(server.Url, server, m => m.LbSet(1)); // asked when the first set declines
        _arena = options.Build();
        _counts = _arena.Members.ToDictionary(member => member, _ => new SeatCount());
    }

    /// <summary>Gives a player a seat; asked again, the same one.</summary>
    /// <returns>The server, or null when there is no seat.</returns>
    public ArenaServer? Join(string player)
    {
        if (!_seats.TryGetValue(player, out var seat))
        {
            seat = _arena.Acquire(RequestFacts.ForKey(player));
            if (!seat.IsAcquired)
            {
                Refused++;
                return null;
            }

            _seats[player] = seat;
            _counts[seat.Member].Take();
        }

        return (ArenaServer)seat.Member.Attached!;
    }

    /// <summary>Gives the seat back. For a player who has none it does nothing.</summary>
    public void Leave(string player)
    {
        if (_seats.Remove(player, out var seat))
        {
            seat.Report(Outcome.Completed(200));
            _counts[seat.Member].GiveBack();
        }
    }

    /// <summary>Lets a server run empty: who plays there stays, nobody new comes.</summary>
    public void Drain(ArenaServer server)
    {
        _arena.Edit(new MemberEdit(server.Url) { Drain = true });
        _counts.Single(count => server.Equals(count.Key.Attached)).Value.BeginDrain();
    }
    // </snippet:lobby>

    /// <summary>Players who found every seat taken, as often as they asked.</summary>
    public int Refused { get; private set; }

    /// <summary>How each server fared. The present number is the balancer's own count, all others are the lobby's.</summary>
    public IReadOnlyList<ServerReport> Report() =>
    [
        .. _arena.Snapshot().Members.Select(m =>
        {
            var count = _counts[m.Member];
            return new ServerReport((ArenaServer)m.Member.Attached!, m.Busy, count.Now, count.Peak, count.Placed, count.AtDrain, count.AfterDrain);
        }),
    ];

    public void Dispose() => _arena.Dispose();
}
