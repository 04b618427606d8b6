using System.Text;
using System.Text.RegularExpressions;

namespace Balancing.Mapping;

/// <summary>Where the parts of a substitution come from.</summary>
/// <param name="Captures">What the pattern captured, or null for a prefix rule.</param>
/// <param name="Path">The text the captures point into.</param>
/// <param name="Environment">The variables.</param>
internal readonly record struct Captured(Match? Captures, PathText Path, IReadOnlyDictionary<string, string>? Environment);

/// <summary>
/// What follows the authority of a target, parsed once: literal text, captures and variables, a path and perhaps a query.
/// Nothing that comes from a request is ever parsed again, so it cannot become syntax (R27, R28, R31).
/// </summary>
internal sealed class Template
{
    private const int LongestResult = 8_192;

    private readonly List<Piece> _path = [];
    private readonly List<Piece> _query = [];
    private bool _hasQuery;

    private Template()
    {
    }

    private enum Kind
    {
        Literal,
        Capture,
        Variable,
    }

    /// <summary>
    /// Gets a value indicating whether captures or escapes are in it; without, the whole path is appended
    /// (mod_proxy.c: ap_proxy_trans_match).
    /// </summary>
    public bool HasEffect { get; private set; }

    /// <summary>Gets the encoded path when it is the same for every request.</summary>
    public string? ConstantPath { get; private set; }

    /// <summary>Gets a value indicating whether a <c>?</c> is in the configured text (D14).</summary>
    public bool HasQuery => _hasQuery;

    /// <summary>
    /// Parses a configured text. <paramref name="captures"/>: <c>$0</c>..<c>$9</c> and backslash escapes count;
    /// <paramref name="variables"/>: <c>${VAR}</c> counts.
    /// </summary>
    public static Template Parse(string text, bool captures, bool variables)
    {
        var template = new Template();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var end = variables ? VariableText.End(text, i) : -1;
            if (captures && text[i] == '\\' && i + 1 < text.Length)
            {
                template.HasEffect = true;
                literal.Append(text[i + 1] == '?' ? "%3F" : text[i + 1].ToString());
                i += 2;
            }
            else if (captures && text[i] == '$' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            {
                template.HasEffect = true;
                template.Add(literal, new Piece(Kind.Capture, "", "", text[i + 1] - '0'));
                i += 2;
            }
            else if (end > 0)
            {
                template.Add(literal, new Piece(Kind.Variable, text[(i + 2)..(end - 1)], "", 0));
                i = end;
            }
            else
            {
                template.AddCharacter(literal, text[i++]);
            }
        }

        template.Add(literal, null);
        template.ConstantPath = template._path switch { [] => "", [{ Kind: Kind.Literal } only] => only.Encoded, _ => null };
        return template;
    }

    /// <summary>
    /// The encoded path (D1: it starts with a slash unless it is empty), checked: bounded, well formed, no dot segment
    /// (R23, R29).
    /// </summary>
    public Refusal? ExpandPath(in Captured from, bool noEscape, out string path)
    {
        path = ConstantPath ?? "";
        if (ConstantPath is not null) return null;
        var to = new StringBuilder();
        foreach (var piece in _path)
        {
            var refusal = AppendToPath(to, piece, from, noEscape);
            if (refusal is not null) return refusal;
            if (to.Length > LongestResult) return Refusals.TargetTooLong;
        }

        if (to.Length > 0 && to[0] != '/') to.Insert(0, '/');
        path = to.ToString();
        return IsSendable(path) ? null : Refusals.UnsafeTarget;
    }

    /// <summary>The encoded query; null when the template has none.</summary>
    public Refusal? ExpandQuery(in Captured from, out string? query)
    {
        query = null;
        if (!_hasQuery) return null;
        var to = new StringBuilder();
        foreach (var piece in _query)
        {
            if (piece.Kind == Kind.Literal) to.Append(piece.Encoded);
            else if (piece.Kind == Kind.Variable) Percent.Encode(to, Value(piece, from), Percent.Unreserved);
            else if (from.Captures?.Groups[piece.Group] is { Success: true } group) from.Path.AppendToQuery(to, group.Index, group.Length);
            if (to.Length > LongestResult) return Refusals.TargetTooLong;
        }

        query = to.ToString();
        return null;
    }

    /// <summary>The path as decoded text for the rules that follow, with what is known of its characters.</summary>
    public Refusal? ExpandDecoded(in Captured from, out PathDecoder decoder)
    {
        var length = 2;
        foreach (var piece in _path)
            length += piece.Kind == Kind.Capture ? from.Captures?.Groups[piece.Group].Length ?? 0 : piece.Decoded.Length;
        decoder = new PathDecoder(length);
        if (length > LongestResult) return Refusals.TargetTooLong;
        var first = true;
        foreach (var piece in _path)
        {
            var group = from.Captures?.Groups[piece.Group];
            var capture = piece.Kind == Kind.Capture && group is { Success: true };
            var text = capture ? group!.ValueSpan : piece.Decoded;
            if (text.IsEmpty) continue;
            if (first && text[0] != '/') decoder.AddDecoded("/", default);
            decoder.AddDecoded(text, capture && from.Path.Marks is { } marks ? marks.AsSpan(group!.Index, group.Length) : default);
            first = false;
        }

        if (first) decoder.AddDecoded("/", default);
        return null;
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

    private static Refusal? AppendToPath(StringBuilder to, in Piece piece, in Captured from, bool noEscape)
    {
        if (piece.Kind == Kind.Literal)
        {
            to.Append(piece.Encoded);
        }
        else if (piece.Kind == Kind.Variable)
        {
            Percent.Encode(to, Value(piece, from), Percent.PathCharacters);
        }
        else if (from.Captures?.Groups[piece.Group] is { Success: true } group)
        {
            if (noEscape) return AppendAsIs(to, group.ValueSpan);
            from.Path.AppendTo(to, group.Index, group.Length, capture: true);
        }

        return null;
    }

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

    private static string Value(in Piece piece, in Captured from) => from.Environment?.GetValueOrDefault(piece.Encoded) ?? "";

    private void AddCharacter(StringBuilder literal, char c)
    {
        if (c != '?' || _hasQuery)
        {
            literal.Append(c);
            return;
        }

        Add(literal, null);
        _hasQuery = true;
    }

    private void Add(StringBuilder literal, Piece? next)
    {
        var pieces = _hasQuery ? _query : _path;
        if (literal.Length > 0)
        {
            var encoded = new StringBuilder();
            Percent.EncodeLiteral(encoded, literal.ToString(), _hasQuery ? Percent.QueryCharacters : Percent.PathCharacters);
            pieces.Add(new Piece(Kind.Literal, encoded.ToString(), Uri.UnescapeDataString(encoded.ToString()), 0));
            literal.Clear();
        }

        if (next is { } piece) pieces.Add(piece);
    }

    private readonly record struct Piece(Kind Kind, string Encoded, string Decoded, int Group);
}
