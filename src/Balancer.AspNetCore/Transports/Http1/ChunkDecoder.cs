using System.Buffers;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>
/// Reads a chunked body as its bytes come (RFC 9112 §7.1, R5). Extensions are checked, counted and dropped; trailers are kept
/// apart (R6). A mutable struct: keep it in a field.
/// </summary>
internal struct ChunkDecoder
{
    private const int MostDigits = 16; // without leading zeros
    private const int MostDigitsInAll = 64;
    private const int MostExtension = 16_384; // bytes of a message
    private const int MostTrailer = 65_536;
    private const int MostTrailerLines = 200;

    private Place _place;
    private int _digits;
    private int _zeros;
    private int _extension;
    private int _trailer;
    private int _lines;
    private long _left; // of the chunk
    private ArrayBufferWriter<byte>? _trailers; // whole lines with their ends, but the last

    private enum Place
    {
        Size, // must be first: a new decoder begins here
        Extension,
        SizeEnd,
        Data,
        DataCr,
        DataLf,
        Line,
        Name,
        Value,
        LineEnd,
        LastLf,
        Done,
        Bad,
    }

    /// <summary>The body has ended.</summary>
    public readonly bool IsDone => _place == Place.Done;

    /// <summary>It is no chunked body.</summary>
    public readonly bool IsBad => _place == Place.Bad;

    /// <summary>The lines behind the body, once it has ended; each is a valid line.</summary>
    public readonly IReadOnlyList<KeyValuePair<string, string>> Trailers()
    {
        var lines = new List<KeyValuePair<string, string>>();
        var rest = _trailers is null ? default : _trailers.WrittenSpan;
        while (!rest.IsEmpty)
        {
            var (colon, end) = (rest.IndexOf((byte)':'), rest.IndexOf((byte)'\r'));
            lines.Add(new(KnownText.Of(rest[..colon]), Encoding.Latin1.GetString(rest[(colon + 1)..end].Trim(" \t"u8))));
            rest = rest[(end + 2)..];
        }

        return lines;
    }

    /// <summary>So many bytes come next that are of the body and nothing else.</summary>
    public readonly long Plain => _place == Place.Data ? _left : 0;

    /// <summary>So many of those were taken without asking.</summary>
    public void Took(int bytes)
    {
        _left -= bytes;
        _place = _left == 0 ? Place.DataCr : Place.Data;
    }

    /// <summary>Decodes what is there, as far as there is room for it.</summary>
    /// <param name="source">What has come and was not read yet.</param>
    /// <param name="target">Where the body's bytes go.</param>
    /// <param name="used">How much of the source was read.</param>
    /// <returns>Number of the body's bytes.</returns>
    public int Decode(ReadOnlySpan<byte> source, Span<byte> target, out int used)
    {
        var written = 0;
        for (used = 0; used < source.Length && _place < Place.Done;)
        {
            if (_place != Place.Data)
            {
                _place = Next(source[used++]);
                continue;
            }

            var part = (int)Math.Min(_left, Math.Min(source.Length - used, target.Length - written));
            if (part == 0)
            {
                break;
            }

            source.Slice(used, part).CopyTo(target[written..]);
            used += part;
            written += part;
            Took(part);
        }

        return written;
    }

    private Place Next(byte b) => _place switch
    {
        Place.Size => Size(b),
        Place.Extension => b == '\r' ? Place.SizeEnd
            : HeadParser.IsText(b) && ++_extension <= MostExtension ? Place.Extension : Place.Bad,
        Place.SizeEnd => b != '\n' ? Place.Bad : _left == 0 ? Place.Line : Place.Data,
        Place.DataCr => b == '\r' ? Place.DataLf : Place.Bad,
        Place.DataLf => b == '\n' ? Place.Size : Place.Bad,
        Place.LastLf => b == '\n' ? Place.Done : Place.Bad,
        _ => Trailer(b),
    };

    private Place Size(byte b)
    {
        if (char.IsAsciiHexDigit((char)b))
        {
            _zeros += _left == 0 && b == '0' ? 1 : 0;
            if (++_digits > MostDigitsInAll || _digits - _zeros > MostDigits || _left >> 59 != 0)
            {
                return Place.Bad;
            }

            _left = (_left << 4) | (uint)(b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10);
            return Place.Size;
        }

        if (_digits == 0)
        {
            return Place.Bad;
        }

        (_digits, _zeros) = (0, 0);
        return b switch
        {
            (byte)'\r' => Place.SizeEnd,
            (byte)';' => Place.Extension,
            _ => Place.Bad,
        };
    }

    private Place Trailer(byte b)
    {
        if (++_trailer > MostTrailer)
        {
            return Place.Bad;
        }

        if (_place != Place.Line || b != '\r')
        {
            (_trailers ??= new()).GetSpan(1)[0] = b;
            _trailers.Advance(1);
        }

        return _place switch
        {
            Place.Line when b == '\r' => Place.LastLf,
            Place.Line => HeadParser.IsToken(b) && ++_lines <= MostTrailerLines ? Place.Name : Place.Bad,
            Place.Name => b == ':' ? Place.Value : HeadParser.IsToken(b) ? Place.Name : Place.Bad,
            Place.Value => b == '\r' ? Place.LineEnd : HeadParser.IsText(b) ? Place.Value : Place.Bad,
            _ => b == '\n' ? Place.Line : Place.Bad,
        };
    }
}
