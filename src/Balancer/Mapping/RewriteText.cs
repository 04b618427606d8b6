using System.Text;

namespace Balancing.Mapping;

/// <summary>A text of mod_rewrite with references in it that lands in no URL: a test string, a variable's value, a host.</summary>
internal sealed class RewriteText
{
    private const int LongestResult = 8_192;

    private readonly List<(string Literal, Reference? Reference)> _pieces = [];

    /// <summary>Parses a configured text.</summary>
    public RewriteText(string text)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (Reference.Read(text, i, out var reference) is var end and > 0)
            {
                Flush(literal);
                _pieces.Add(("", reference));
                i = end;
                continue;
            }

            if (text[i] == '\\' && i + 1 < text.Length) i++;
            literal.Append(text[i++]);
        }

        Flush(literal);
    }

    /// <summary>The text with what its references point to; null when it is too long (R29). One reference alone keeps its spelling.</summary>
    public SourcedText? Expand(RewriteContext context, in Captured from)
    {
        if (_pieces is [{ Reference: { } only }]) return context.TryRead(only, from, out var single) ? single : SourcedText.Of("", Spelled.Plainly);
        if (_pieces is [{ Literal: var constant, Reference: null }]) return SourcedText.Of(constant, Spelled.Plainly);
        var texts = new SourcedText[_pieces.Count];
        var length = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            if (_pieces[i].Reference is not { } one) texts[i] = SourcedText.Of(_pieces[i].Literal, Spelled.AsPath);
            else if (!context.TryRead(one, from, out texts[i])) continue;
            length += texts[i].Length;
        }

        return length > LongestResult ? null : Join(texts, length);
    }

    // What a path remembers of its characters is kept; in all else a semicolon is no syntax.
    private static SourcedText Join(SourcedText[] texts, int length)
    {
        var decoder = new PathDecoder(length);
        foreach (var text in texts)
        {
            if (text.Length > 0) text.CopyTo(decoder);
        }

        return SourcedText.Path(decoder.Path(verbatim: false));
    }

    private void Flush(StringBuilder literal)
    {
        if (literal.Length > 0) _pieces.Add((literal.ToString(), null));
        literal.Clear();
    }
}
