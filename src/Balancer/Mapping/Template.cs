using System.Text;
using System.Text.RegularExpressions;

namespace Balancing.Mapping;

/// <summary>Where the parts of a substitution come from.</summary>
/// <param name="Captures">What the pattern captured, or null for a prefix rule.</param>
/// <param name="Path">The text the captures point into.</param>
/// <param name="Environment">The variables.</param>
/// <param name="Context">What rewrite rules look at, or null where they look at nothing.</param>
internal readonly record struct Captured(
    Match? Captures, PathText Path, IReadOnlyDictionary<string, string>? Environment, RewriteContext? Context = null)
{
    /// <summary>What a reference points to; false when there is nothing.</summary>
    public bool TryRead(in Reference reference, out SourcedText text)
    {
        if (reference.Kind != ReferenceKind.Capture)
        {
            text = default;
            return Context is not null && Context.TryRead(reference, this, out text);
        }

        var group = Captures?.Groups[reference.Group];
        text = group is { Success: true } ? SourcedText.Path(Path).Slice(group.Index, group.Length) : default;
        return group is { Success: true };
    }
}

/// <summary>
/// What follows the authority of a target, parsed once: literal text, captures and variables, a path and perhaps a query.
/// Nothing that comes from a request is ever parsed again, so it cannot become syntax (R27, R28, R31).
/// </summary>
internal sealed class Template
{
    private const int LongestResult = 8_192;

    private readonly IReadOnlyList<TemplatePiece> _path;
    private readonly IReadOnlyList<TemplatePiece> _query;

    private Template(TemplateReader from)
    {
        (_path, _query, HasQuery, HasEffect) = (from.Path, from.Query, from.HasQuery, from.HasEffect);
        ConstantPath = _path switch { [] => "", [{ Kind: TemplatePieceKind.Literal } only] => only.Encoded, _ => null };
    }

    /// <summary>
    /// Gets a value indicating whether captures or escapes are in it; without, the whole path is appended
    /// (mod_proxy.c: ap_proxy_trans_match).
    /// </summary>
    public bool HasEffect { get; }

    /// <summary>Gets the encoded path when it is the same for every request.</summary>
    public string? ConstantPath { get; }

    /// <summary>Gets a value indicating whether a <c>?</c> is in the configured text (D14).</summary>
    public bool HasQuery { get; }

    /// <summary>Parses a configured text.</summary>
    public static Template Parse(string text, TemplateSyntax syntax) => new(new TemplateReader(text, syntax));

    /// <summary>
    /// The encoded path (D1: it starts with a slash unless it is empty), checked: bounded, well formed, no dot segment
    /// (R23, R29).
    /// </summary>
    public Refusal? ExpandPath(in Captured from, in Spelling spelling, out string path)
    {
        path = ConstantPath ?? "";
        if (ConstantPath is not null) return null;
        var to = new StringBuilder();
        foreach (var piece in _path)
        {
            var refusal = AppendToPath(to, piece, from, spelling);
            if (refusal is not null) return refusal;
            if (to.Length > LongestResult) return Refusals.TargetTooLong;
        }

        if (to.Length > 0 && to[0] != '/') to.Insert(0, '/');
        path = to.ToString();
        return IsSendable(path) ? null : Refusals.UnsafeTarget;
    }

    /// <summary>The encoded query; null when the template has none.</summary>
    public Refusal? ExpandQuery(in Captured from, in Spelling spelling, out string? query)
    {
        query = null;
        if (!HasQuery) return null;
        var to = new StringBuilder();
        foreach (var piece in _query)
        {
            if (piece.Kind == TemplatePieceKind.Literal) to.Append(piece.Encoded);
            else if (piece.Kind == TemplatePieceKind.Variable) Percent.Encode(to, Value(piece, from), Percent.Unreserved);
            else if (from.TryRead(piece.Reference, out var text)) text.AppendToQuery(to, spelling);
            if (to.Length > LongestResult) return Refusals.TargetTooLong;
        }

        query = to.ToString();
        return null;
    }

    /// <summary>The path as decoded text for the rules that follow, with what is known of its characters.</summary>
    public Refusal? ExpandDecoded(in Captured from, in Spelling spelling, out PathDecoder decoder)
    {
        var texts = new SourcedText[_path.Count];
        var length = 2;
        for (var i = 0; i < texts.Length; i++)
        {
            if (_path[i].Kind == TemplatePieceKind.Literal) length += _path[i].Decoded.Length;
            else if (from.TryRead(_path[i].Reference, out texts[i])) length += texts[i].MostDecoded(spelling);
        }

        decoder = new PathDecoder(length);
        if (length > LongestResult) return Refusals.TargetTooLong;
        Refusal? refusal = null;
        var first = true;
        for (var i = 0; i < texts.Length && refusal is null; i++)
        {
            var literal = _path[i].Kind == TemplatePieceKind.Literal;
            var text = literal ? _path[i].Decoded : texts[i].Length == 0 ? default : texts[i].Span;
            if (text.IsEmpty) continue;
            if (first && (text[0] != '/' || (!literal && spelling.Kept is not null))) decoder.AddDecoded("/", default);
            if (literal) decoder.AddDecoded(text, default);
            else refusal = texts[i].AddTo(decoder, spelling);
            first = false;
        }

        if (first) decoder.AddDecoded("/", default);
        return refusal;
    }

    // R23, R28: the finished path is looked at once more; pieces that are harmless alone may not be so together.
    private static bool IsSendable(string path)
    {
        for (var i = path.IndexOf('%', StringComparison.Ordinal); i >= 0; i = path.IndexOf('%', i + 1))
        {
            if (PercentText.Byte(path, i) is < 0x20 or 0x7F) return false;
        }

        return !DotSegments.In(path);
    }

    private static Refusal? AppendToPath(StringBuilder to, in TemplatePiece piece, in Captured from, in Spelling spelling)
    {
        if (piece.Kind == TemplatePieceKind.Literal) to.Append(piece.Encoded);
        else if (piece.Kind == TemplatePieceKind.Variable) Percent.Encode(to, Value(piece, from), Percent.PathCharacters);
        else if (from.TryRead(piece.Reference, out var text)) return text.AppendToPath(to, spelling);
        return null;
    }

    private static string Value(in TemplatePiece piece, in Captured from) => from.Environment?.GetValueOrDefault(piece.Encoded) ?? "";
}
