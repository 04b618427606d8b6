using System.Buffers.Binary;

namespace Balancing.Ajp;

/// <summary>What <see cref="AjpPackets.TryTake"/> has found.</summary>
internal enum Taken : byte
{
    /// <summary>The beginning of a packet, or nothing; more bytes are needed.</summary>
    Part,

    /// <summary>A whole packet.</summary>
    Packet,

    /// <summary>No packet, whatever comes; the connection is of no use any more.</summary>
    Invalid,
}

/// <summary>Sizes, and where a packet begins and ends.</summary>
internal static class AjpPackets
{
    /// <summary>Magic and length.</summary>
    public const int HeaderLength = 4;

    /// <summary>The smallest packet size, and what holds when nothing was agreed.</summary>
    public const int DefaultSize = 8192;

    /// <summary>The greatest packet size.</summary>
    public const int MaxSize = 65536;

    /// <summary>Bytes before the data in a data packet.</summary>
    public const int DataOffset = HeaderLength + 2;

    /// <summary>Bytes before the data in a body chunk; one more follows it.</summary>
    public const int ChunkOffset = HeaderLength + 3;

    /// <summary>A packet size as httpd takes it: 8192 to 65536, rounded up to a multiple of 1024.</summary>
    public static int SizeOf(long wanted) => (int)Math.Clamp((Math.Min(wanted, MaxSize) + 1023) / 1024 * 1024, DefaultSize, MaxSize);

    /// <summary>The most bytes of a request's body in one packet.</summary>
    public static int MaxData(int packetSize) => packetSize - DataOffset;

    /// <summary>The most bytes of an answer's body in one packet.</summary>
    public static int MaxChunk(int packetSize) => packetSize - ChunkOffset - 1;

    /// <summary>Looks for a whole packet at the beginning of a buffer. What can be refused is refused as early as it is seen.</summary>
    /// <param name="buffer">What has come so far.</param>
    /// <param name="magic">Who speaks.</param>
    /// <param name="packetSize">How long a packet may be as a whole.</param>
    /// <param name="payload">Where the payload is; may be empty.</param>
    /// <param name="used">How many bytes the packet takes.</param>
    public static Taken TryTake(ReadOnlySpan<byte> buffer, Magic magic, int packetSize, out Range payload, out int used)
    {
        payload = default;
        used = 0;
        if (buffer.Length < HeaderLength)
        {
            return Begins(buffer, magic, packetSize) ? Taken.Part : Taken.Invalid;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]);
        if (BinaryPrimitives.ReadUInt16BigEndian(buffer) != (ushort)magic || length > packetSize - HeaderLength)
        {
            return Taken.Invalid;
        }

        if (buffer.Length - HeaderLength < length)
        {
            return Taken.Part;
        }

        used = HeaderLength + length;
        payload = HeaderLength..used;
        return Taken.Packet;
    }

    private static bool Begins(ReadOnlySpan<byte> buffer, Magic magic, int packetSize) =>
        (buffer.Length < 1 || buffer[0] == (byte)((ushort)magic >> 8))
        && (buffer.Length < 2 || buffer[1] == (byte)magic)
        && (buffer.Length < 3 || buffer[2] << 8 <= packetSize - HeaderLength);
}
