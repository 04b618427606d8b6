using System.Net;
using System.Net.Sockets;

namespace Balancing.RealHttpd.Tests.Network;

/// <summary>
/// A loopback address of our own, 127.x.y.z: its ports are free, stay free while nobody listens, and no outgoing connection of anybody
/// takes them. So a member that stops has its port to itself until it starts again.
/// </summary>
internal sealed class Loopback : IDisposable
{
    private const int DoorPort = 8999;
    private const int FirstMember = 9001;

    private static int _next = Environment.ProcessId;

    private readonly Socket _door; // whoever holds this port holds the address

    private Loopback(IPAddress address, Socket door)
    {
        Address = address;
        _door = door;
    }

    public IPAddress Address { get; }

    /// <summary>Where httpd listens.</summary>
    public IPEndPoint Front => new(Address, 9000);

    public static Loopback Take()
    {
        while (true)
        {
            var number = Interlocked.Increment(ref _next);
            var address = new IPAddress([127, (byte)(65 + (number >> 14) % 60), (byte)(1 + (number >> 7) % 127), (byte)(1 + number % 127)]);
            var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                door.Bind(new IPEndPoint(address, DoorPort));
                door.Listen();
                return new Loopback(address, door);
            }
            catch (SocketException)
            {
                door.Dispose();
            }
        }
    }

    /// <summary>Where a member listens, <c>m1</c> first.</summary>
    public IPEndPoint Member(string name) => new(Address, FirstMember + name[1] - '1');

    /// <summary>Puts the addresses of members in the place of their names in braces.</summary>
    public string Fill(string text) => Names.Aggregate(text.Replace("{front}", Front.ToString(), StringComparison.Ordinal), (t, name) => t.Replace($"{{{name}}}", Member(name).ToString(), StringComparison.Ordinal));

    /// <summary>The other way round.</summary>
    public string Restore(string text) => Names.Aggregate(text, (t, name) => t.Replace(Member(name).ToString(), $"{{{name}}}", StringComparison.Ordinal));

    /// <summary>The name of the member at an URL, or null.</summary>
    public string? NameIn(string url) => Names.FirstOrDefault(name => url.Contains(Member(name).ToString(), StringComparison.Ordinal));

    public static readonly IReadOnlyList<string> Names = [.. Enumerable.Range(1, 8).Select(n => $"m{n}")];

    public void Dispose() => _door.Dispose();
}
