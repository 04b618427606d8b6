using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Arena;

/// <summary>Small packets of text on the loopback interface.</summary>
internal static class Udp
{
    public const int LongestPacket = 256;

    /// <summary>A socket on a free port. Its buffer holds a burst of every player at once.</summary>
    public static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    public static void Send(this Socket socket, string text, EndPoint to)
    {
        Span<byte> packet = stackalloc byte[LongestPacket];
        socket.SendTo(packet[..Encoding.UTF8.GetBytes(text, packet)], SocketFlags.None, to);
    }
}
