using System.Buffers;
using System.Globalization;

namespace Balancing.Manager.Serving;

/// <summary>A host and a port as they stand in a request's Host.</summary>
internal static class HostText
{
    private const int Longest = 255;

    private static readonly SearchValues<char> InName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    private static readonly SearchValues<char> InAddress = SearchValues.Create("abcdefABCDEF0123456789:.");

    /// <summary>Splits <c>name:8080</c> or <c>[::1]:8080</c>; false for what is no host.</summary>
    /// <param name="text">The text.</param>
    /// <param name="host">In lower case, IPv6 in brackets, without a dot at its end.</param>
    /// <param name="port">Null when there is none.</param>
    public static bool TrySplit(string text, out string host, out int? port)
    {
        (host, port) = ("", null);
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                return false;
            }

            (text, port) = (text[..colon], number);
        }

        var isAddress = text is ['[', _, .., ']'];
        if (text.Length is 0 or > Longest || (isAddress ? text.AsSpan(1, text.Length - 2).ContainsAnyExcept(InAddress) : text.AsSpan().ContainsAnyExcept(InName)))
        {
            return false;
        }

        host = text.ToLowerInvariant();
        host = host is [_, .., '.'] ? host[..^1] : host;
        return true;
    }
}
