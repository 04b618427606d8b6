using System.Buffers;
using System.Text;

namespace Balancing.Mapping;

/// <summary>How a text that came with the request is spelled.</summary>
internal enum Spelled
{
    /// <summary>A canonical path.</summary>
    AsPath,

    /// <summary>A query, as the client wrote it.</summary>
    AsQuery,

    /// <summary>A request line, as the client wrote it.</summary>
    AsSent,

    /// <summary>A header or anything else: every character is itself.</summary>
    Plainly,
}

/// <summary>How captures are spelled by one rule (httpd: NE, B, BNE, BNP).</summary>
/// <param name="AsIs">As they are; what would be syntax is refused (httpd: NE).</param>
/// <param name="Kept">With B, what is not encoded in a path; else null.</param>
/// <param name="Plus">A space is <c>+</c> in a query.</param>
internal readonly record struct Spelling(bool AsIs, SearchValues<char>? Kept, bool Plus)
{
    // What may never stand bare, whatever BNE says: it would end the path or the request line (R28).
    private const string Always = "?#%\\ ";

    /// <summary>The spelling of a rule.</summary>
    public static Spelling Of(RewriteRulePlan plan)
    {
        SearchValues<char>? kept = null;
        if (plan.EscapeCaptures is { } escaped)
        {
            var all = Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c);
            kept = SearchValues.Create([.. all.Where(c => (escaped.Length == 0
                ? Percent.Unreserved.Contains(c) || plan.KeepInCaptures.Contains(c, StringComparison.Ordinal)
                : Percent.PathCharacters.Contains(c) && !escaped.Contains(c, StringComparison.Ordinal)) && !Always.Contains(c, StringComparison.Ordinal))]);
        }

        return new(plan.NoEscape, kept, kept is not null && !plan.NoPlus);
    }
}

/// <summary>
/// A slice of a text that came with the request, and how it is spelled where it lands: nothing becomes syntax that was none where it
/// came from (R28).
/// </summary>
internal readonly record struct SourcedText(PathText Text, Spelled Spelled, int Start, int Length)
{
    // A semicolon of a foreign text would begin parameters that the client's path does not have.
    private static readonly SearchValues<char> ForeignInPath = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~$-_.+!*'(),:@&=/");

    public static SourcedText Path(in PathText path) => new(path, Spelled.AsPath, 0, path.Length);

    public static SourcedText Of(string text, Spelled spelled) => new(new PathText(text, text.Length, null, verbatim: false), spelled, 0, text.Length);

    public ReadOnlySpan<char> Span => Text.Text.AsSpan(Start, Length);

    /// <summary>The same text, another slice.</summary>
    public SourcedText Slice(int start, int length) => this with { Start = Start + start, Length = length };

    /// <summary>Appends it to the path of a target or redirect; the result is why it may not stand there, or null.</summary>
    public Refusal? AppendToPath(StringBuilder to, in Spelling spelling)
    {
        if (spelling.Kept is { } kept) Text.AppendEscaped(to, Start, Length, kept);
        else if (spelling.AsIs) return AppendAsIs(to, Span);
        else if (Spelled == Spelled.AsPath) Text.AppendTo(to, Start, Length, capture: true);
        else Percent.Encode(to, Span, ForeignInPath);
        return null;
    }

    /// <summary>Appends it to a query. A query's own text stays as it is: what is syntax in it was syntax before.</summary>
    public void AppendToQuery(StringBuilder to, in Spelling spelling)
    {
        var start = to.Length;
        if (Spelled == Spelled.AsPath) Text.AppendToQuery(to, Start, Length);
        else if (Spelled == Spelled.AsQuery) to.Append(Span);
        else if (Spelled == Spelled.AsSent) Percent.EncodeLiteral(to, Span, Percent.Unreserved);
        else Percent.Encode(to, Span, Percent.Unreserved);
        if (spelling.Plus) to.Replace("%20", "+", start, to.Length - start);
    }

    /// <summary>How much room <see cref="AddTo"/> may need.</summary>
    public int MostDecoded(in Spelling spelling) => spelling.Kept is null ? Length : Length * 3;

    /// <summary>Adds it to a path that goes on as decoded text; the result is why it may not stand there, or null.</summary>
    public Refusal? AddTo(PathDecoder decoder, in Spelling spelling)
    {
        foreach (var c in Span)
        {
            if (c is < ' ' or '\x7F') return Refusals.UnsafeTarget; // of a header; a path has none (R21)
        }

        if (spelling.Kept is not null) decoder.AddEscaped(Span, MarksOf());
        else CopyTo(decoder);
        return null;
    }

    /// <summary>Adds it to a text without a look at what it holds.</summary>
    public void CopyTo(PathDecoder decoder)
    {
        if (Spelled == Spelled.AsPath) decoder.AddDecoded(Span, MarksOf());
        else decoder.AddForeign(Span);
    }

    private ReadOnlySpan<byte> MarksOf() => Text.Marks is { } marks ? marks.AsSpan(Start, Length) : default;

    // httpd: NE. What would end the path or the request line is refused there too (mod_proxy_http.c: proxy_http_canon).
    private static Refusal? AppendAsIs(StringBuilder to, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c < 0x80 && (c == '?' || !Percent.TargetCharacters.Contains(c))) return Refusals.UnsafeNoEscape;
        }

        for (var stop = text.IndexOfAnyExcept(Percent.TargetCharacters); stop >= 0; stop = text.IndexOfAnyExcept(Percent.TargetCharacters))
        {
            to.Append(text[..stop]);
            var next = text[stop..].IndexOfAny(Percent.TargetCharacters);
            var foreign = next < 0 ? text[stop..] : text.Slice(stop, next);
            Percent.Encode(to, foreign, Percent.PathCharacters);
            text = text[(stop + foreign.Length)..];
        }

        to.Append(text);
        return null;
    }
}
