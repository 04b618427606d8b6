using System.Buffers;
using System.Text;

namespace Balancing.Manager.Serving;

/// <summary>
/// Reads <c>application/x-www-form-urlencoded</c>, strictly. Each name and value is decoded once; httpd decodes values twice, so that a
/// <c>%2525</c> means something else there.
/// </summary>
internal static class FormReader
{
    /// <summary>Most fields; one for each of 1,000 members and some more.</summary>
    public const int MostFields = 2_048;

    /// <summary>Longest name, in bytes as decoded.</summary>
    public const int LongestName = 64;

    /// <summary>Longest value, in bytes as decoded.</summary>
    public const int LongestValue = 8_192;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Of the control characters, a text of several lines needs these.
    private static readonly SearchValues<char> Refused = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 32).Append(127).Select(c => (char)c).Where(c => c is not ('\t' or '\r' or '\n'))));

    /// <summary>Reads a form, or a query.</summary>
    /// <param name="text">The bytes.</param>
    /// <param name="problem">What is wrong with them, when the result is null.</param>
    public static List<KeyValuePair<string, string>>? Read(ReadOnlySpan<byte> text, out string problem)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var buffer = new byte[text.Length];
        problem = "";
        foreach (var range in text.Split((byte)'&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals], buffer, LongestName, "name", ref problem);
            var value = Decode(equals < 0 ? default : pair[(equals + 1)..], buffer, LongestValue, "value", ref problem);
            if (problem.Length == 0 && (name!.Length == 0 || fields.Count == MostFields))
            {
                problem = name.Length == 0 ? "a field has no name" : $"there are more than {MostFields} fields";
            }

            if (problem.Length > 0)
            {
                return null;
            }

            fields.Add(new(name!, value!));
        }

        return fields;
    }

    private static string? Decode(ReadOnlySpan<byte> text, byte[] buffer, int longest, string what, ref string problem)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var octet = text[i] == '+' ? (byte)' ' : text[i];
            if (octet == '%')
            {
                if (i + 2 >= text.Length || !TryHex(text[i + 1], out var high) || !TryHex(text[i + 2], out var low))
                {
                    problem = $"a {what} has a % that begins no escape";
                    return null;
                }

                octet = (byte)((high << 4) | low);
                i += 2;
            }

            buffer[length++] = octet;
        }

        if (length > longest)
        {
            problem = $"a {what} is longer than {longest} bytes";
            return null;
        }

        return Text(buffer.AsSpan(0, length), what, ref problem);
    }

    private static string? Text(ReadOnlySpan<byte> bytes, string what, ref string problem)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            problem = $"a {what} is not UTF-8";
            return null;
        }

        var text = Strict.GetString(bytes);
        if (text.AsSpan().ContainsAny(Refused))
        {
            problem = $"a {what} has a control character";
            return null;
        }

        return text;
    }

    private static bool TryHex(byte digit, out int value)
    {
        value = char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : -1;
        return value >= 0;
    }
}
