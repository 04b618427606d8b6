using System.Diagnostics;

namespace Arena;

/// <summary>The whole example: three servers and one for overflow, a lobby, and bots, in one loop on one thread.</summary>
public sealed class Match : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2); // for the last packets

    private readonly ArenaLoop[] _servers;
    private readonly Lobby _lobby;
    private readonly LobbyLoop _lobbyLoop;
    private readonly Bots _bots;

    public Match(int players, int seed = 1)
    {
        // Seats for about half of all players: at the peak some have to wait.
        var capacity = Math.Max(1, players / 8);
        _servers = [new("castle", capacity), new("forest", capacity), new("harbour", capacity * 2), new("meadow", Math.Max(1, capacity / 2))];
        _lobby = new Lobby([.. _servers[..3].Select(s => s.Server)], overflow: [_servers[3].Server]);
        _lobbyLoop = new LobbyLoop(_lobby);
        _bots = new Bots(Player.Make(players, seed), _lobbyLoop.Address);
    }

    /// <summary>What is wrong at the end, or nothing.</summary>
    public IReadOnlyList<string> Problems => [.. _lobby.Report().SelectMany(row => row.Problems(isOver: true))];

    /// <summary>Plays for a time; in the middle the first server is drained.</summary>
    public void Play(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var isDraining = false;
        while (clock.Elapsed < time || (!_bots.AllGone && clock.Elapsed < time + Grace))
        {
            var progress = clock.Elapsed / time;
            if (progress >= 0.5 && !isDraining)
            {
                _lobby.Drain(_servers[0].Server);
                isDraining = true;
            }

            _bots.Tick(progress);
            _lobbyLoop.Tick();
            Array.ForEach(_servers, server => server.Tick());
            Thread.Sleep(10); // a hundred turns a second
        }
    }

    /// <summary>How it went, as a table.</summary>
    public override string ToString() => ReportTable.Of(_lobby, server => _servers.Single(s => s.Server == server).Moves);

    public void Dispose()
    {
        _bots.Dispose();
        _lobbyLoop.Dispose();
        _lobby.Dispose();
        Array.ForEach(_servers, server => server.Dispose());
    }
}
