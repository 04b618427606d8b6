using System.Text;

namespace Balancing.AspNetCore;

/// <summary>
/// Reads the bytes of a Content-Length so that only 1*DIGIT is a number (R4). Kestrel alone takes <c>+0</c> and <c>-0</c> too; what is none is
/// read as a word here, which it refuses with 400.
/// </summary>
internal sealed class LengthEncoding : Encoding
{
    private const string None = "x";
    private const int MostDigits = 19; // of Int64

    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => GetCharCount(bytes.AsSpan(index, count));

    public override int GetCharCount(ReadOnlySpan<byte> bytes) => IsLength(Digits(bytes)) ? Digits(bytes).Length : None.Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var digits = Digits(bytes);
        if (IsLength(digits))
        {
            return Latin1.GetChars(digits, chars);
        }

        None.CopyTo(chars);
        return None.Length;
    }

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => Math.Max(byteCount, None.Length);

    // Zeros in front say nothing, however many.
    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> bytes)
    {
        var zeros = bytes.IndexOfAnyExcept((byte)'0');
        return zeros >= 0 ? bytes[zeros..] : bytes.IsEmpty ? bytes : bytes[^1..];
    }

    private static bool IsLength(ReadOnlySpan<byte> digits) =>
        digits.Length is > 0 and <= MostDigits && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
