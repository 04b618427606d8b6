using System.Buffers.Binary;

namespace Balancing.Ajp.Tests.Fuzz;

/// <summary>
/// Changes streams of packets, knowing what they are made of: packets come twice, not at all, or from elsewhere; numbers get the values at
/// which something begins or ends; and mostly the packet's own length is made to fit again, so that its inside is looked at.
/// </summary>
internal sealed class Mutator(byte[][][] corpus, int seed)
{
    private static readonly int[] Edges =
        [0, 1, 2, 3, 4, 5, 6, 9, 10, 0x7F, 0x80, 0xFF, 0x100, 0x1FF8, 0x1FFA, 0x1FFC, 0x1FFD, 0x2000, 0x9FFF, 0xA000, 0xA001, 0xA003, 0xA008, 0xA00B, 0xA00F, 0xFFFE, 0xFFFF];

    private readonly byte[] _packet = new byte[200_000];
    private readonly byte[] _stream = new byte[1_000_000];

    public Random Random { get; } = new(seed);

    /// <summary>The next stream; good until the one after it.</summary>
    public Memory<byte> Next()
    {
        var packets = corpus[Random.Next(corpus.Length)];
        var length = 0;
        var target = Random.Next(packets.Length);
        for (var i = 0; i < packets.Length; i++)
        {
            var from = Random.Next(24) == 0 ? Any() : packets[i];
            var times = Random.Next(24) switch { 0 => 0, 1 => 2, _ => 1 };
            for (; times > 0; times--)
            {
                var packet = i == target || Random.Next(8) == 0 ? Changed(from) : from;
                packet.CopyTo(_stream.AsSpan(length));
                length += packet.Length;
            }
        }

        return _stream.AsMemory(0, Random.Next(16) == 0 ? Random.Next(length + 1) : length);
    }

    private byte[] Any()
    {
        var stream = corpus[Random.Next(corpus.Length)];
        return stream[Random.Next(stream.Length)];
    }

    private Span<byte> Changed(byte[] from)
    {
        from.CopyTo(_packet, 0);
        var length = from.Length;
        for (var changes = Random.Next(1, 4); changes > 0 && length > 4; changes--)
        {
            length = Change(length);
        }

        if (length >= 4 && Random.Next(10) != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(2), (ushort)(length - 4));
        }

        return _packet.AsSpan(0, length);
    }

    private int Change(int length)
    {
        var at = Random.Next(Random.Next(8) == 0 ? 0 : 4, length);
        var count = Math.Min(Random.Next(1, Random.Next(4) == 0 ? 300 : 5), length - at);
        switch (Random.Next(7))
        {
            case 0:
                _packet[at] ^= (byte)(1 << Random.Next(8));
                return length;
            case 1:
                _packet[at] = (byte)Random.Next(256);
                return length;
            case 2 when at + 2 <= length:
                BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(at), (ushort)Edges[Random.Next(Edges.Length)]);
                return length;
            case 3 when at + 2 <= length: // one more or one less
                BinaryPrimitives.WriteInt16BigEndian(_packet.AsSpan(at), (short)(BinaryPrimitives.ReadInt16BigEndian(_packet.AsSpan(at)) + Random.Next(-2, 3)));
                return length;
            case 4:
                _packet.AsSpan(at + count, length - at - count).CopyTo(_packet.AsSpan(at));
                return length - count;
            case 5 when length + count < 70_000:
                _packet.AsSpan(at, length - at).CopyTo(_packet.AsSpan(at + count));
                return length + count;
            default: // from another packet
                var other = Any();
                var begin = Random.Next(other.Length);
                count = Math.Min(count, other.Length - begin);
                other.AsSpan(begin, Math.Min(count, length - at)).CopyTo(_packet.AsSpan(at));
                return length;
        }
    }
}
