using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>What is about to be written: the head of a request, and the first or the next piece of its body. A mutable struct: keep it in a field.</summary>
internal struct RequestBuffer
{
    private const int UsualPiece = 16_384;
    private const int SizeLine = 10; // eight digits, CR LF
    private const int Tail = 7;      // CR LF 0 CR LF CR LF

    private byte[] _bytes;
    private int _from;
    private int _to;

    /// <summary>Most bytes of a piece of a body (httpd: iobuffersize).</summary>
    public static int Pieces(MemberPlan plan) => plan.IoBufferSize > 0 ? plan.IoBufferSize : UsualPiece;

    /// <summary>What is to be written.</summary>
    public readonly ReadOnlyMemory<byte> Pending => _bytes.AsMemory(_from, _to - _from);

    /// <summary>Starts with the head of a request, which <see cref="MemberGate"/> has let out.</summary>
    /// <param name="request">The request.</param>
    /// <param name="expects">It asks for leave to send its body.</param>
    public void WriteHead(MemberRequest request, bool expects)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(1024 + (request.Body is null ? 0 : Pieces(request.Member.Plan) + SizeLine + Tail));
        (_from, _to) = (0, 0);
        var isHttp10 = Steering.IsHttp10(request);
        var method = request.Facts.Method;
        Add(method);
        Add(" "u8);
        Add(request.Target);
        Add(isHttp10 ? " HTTP/1.0\r\n"u8 : " HTTP/1.1\r\n"u8);
        AddLines(request.Headers);
        Add(expects ? "Expect: 100-continue\r\n"u8 : default);
        AddFraming(request);

        // Said though it is the default: HTTP/1.0 backends need it, and httpd counts it (mod_proxy_http.c: ap_proxy_http_request).
        var closes = request.Member.Plan.Pool.DisableReuse || Steering.ClosesAfter(request);
        if (request.Upgrade is { } protocol)
        {
            Add("Connection: Upgrade\r\n"u8);
            AddLine("Upgrade", protocol);
            Add("\r\n\r\n"u8);
            return;
        }

        Add(isHttp10 ? default : closes ? "Connection: close"u8 : "Connection: Keep-Alive"u8);
        Add(isHttp10 ? "\r\n"u8 : request.WantsTrailers ? ", TE\r\nTE: trailers\r\n\r\n"u8 : "\r\n\r\n"u8);
    }

    /// <summary>Room for a piece of the body, behind what is pending; empty when that has to be written first.</summary>
    /// <param name="most">Most bytes that are wanted.</param>
    /// <param name="chunked">Whether the piece becomes a chunk.</param>
    public Memory<byte> Room(int most, bool chunked)
    {
        if (_from == _to)
        {
            (_from, _to) = (0, 0);
        }

        var at = _to + (chunked ? SizeLine : 0);
        return _bytes.Length - at - Tail < most ? default : _bytes.AsMemory(at, most);
    }

    /// <summary>A piece was put into the room.</summary>
    public void Took(int bytes, bool chunked)
    {
        if (!chunked)
        {
            _to += bytes;
            return;
        }

        Span<byte> size = stackalloc byte[SizeLine];
        Utf8Formatter.TryFormat(bytes, size, out var digits, new StandardFormat('x'));
        "\r\n"u8.CopyTo(size[digits..]);
        var gap = SizeLine - digits - 2;
        Pending.Span.CopyTo(_bytes.AsSpan(_from + gap)); // it moves up, so that the size stands right before its chunk
        _from += gap;
        size[..(digits + 2)].CopyTo(_bytes.AsSpan(_to + gap));
        _to += SizeLine + bytes;
        Put("\r\n"u8);
    }

    /// <summary>The body was chunked and has ended. Not while a read is out.</summary>
    /// <param name="trailers">The lines behind it.</param>
    public void EndChunks(IReadOnlyList<KeyValuePair<string, string>> trailers)
    {
        Add("0\r\n"u8);
        for (var i = 0; i < trailers.Count; i++)
        {
            AddLine(trailers[i].Key, trailers[i].Value);
            Add("\r\n"u8);
        }

        Add("\r\n"u8);
    }

    /// <summary>What was pending has been written.</summary>
    public void Written() => _from = _to;

    /// <summary>Gives the memory back. Not while a read or a write is out.</summary>
    public void Free()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void AddLines(IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        var hasCookie = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var (name, value) = lines[i];
            var isCookie = IsCookie(name);
            if (isCookie && hasCookie)
            {
                continue; // went out with the first
            }

            AddLine(name, value);
            if (isCookie)
            {
                hasCookie = true;
                AddOtherCookies(lines, i + 1);
            }

            Add("\r\n"u8);
        }
    }

    // RFC 9113 §8.2.3: over HTTP/2 they may come in several lines; in HTTP/1.1 there is one.
    private void AddOtherCookies(IReadOnlyList<KeyValuePair<string, string>> lines, int from)
    {
        for (var i = from; i < lines.Count; i++)
        {
            var (name, value) = lines[i];
            if (IsCookie(name))
            {
                Add("; "u8);
                Add(value);
            }
        }
    }

    private void AddLine(string name, string value)
    {
        Add(name);
        Add(": "u8);
        Add(value);
    }

    private static bool IsCookie(string name) => name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);

    private void AddFraming(MemberRequest request)
    {
        if (request.Body is { Length: null })
        {
            Add("Transfer-Encoding: chunked\r\n"u8);
            if (request.Body.AnnouncedTrailers is { } names)
            {
                AddLine("Trailer", names);
                Add("\r\n"u8);
            }
        }
        else if (request.Body is { Length: { } length })
        {
            Span<byte> digits = stackalloc byte[20];
            Utf8Formatter.TryFormat(length, digits, out var count);
            Add("Content-Length: "u8);
            Add(digits[..count]);
            Add("\r\n"u8);
        }
        else if (request.Facts.Method is "POST" or "PUT" or "PATCH")
        {
            Add("Content-Length: 0\r\n"u8); // RFC 9110 §8.6
        }
    }

    private void Add(string text)
    {
        Grow(3 * text.Length);
        _to += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_to));
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        Put(bytes);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_to));
        _to += bytes.Length;
    }

    private void Grow(int bytes)
    {
        if (_bytes.Length - _to >= bytes)
        {
            return;
        }

        var more = ArrayPool<byte>.Shared.Rent(2 * (_bytes.Length + bytes));
        _bytes.AsSpan(0, _to).CopyTo(more);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = more;
    }
}
