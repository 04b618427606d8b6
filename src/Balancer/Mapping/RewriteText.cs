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
        var to = new StringBuilder();
        foreach (var (literal, reference) in _pieces)
        {
            to.Append(literal);
            if (reference is { } one && context.TryRead(one, from, out var text)) to.Append(text.Span);
            if (to.Length > LongestResult) return null;
        }

        return SourcedText.Of(to.ToString(), Spelled.Plainly);
    }

    private void Flush(StringBuilder literal)
    {
        if (literal.Length > 0) _pieces.Add((literal.ToString(), null));
        literal.Clear();
    }
}
