using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Balancing.Mapping;

/// <summary>
/// A canonical path as rules see it, and how any slice of it is spelled for sending: what was matched is what is sent (R20).
/// </summary>
/// <param name="text">A text that starts with the path.</param>
/// <param name="length">How long the path is.</param>
/// <param name="marks">What single characters came from, or null when nothing needs to be remembered.</param>
/// <param name="verbatim">The text is already encoded for sending.</param>
internal readonly struct PathText(string text, int length, byte[]? marks, bool verbatim)
{
    /// <summary>The first of three characters that spell a kept <c>%2F</c> or <c>%5C</c>.</summary>
    public const byte Kept = 1;

    /// <summary>The second or third of them.</summary>
    public const byte KeptTail = 2;

    /// <summary>A semicolon that was an escape.</summary>
    public const byte EscapedSemicolon = 3;

    public string Text { get; } = text;

    public int Length { get; } = length;

    public byte[]? Marks { get; } = marks;

    public bool Verbatim { get; } = verbatim;

    public ReadOnlySpan<char> Span => Text.AsSpan(0, Length);

    /// <summary>
    /// Appends a slice, encoded for a path. Of a capture, a semicolon that was an escape stays one (R28); the remainder of a
    /// prefix rule sends it bare, as httpd does.
    /// </summary>
    public void AppendTo(StringBuilder to, int start, int count, bool capture)
    {
        if (Verbatim || Marks is null)
        {
            if (Verbatim) to.Append(Text, start, count);
            else Percent.Encode(to, Text.AsSpan(start, count), Percent.PathCharacters);
            return;
        }

        for (int i = start, end = start + count; i < end;)
        {
            var next = NextMark(i, end);
            Percent.Encode(to, Text.AsSpan(i, next - i), Percent.PathCharacters);
            i = next < end ? AppendMarked(to, next, end, capture) : end;
        }
    }

    /// <summary>Appends a slice of a capture, encoded for a value in a query: nothing in it is syntax (R28).</summary>
    public void AppendToQuery(StringBuilder to, int start, int count)
    {
        if (Verbatim)
        {
            Percent.EncodeLiteral(to, Text.AsSpan(start, count), Percent.Unreserved);
            return;
        }

        for (int i = start, end = start + count; i < end;)
        {
            var next = NextMark(i, end);
            Percent.Encode(to, Text.AsSpan(i, next - i), Percent.Unreserved);
            i = next < end ? AppendMarked(to, next, end, capture: true) : end;
        }
    }

    /// <summary>Appends a slice of a capture with all encoded that is not in <paramref name="kept"/> (httpd: B).</summary>
    public void AppendEscaped(StringBuilder to, int start, int count, SearchValues<char> kept)
    {
        for (int i = start, end = start + count; i < end;)
        {
            var next = NextMark(i, end);
            Percent.Encode(to, Text.AsSpan(i, next - i), kept);
            i = next < end ? AppendMarked(to, next, end, capture: true) : end;
        }
    }

    /// <summary>A slice as a text of its own.</summary>
    public PathText Cut(int start, int count) =>
        new(Text.Substring(start, count), count, Marks?.AsSpan(start, count).ToArray(), Verbatim);

    /// <summary>
    /// The path as the strictest backend could read it, for exclusions (R26): path parameters cut, kept slashes and any
    /// backslash taken for slashes, runs of slashes merged. Returns its length.
    /// </summary>
    public int FillStrictest(Span<char> into)
    {
        var filled = 0;
        var inParameters = false;
        for (var i = 0; i < Length; i++)
        {
            var c = Text[i];
            var slash = c is '/' or '\\' || (Marks is not null && Marks[i] == Kept);
            if (c == '%' && slash) i += 2;
            inParameters = !slash && (inParameters || c == ';');
            if (inParameters || (slash && filled > 0 && into[filled - 1] == '/')) continue;
            into[filled++] = slash ? '/' : c;
        }

        return filled;
    }

    /// <summary>True when <see cref="FillStrictest"/> would change anything.</summary>
    public bool HasStricterReading => Marks is not null || Span.ContainsAny(';', '\\');

    private int NextMark(int start, int end)
    {
        var found = Marks is null ? -1 : Marks.AsSpan(start, end - start).IndexOfAny(Kept, EscapedSemicolon);
        return found < 0 ? end : start + found;
    }

    private int AppendMarked(StringBuilder to, int at, int end, bool capture)
    {
        if (Marks![at] == EscapedSemicolon)
        {
            to.Append(capture ? "%3B" : ";");
            return at + 1;
        }

        // A capture may end in the middle of a kept escape; then the percent sign is a mere character.
        var whole = at + 3 <= end;
        to.Append(whole ? Text.AsSpan(at, 3) : "%25");
        return at + (whole ? 3 : 1);
    }
}

/// <summary>Patterns on paths.</summary>
internal static class PathPatternExtensions
{
    /// <summary>Whether the pattern occurs in the path, with the captures.</summary>
    public static PatternAnswer Match(this PathPattern pattern, in PathText path, out Match match) =>
        pattern.Match(path.Text, path.Length, out match);
}
