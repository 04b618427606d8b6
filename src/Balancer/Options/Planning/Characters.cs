using System.Buffers;

namespace Balancing;

/// <summary>Which characters may stand where.</summary>
internal static class Characters
{
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>A token (RFC 9110 section 5.6.2): names of headers and of cookies we issue.</summary>
    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    /// <summary>What a cookie's value may hold (RFC 6265 section 4.1.1: cookie-octet).</summary>
    public static bool IsCookieValue(string text) => !text.Any(c => c is <= ' ' or > '~' or '"' or ',' or ';' or '\\');

    /// <summary>What a cookie's attribute may hold.</summary>
    public static bool IsCookieAttribute(string text) => !text.Any(c => c is < ' ' or > '~' or ';');

    public static bool AnyControl(string text) => text.Any(char.IsControl);

    public static bool AnyControlOrSpace(string text) => text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    /// <summary>A balancer's name: 1 to 84 characters, as httpd allows 95 with <c>balancer://</c>.</summary>
    public static bool IsBalancerName(string name) =>
        name.Length is >= 1 and <= 84 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    /// <summary>A host name in a rule: letters, digits, dots, dashes and the given wildcards.</summary>
    public static bool IsHost(string text, string wildcards = "") =>
        text.Length is >= 1 and <= 255
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' || wildcards.Contains(c, StringComparison.Ordinal));
}
