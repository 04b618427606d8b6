using Arena;

namespace Balancing.Testing.Tests;

/// <summary>The lobby of examples/GameServer.</summary>
public sealed class LobbyTests : IDisposable
{
    private static readonly ArenaServer Castle = new("castle", 2, "udp://127.0.0.1:9001");
    private static readonly ArenaServer Forest = new("forest", 2, "udp://127.0.0.1:9002");
    private static readonly ArenaServer Meadow = new("meadow", 1, "udp://127.0.0.1:9003");

    private readonly Lobby _lobby = new([Castle, Forest], overflow: [Meadow]);

    [Fact]
    public void Its_method_keeps_the_contract() =>
        LbMethodContract.Verify(new ByKeyWithCapacity(), new() { Attach = i => new ArenaServer($"server-{i}", 3, $"udp://h:{i}") });

    [Fact]
    public void A_player_who_asks_again_keeps_the_seat()
    {
        var first = _lobby.Join("anna");

        Assert.Same(first, _lobby.Join("anna"));
        Assert.Equal(1, _lobby.Report().Sum(r => r.Busy));
    }

    [Fact]
    public void A_full_server_declines_the_overflow_helps_and_then_players_are_refused()
    {
        var placed = Enumerable.Range(0, 6).Select(i => _lobby.Join($"player-{i}")?.Name).ToList();

        Assert.Equal(2, placed.Count(p => p == "castle"));
        Assert.Equal(2, placed.Count(p => p == "forest"));
        Assert.Equal(["meadow", null], placed[4..]);
        Assert.Equal(1, _lobby.Refused);
    }

    [Fact]
    public void A_seat_that_was_given_back_is_free_again_and_twice_does_no_harm()
    {
        for (var i = 0; i < 5; i++)
            _lobby.Join($"player-{i}");

        _lobby.Leave("player-0");
        _lobby.Leave("player-0");

        Assert.NotNull(_lobby.Join("late"));
        Assert.Null(_lobby.Join("too late"));
    }

    [Fact]
    public void A_draining_server_keeps_its_players_and_gets_no_new_ones()
    {
        var there = Enumerable.Range(0, 4).Select(i => $"player-{i}").Where(p => _lobby.Join(p) == Castle).ToList();
        _lobby.Drain(Castle);
        _lobby.Leave(there[0]);

        Assert.NotEqual(Castle, _lobby.Join("late"));
        Assert.Equal(Castle, _lobby.Join(there[1]));
        Assert.Equal((2, 1), (_lobby.Report()[0].AtDrain, _lobby.Report()[0].Busy));
    }

    [Fact]
    public void A_short_match_over_udp_keeps_every_promise()
    {
        using var match = new Match(players: 60, seed: 3);

        match.Play(TimeSpan.FromSeconds(0.5));

        Assert.Empty(match.Problems);
    }

    public void Dispose() => _lobby.Dispose();
}
