using System.Text;

namespace Balancing.Mapping;

/// <summary>What counts in a template besides literal text and <c>?</c>.</summary>
[Flags]
internal enum TemplateSyntax
{
    None = 0,

    /// <summary><c>$0</c>..<c>$9</c> and backslash escapes.</summary>
    Captures = 1,

    /// <summary><c>${VAR}</c> (httpd: interpolate).</summary>
    Variables = 2,

    /// <summary><c>%0</c>..<c>%9</c> and <c>%{VAR}</c> (mod_rewrite).</summary>
    Rewriting = 4,

    /// <summary>The last <c>?</c> starts the query, not the first (httpd: QSL).</summary>
    LastQuery = 8,

    /// <summary>Literal text is taken as encoded already, and may hold a fragment (httpd: NE in a redirect).</summary>
    AsIs = 16,
}

/// <summary>What a piece of a template is.</summary>
internal enum TemplatePieceKind
{
    Literal,

    /// <summary>A reference; see <see cref="TemplatePiece.Reference"/>.</summary>
    Reference,

    /// <summary><c>${VAR}</c>; its name is <see cref="TemplatePiece.Encoded"/>.</summary>
    Variable,
}

/// <summary>One piece of a template.</summary>
internal readonly record struct TemplatePiece(TemplatePieceKind Kind, string Encoded, string Decoded, Reference Reference);

/// <summary>Takes a configured template to pieces, once.</summary>
internal sealed class TemplateReader
{
    private readonly List<TemplatePiece> _path = [];
    private readonly List<TemplatePiece> _query = [];
    private readonly StringBuilder _literal = new();
    private readonly TemplateSyntax _syntax;

    public TemplateReader(string text, TemplateSyntax syntax)
    {
        _syntax = syntax;
        var question = Has(TemplateSyntax.LastQuery) ? text.LastIndexOf('?') : text.IndexOf('?', StringComparison.Ordinal);
        for (var i = 0; i < text.Length;)
        {
            if (Has(TemplateSyntax.Captures) && text[i] == '\\' && i + 1 < text.Length)
            {
                HasEffect = true;
                _literal.Append(text[i + 1] == '?' ? "%3F" : text[i + 1].ToString());
                question = question == i + 1 ? text.IndexOf('?', i + 2) : question;
                i += 2;
            }
            else if (ReadPiece(text, i) is var end and > 0)
            {
                i = end;
            }
            else if (i == question)
            {
                Flush();
                HasQuery = true;
                i++;
            }
            else
            {
                _literal.Append(text[i++]);
            }
        }

        Flush();
    }

    public IReadOnlyList<TemplatePiece> Path => _path;

    public IReadOnlyList<TemplatePiece> Query => _query;

    public bool HasQuery { get; private set; }

    public bool HasEffect { get; private set; }

    private bool Has(TemplateSyntax syntax) => (_syntax & syntax) != TemplateSyntax.None;

    private int ReadPiece(string text, int at)
    {
        if (Has(TemplateSyntax.Variables) && VariableText.End(text, at) is var end and > 0)
        {
            Add(new(TemplatePieceKind.Variable, text[(at + 2)..(end - 1)], "", default));
            return end;
        }

        if (!Has(TemplateSyntax.Captures)) return -1;
        end = Reference.Read(text, at, out var reference);
        if (end < 0 || (reference.Kind != ReferenceKind.Capture && !Has(TemplateSyntax.Rewriting))) return -1;
        HasEffect = true;
        Add(new(TemplatePieceKind.Reference, "", "", reference));
        return end;
    }

    private void Add(TemplatePiece piece)
    {
        Flush();
        (HasQuery ? _query : _path).Add(piece);
    }

    private void Flush()
    {
        if (_literal.Length == 0) return;
        var text = _literal.ToString();
        var encoded = new StringBuilder();
        var allowed = Has(TemplateSyntax.AsIs) ? Percent.LocationCharacters : HasQuery ? Percent.QueryCharacters : Percent.PathCharacters;
        Percent.EncodeLiteral(encoded, text, allowed);
        (HasQuery ? _query : _path).Add(new(TemplatePieceKind.Literal, encoded.ToString(), Uri.UnescapeDataString(encoded.ToString()), default));
        _literal.Clear();
    }
}
