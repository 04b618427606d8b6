using System.Net;
using System.Net.Sockets;

namespace Arena;

/// <summary>The game server itself: a socket on a free port, and a world in which moves happen.</summary>
public sealed class ArenaLoop : IDisposable
{
    private readonly Socket _socket = Udp.Listen();
    private readonly byte[] _packet = new byte[Udp.LongestPacket];
    private readonly EndPoint _anyone = new IPEndPoint(IPAddress.Any, 0);

    public ArenaLoop(string name, int capacity) => Server = new ArenaServer(name, capacity, $"udp://{_socket.LocalEndPoint}");

    public ArenaServer Server { get; }

    /// <summary>Moves of players that arrived.</summary>
    public long Moves { get; private set; }

    /// <summary>One turn of the game: takes every packet that has arrived, and waits for none.</summary>
    public void Tick()
    {
        while (_socket.Available > 0)
        {
            var from = _anyone;
            _socket.ReceiveFrom(_packet, ref from);
            Moves++;
        }
    }

    public void Dispose() => _socket.Dispose();
}
