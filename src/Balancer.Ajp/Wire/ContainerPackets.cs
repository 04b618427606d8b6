using System.Buffers.Binary;

namespace Balancing.Ajp;

/// <summary>The small packets of the container.</summary>
internal static class ContainerPackets
{
    /// <summary>Yes.</summary>
    public static ReadOnlySpan<byte> CPong => [0x41, 0x42, 0, 1, (byte)PacketType.CPong];

    /// <summary>Push what you have to the client now.</summary>
    public static ReadOnlySpan<byte> Flush => [0x41, 0x42, 0, 4, (byte)PacketType.SendBodyChunk, 0, 0, 0];

    /// <summary>The exchange is over, and the connection may be used again.</summary>
    public static ReadOnlySpan<byte> EndAndReuse => [0x41, 0x42, 0, 2, (byte)PacketType.EndResponse, 1];

    /// <summary>The exchange is over, and so is the connection.</summary>
    public static ReadOnlySpan<byte> EndAndClose => [0x41, 0x42, 0, 2, (byte)PacketType.EndResponse, 0];

    /// <summary>Writes head and end around a part of the body that lies at <see cref="AjpPackets.ChunkOffset"/> already.</summary>
    /// <returns>The length of the whole packet.</returns>
    public static int FrameChunk(Span<byte> packet, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, AjpPackets.MaxChunk(Math.Min(packet.Length, AjpPackets.MaxSize)));
        BinaryPrimitives.WriteUInt16BigEndian(packet, (ushort)Magic.ToFront);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(count + 4));
        packet[AjpPackets.HeaderLength] = (byte)PacketType.SendBodyChunk;
        BinaryPrimitives.WriteUInt16BigEndian(packet[(AjpPackets.HeaderLength + 1)..], (ushort)count);
        packet[AjpPackets.ChunkOffset + count] = 0;
        return AjpPackets.ChunkOffset + count + 1;
    }

    /// <summary>Writes the question for more of the request's body; 7 bytes.</summary>
    public static int WriteGetBodyChunk(Span<byte> packet, int count)
    {
        var writer = new PacketWriter(packet, Magic.ToFront);
        writer.Byte((byte)PacketType.GetBodyChunk);
        writer.Number(count);
        return writer.Finish();
    }

    /// <summary>Reads a part of the body; no bytes are a flush. The payload begins with its type, as all here.</summary>
    public static AjpFault ReadChunk(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> data)
    {
        var reader = new PacketReader(payload);
        reader.Type(PacketType.SendBodyChunk);
        data = reader.Bytes(reader.Number());
        if (reader.Byte() != 0)
        {
            reader.Fail(AjpFault.Unterminated);
        }

        return reader.End();
    }

    /// <summary>Reads the question for more of the request's body. No bytes cannot be asked for: an empty answer would end the body.</summary>
    public static AjpFault ReadGetBodyChunk(ReadOnlySpan<byte> payload, out int count)
    {
        var reader = new PacketReader(payload);
        reader.Type(PacketType.GetBodyChunk);
        count = reader.Number();
        if (count == 0)
        {
            reader.Fail(AjpFault.BadNumber);
        }

        return reader.End();
    }

    /// <summary>Reads the end of an exchange.</summary>
    public static AjpFault ReadEnd(ReadOnlySpan<byte> payload, out bool reuse)
    {
        var reader = new PacketReader(payload);
        reader.Type(PacketType.EndResponse);
        reuse = reader.Byte() != 0;
        return reader.End();
    }
}
