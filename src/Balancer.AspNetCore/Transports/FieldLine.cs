using System.Buffers;

namespace Balancing.AspNetCore;

/// <summary>One header line: a token, and a value without controls (R11). Looked at wherever a line comes in or goes out.</summary>
internal static class FieldLine
{
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    public static bool IsValid(string name, string value)
    {
        if (!IsToken(name))
        {
            return false;
        }

        foreach (var c in value)
        {
            if ((c < ' ' && c != '\t') || c == '\u007f')
            {
                return false;
            }
        }

        return true;
    }
}
