using System.Buffers;

namespace Balancing.AspNetCore;

/// <summary>One header line: a token, and a value without controls (R11). Looked at wherever a line comes in or goes out.</summary>
internal static class FieldLine
{
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (char)c), '\u007f']);

    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    public static bool IsValid(string name, string value) => IsToken(name) && !value.AsSpan().ContainsAny(Controls);
}
