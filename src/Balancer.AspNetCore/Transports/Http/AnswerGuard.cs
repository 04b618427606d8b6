namespace Balancing.AspNetCore;

/// <summary>
/// Reads along while a member's answer comes in, and says where its framing breaks the grammar (R5, R8, R11): the client library forgives
/// bare line ends, folded lines, controls and spaces, each of which somebody else reads differently.
/// </summary>
internal sealed class AnswerGuard(bool expectsBody)
{
    private const string Coding = "transfer-encoding";
    private const int LongestExtensions = 16_384;
    private const int MostInterim = 16; // R34
    private const int Version = 8; // place of its last digit

    private Place _place;
    private int _at;            // bytes of this line
    private int _matched;       // bytes of this line that spell Coding; below 0: it is another name
    private bool _isInterim;
    private bool _hasNoBody;
    private bool _isChunked;
    private bool _isHttp10;
    private bool _cr;           // the byte before was CR
    private bool _digits;       // a chunk size has begun
    private int _status;
    private long _left;         // of the chunk
    private int _extensions;
    private int _interim;

    private enum Place
    {
        StatusLine,
        Name,
        Value,
        Size,
        Extension,
        Data,
        DataEnd,
        Trailer,
        Done,
    }

    /// <summary>False when the bytes break a rule; what is behind the answer is not looked at.</summary>
    public bool Allows(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && _place != Place.Done; i++)
        {
            if (_place == Place.Data)
            {
                var part = (int)Math.Min(_left, bytes.Length - i);
                _left -= part;
                i += part - 1;
                _place = _left == 0 ? Place.DataEnd : Place.Data;
            }
            else if (!Take(bytes[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Take(byte b)
    {
        if (_cr != (b == '\n'))
        {
            return false; // a CR without LF, or an LF without CR
        }

        if (b == '\r')
        {
            return _cr = true;
        }

        _cr = false;
        if (b == '\n')
        {
            return EndLine();
        }

        _at++;
        return (b >= ' ' || b == '\t') && b != 0x7f && _place switch
        {
            Place.StatusLine => TakeStatus(b),
            Place.Name => TakeName(b),
            Place.Size => TakeSize(b),
            Place.Extension => ++_extensions <= LongestExtensions,
            Place.DataEnd => false,
            _ => true,
        };
    }

    private bool TakeStatus(byte b)
    {
        if (_at is >= 10 and <= 12)
        {
            _status = (_status * 10) + b - '0'; // what is no digit, the library refuses
        }

        _isHttp10 = _at == Version ? b == '0' : _isHttp10;
        return _at != Version || b is (byte)'0' or (byte)'1'; // R10
    }

    private bool TakeName(byte b)
    {
        if (b == ':')
        {
            _isChunked |= _matched == Coding.Length;
            _place = Place.Value;
            return _at > 1 && !(_isChunked && _isHttp10); // R3
        }

        _matched = _matched >= 0 && _matched < Coding.Length && (b | 0x20) == Coding[_matched] ? _matched + 1 : -1;
        return b is not ((byte)' ' or (byte)'\t'); // obs-fold, or a space before the colon
    }

    private bool TakeSize(byte b)
    {
        if (b == ';')
        {
            _place = Place.Extension;
            return _digits;
        }

        if (!char.IsAsciiHexDigit((char)b) || _left > long.MaxValue >> 4)
        {
            return false;
        }

        _digits = true;
        _left = (_left << 4) + (b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10);
        return true;
    }

    private bool EndLine()
    {
        var isEmpty = _at == 0;
        _at = _matched = 0;
        switch (_place)
        {
            case Place.StatusLine:
                _isInterim = _status is >= 100 and <= 199 and not 101;
                _hasNoBody = !expectsBody || _status is 101 or 204 or 304;
                _place = Place.Name;
                return true;
            case Place.Name:
                EndHead();
                return isEmpty && _interim <= MostInterim;
            case Place.Value:
                _place = Place.Name;
                return true;
            case Place.Size or Place.Extension:
                var hadDigits = _digits;
                _digits = false;
                _place = _left == 0 ? Place.Trailer : Place.Data;
                return hadDigits;
            case Place.DataEnd:
                _place = Place.Size;
                return isEmpty;
            default:
                _place = isEmpty ? Place.Done : Place.Trailer;
                return true;
        }
    }

    private void EndHead()
    {
        _interim += _isInterim ? 1 : 0;
        _place = _isInterim ? Place.StatusLine : _isChunked && !_hasNoBody ? Place.Size : Place.Done;
        _isChunked &= !_isInterim;
        _status = 0;
    }
}
