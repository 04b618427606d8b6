using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Arena;

/// <summary>The lobby on the wire: <c>JOIN name</c> is answered by <c>PLAY name url</c> or <c>FULL name</c>, <c>LEAVE name</c> by <c>BYE name</c>.</summary>
public sealed class LobbyLoop(Lobby lobby) : IDisposable
{
    private readonly Socket _socket = Udp.Listen();
    private readonly byte[] _packet = new byte[Udp.LongestPacket];

    public EndPoint Address => _socket.LocalEndPoint!;

    // <snippet:loop>
    /// <summary>One turn of the loop: answers every packet that has arrived, and waits for none.</summary>
    public void Tick()
    {
        while (_socket.Available > 0)
        {
            EndPoint player = new IPEndPoint(IPAddress.Any, 0);
            var length = _socket.ReceiveFrom(_packet, ref player);
            if (Answer(Encoding.UTF8.GetString(_packet, 0, length)) is { } answer)
                _socket.Send(answer, player);
        }
    }

    // Packets are lost and repeated; both questions may be asked twice.
    private string? Answer(string question)
    {
        switch (question.Split(' '))
        {
            case ["JOIN", var name]:
                return lobby.Join(name) is { } server ? $"PLAY {name} {server.Url}" : $"FULL {name}";
            case ["LEAVE", var name]:
                lobby.Leave(name);
                return $"BYE {name}";
            default:
                return null;
        }
    }
    // </snippet:loop>

    public void Dispose() => _socket.Dispose();
}
