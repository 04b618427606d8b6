using System.Buffers.Binary;

namespace Balancing.Ajp;

/// <summary>The small packets of the front.</summary>
internal static class FrontPackets
{
    /// <summary>Are you there?</summary>
    public static ReadOnlySpan<byte> CPing => [0x12, 0x34, 0, 1, (byte)PacketType.CPing];

    /// <summary>The end of a request's body, as mod_proxy_ajp spells it.</summary>
    public static ReadOnlySpan<byte> EndOfBody => [0x12, 0x34, 0, 2, 0, 0];

    /// <summary>The end of a request's body, as mod_jk spells it.</summary>
    public static ReadOnlySpan<byte> ShortEndOfBody => [0x12, 0x34, 0, 0];

    /// <summary>Writes the head before data that lies at <see cref="AjpPackets.DataOffset"/> already.</summary>
    /// <returns>The length of the whole packet.</returns>
    public static int FrameData(Span<byte> packet, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, AjpPackets.MaxData(Math.Min(packet.Length, AjpPackets.MaxSize)));
        BinaryPrimitives.WriteUInt16BigEndian(packet, (ushort)Magic.ToContainer);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(count + 2));
        BinaryPrimitives.WriteUInt16BigEndian(packet[AjpPackets.HeaderLength..], (ushort)count);
        return AjpPackets.DataOffset + count;
    }

    /// <summary>Reads a data packet; no bytes are the end of the body, in either spelling.</summary>
    public static AjpFault ReadData(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> data)
    {
        data = [];
        if (payload.IsEmpty)
        {
            return AjpFault.None;
        }

        var reader = new PacketReader(payload);
        data = reader.Bytes(reader.Number());
        return reader.End();
    }
}
