using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Arena;

/// <summary>Plays all players over one socket: they ask the lobby, move on their server, and leave when their time is over.</summary>
public sealed class Bots : IDisposable
{
    private readonly Socket _socket = Udp.Listen();
    private readonly byte[] _packet = new byte[Udp.LongestPacket];
    private readonly EndPoint _lobby;
    private readonly Dictionary<string, Bot> _bots;

    public Bots(IEnumerable<Player> players, EndPoint lobby)
    {
        _lobby = lobby;
        _bots = players.ToDictionary(player => player.Name, player => new Bot(player), StringComparer.Ordinal);
    }

    /// <summary>True once everybody who came has left.</summary>
    public bool AllGone => _bots.Values.All(bot => bot.State is BotState.Away or BotState.Gone);

    /// <summary>One turn: hears the answers, then lets everybody act.</summary>
    /// <param name="progress">How much of the run has passed, 0..1; from 1 on everybody leaves.</param>
    public void Tick(double progress)
    {
        while (_socket.Available > 0)
        {
            EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
            var length = _socket.ReceiveFrom(_packet, ref sender);
            Hear(Encoding.UTF8.GetString(_packet, 0, length).Split(' '));
        }

        foreach (var bot in _bots.Values)
        {
            if (bot.Act(progress) is { } words)
                _socket.Send(words, bot.Server ?? _lobby);
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Hear(string[] words)
    {
        if (words is [var word, var name, ..] && _bots.TryGetValue(name, out var bot))
            bot.Hear(word, words.Length > 2 ? IPEndPoint.Parse(new Uri(words[2]).Authority) : null);
    }
}
