using System.Buffers.Binary;
using System.Text;

namespace Balancing.Ajp.Tests.Server;

/// <summary>Bytes of a front, right or wrong, written by hand: not by the code that is tested.</summary>
internal static class Raw
{
    public static readonly byte[] CPing = [0x12, 0x34, 0, 1, 10];

    public static readonly byte[] Empty = [0x12, 0x34, 0, 2, 0, 0];

    public static readonly byte[] ShortEmpty = [0x12, 0x34, 0, 0];

    public static byte[] Packet(params byte[] payload) => Packet(payload.AsSpan());

    public static byte[] Packet(ReadOnlySpan<byte> payload) => [0x12, 0x34, .. Number(payload.Length), .. payload];

    public static byte[] Data(ReadOnlySpan<byte> data) => Packet([.. Number(data.Length), .. data]);

    public static byte[] Data(string text) => Data(Encoding.Latin1.GetBytes(text));

    public static byte[] Number(int number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)number);
        return bytes;
    }

    public static byte[] Text(string? text) => text is null ? [0xFF, 0xFF] : [.. Number(text.Length), .. Encoding.Latin1.GetBytes(text), 0];

    /// <summary>A packet of a string of hexadecimal digits; blanks do not count.</summary>
    public static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));
}
