using System.Globalization;

namespace Balancing.AspNetCore;

/// <summary>What a member's head must be before a byte of it goes on (R8, R11, R13, R34).</summary>
internal static class ResponseHead
{
    private const int MostLines = 200;

    public static bool IsValid(int status, List<KeyValuePair<string, string>> lines, int longestLine)
    {
        if (status is < 200 or > 599 || lines.Count > MostLines) // R34, R38: 1xx is no final answer, 101 was not asked for
        {
            return false;
        }

        string? length = null;
        var isChunked = false;
        foreach (var (name, value) in lines)
        {
            if (name.Length + value.Length + 2 > longestLine || !FieldLine.IsValid(name, value))
            {
                return false;
            }

            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                if (!IsLength(value) || (length is not null && length != value))
                {
                    return false; // R4
                }

                length = value;
            }
            else if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                if (isChunked || !value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
                {
                    return false; // R3
                }

                isChunked = true;
            }
        }

        return length is null || !isChunked; // R2, R8: two lengths are none
    }

    private static bool IsLength(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
