using System.Buffers;
using System.Text;

namespace Balancing.Mapping;

/// <summary>Which escapes stay escapes.</summary>
internal enum Keeping
{
    /// <summary>None (httpd: AllowEncodedSlashes On).</summary>
    Nothing,

    /// <summary><c>%2F</c> and <c>%5C</c>: never separators (R22).</summary>
    Slashes,

    /// <summary>All but those of unreserved characters (httpd: mapping=encoded).</summary>
    Reserved,
}

/// <summary>
/// The slow path: decodes a raw path once (R20, R21), merges slashes (R24) and resolves dot segments (R23).
/// One decoder serves one path.
/// </summary>
internal sealed class PathDecoder
{
    private readonly char[] _text;
    private readonly byte[] _marks;
    private int _length;
    private bool _marked;

    /// <summary>Starts with room for <paramref name="capacity"/> characters.</summary>
    public PathDecoder(int capacity)
    {
        _text = new char[capacity];
        _marks = new byte[capacity];
    }

    /// <summary>Gets whether a <c>%2F</c> was kept.</summary>
    public bool KeptSlash { get; private set; }

    /// <summary>Gets whether a <c>%5C</c> was kept.</summary>
    public bool KeptBackslash { get; private set; }

    /// <summary>Gets whether slashes were merged or dot segments resolved.</summary>
    public bool Restructured { get; private set; }

    /// <summary>Adds text that is decoded already, with what is known of its characters.</summary>
    public void AddDecoded(ReadOnlySpan<char> text, ReadOnlySpan<byte> marks)
    {
        text.CopyTo(_text.AsSpan(_length));
        marks.CopyTo(_marks.AsSpan(_length));
        _marked |= marks.ContainsAnyExcept((byte)0);
        _length += text.Length;
    }

    /// <summary>Adds text that is no path: a semicolon in it begins no parameters.</summary>
    public void AddForeign(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            Mark(c == ';' ? PathText.EscapedSemicolon : (byte)0);
            _text[_length++] = c;
        }
    }

    /// <summary>Adds a capture so that no slash in it is a separator (httpd: B). It may take three times its length.</summary>
    public void AddEscaped(ReadOnlySpan<char> text, ReadOnlySpan<byte> marks)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '/' or '\\') Keep(text[i] == '/' ? "%2F" : "%5C");
            else if (!marks.IsEmpty && marks[i] != 0) AddDecoded(text.Slice(i, 1), marks.Slice(i, 1));
            else AddForeign(text.Slice(i, 1));
        }
    }

    /// <summary>Decodes a raw path of allowed characters (R21); the result is what is wrong with it, or null.</summary>
    public Refusal? Decode(ReadOnlySpan<char> raw, Keeping keeping)
    {
        for (var i = 0; i < raw.Length;)
        {
            if (raw[i] != '%')
            {
                _text[_length++] = raw[i++];
                continue;
            }

            var refusal = DecodeEscape(raw, ref i, keeping);
            if (refusal is not null) return refusal;
        }

        return null;
    }

    /// <summary>Merges slashes and resolves dot segments in place (request.c: ap_normalize_path).</summary>
    public Refusal? Resolve(bool mergeSlashes)
    {
        var kept = 0;
        for (var at = 0; at < _length;)
        {
            var next = _text.AsSpan(at + 1, _length - at - 1).IndexOf('/');
            var end = next < 0 ? _length : at + 1 + next;
            var last = end == _length;
            var dots = DotSegments.Of(_text.AsSpan(at + 1, end - at - 1));
            if (dots == Dots.Ambiguous) return Refusals.AmbiguousDots;
            if (dots == Dots.Up && kept == 0) return Refusals.AboveRoot;
            var skipped = dots != Dots.None || (mergeSlashes && end == at + 1 && !last);
            if (dots == Dots.Up) kept = _text.AsSpan(0, kept).LastIndexOf('/');
            Restructured |= skipped;
            kept = skipped ? Ended(kept, last) : Moved(kept, at, end);
            at = end;
        }

        _length = kept;
        return null;
    }

    /// <summary>The path as it stands.</summary>
    public PathText Path(bool verbatim) =>
        new(new string(_text, 0, _length), _length, _marked && !verbatim ? _marks : null, verbatim);

    // A path that ends in a dot segment ends in a slash; a skipped segment in the middle leaves nothing behind.
    private int Ended(int kept, bool last)
    {
        if (!last) return kept;
        _marks[kept] = 0;
        _text[kept] = '/';
        return kept + 1;
    }

    private int Moved(int kept, int at, int end)
    {
        _text.AsSpan(at, end - at).CopyTo(_text.AsSpan(kept));
        _marks.AsSpan(at, end - at).CopyTo(_marks.AsSpan(kept));
        return kept + end - at;
    }

    private Refusal? DecodeEscape(ReadOnlySpan<char> raw, ref int i, Keeping keeping)
    {
        var value = PercentText.Byte(raw, i);
        if (value < 0) return Refusals.BadEscape;
        if (value is < 0x20 or 0x7F) return Refusals.EncodedControl;
        if (value >= 0x80) return DecodeUtf8(raw, ref i, keeping);
        var slash = value is '/' or '\\';
        KeptSlash |= value == '/' && keeping != Keeping.Nothing;
        KeptBackslash |= value == '\\' && keeping != Keeping.Nothing;
        if (slash ? keeping != Keeping.Nothing : keeping == Keeping.Reserved && !Percent.Unreserved.Contains((char)value))
        {
            Keep(raw.Slice(i, 3));
        }
        else
        {
            Mark(value == ';' ? PathText.EscapedSemicolon : (byte)0);
            _text[_length++] = (char)value;
        }

        i += 3;
        return null;
    }

    private Refusal? DecodeUtf8(ReadOnlySpan<char> raw, ref int i, Keeping keeping)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        for (var at = i; count < 4 && at < raw.Length && raw[at] == '%' && PercentText.Byte(raw, at) is var b and >= 0x80; at += 3)
            bytes[count++] = (byte)b;

        if (Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) != OperationStatus.Done) return Refusals.BadUtf8;
        if (rune.Value < 0xA0) return Refusals.EncodedControl; // C1, such as NEL, a line end to some
        if (keeping == Keeping.Reserved) Keep(raw.Slice(i, used * 3));
        else _length += rune.EncodeToUtf16(_text.AsSpan(_length));
        i += used * 3;
        return null;
    }

    private void Keep(ReadOnlySpan<char> escape)
    {
        escape.CopyTo(_text.AsSpan(_length));
        _marks[_length] = PathText.Kept;
        _marks.AsSpan(_length + 1, escape.Length - 1).Fill(PathText.KeptTail);
        _marked = true;
        _length += escape.Length;
    }

    private void Mark(byte mark)
    {
        _marks[_length] = mark;
        _marked |= mark != 0;
    }
}
