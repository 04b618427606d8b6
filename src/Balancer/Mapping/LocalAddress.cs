using System.Buffers.Binary;
using System.Net;

namespace Balancing.Mapping;

/// <summary>An address as a number, so that looking it up allocates nothing: IPv4 in its IPv6 form, without scope. 0: every address, every port.</summary>
internal readonly record struct LocalAddress(UInt128 Address, int Port)
{
    private const int Length = 16;

    public static LocalAddress Any(int port) => new(UInt128.Zero, port);

    public static LocalAddress Of(IPAddress? address, int port)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (address is null || !address.TryWriteBytes(bytes, out var written))
        {
            return Any(port);
        }

        return written == Length
            ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes), port)
            : new(((UInt128)0xffff << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes), port);
    }
}
