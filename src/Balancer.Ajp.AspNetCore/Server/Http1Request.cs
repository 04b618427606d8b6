using System.Buffers;
using System.Globalization;
using System.Text;

namespace Balancing.Ajp;

/// <summary>
/// Writes a judged request as HTTP/1.1 for Kestrel, anew from its parts (R1): lines about the way to the front are left out, and the
/// framing is the one that was decided.
/// </summary>
internal static class Http1Request
{
    /// <summary>The code of content-length.</summary>
    public const int ContentLength = 8;

    /// <summary>The code of host.</summary>
    public const int Host = 11;

    private const int Connection = 6;

    // Lines that hold for the connection between client and front only (R16), and what is written here instead.
    private static readonly CodeNames Left = new(
        "keep-alive", "proxy-connection", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade", "expect", "http2-settings");

    /// <summary>A path or a query as it may stand in a request line. Controls and blanks were refused before.</summary>
    public static bool IsTargetText(ReadOnlySpan<byte> text) => Ascii.IsValid(text) && !text.Contains((byte)'#');

    /// <summary>Takes absolute-form apart.</summary>
    /// <returns>It is one: http or https, with an authority.</returns>
    public static bool SplitAbsolute(ReadOnlySpan<byte> target, out ReadOnlySpan<byte> authority, out ReadOnlySpan<byte> path)
    {
        var skip = StartsWith(target, "http://"u8) ? 7 : StartsWith(target, "https://"u8) ? 8 : 0;
        authority = target[skip..];
        var slash = authority.IndexOf((byte)'/');
        path = slash < 0 ? "/"u8 : authority[slash..];
        authority = slash < 0 ? authority : authority[..slash];
        return skip > 0 && !authority.IsEmpty;
    }

    /// <summary>Writes the head.</summary>
    /// <param name="payload">The packet, which was read before.</param>
    /// <param name="request">What was read.</param>
    /// <param name="encoding">How Kestrel reads values; null for its default.</param>
    /// <param name="target">Where to.</param>
    public static void Write(ReadOnlySpan<byte> payload, FrontRequest request, Func<string, Encoding?> encoding, IBufferWriter<byte> target)
    {
        var reader = new ForwardRequestReader(payload);
        var isAbsolute = SplitAbsolute(reader.Path, out var authority, out var path);
        WriteText(request.Method, target);
        target.Write(" "u8);
        target.Write(isAbsolute ? path : reader.Path);
        WriteQuery(payload, target);
        target.Write(" HTTP/1.1\r\n"u8);
        while (reader.NextHeader(out var field))
        {
            if (field.Code is not (Connection or ContentLength) && (field.Code != Host || !isAbsolute) && Left.CodeOf(field.Name) == 0)
            {
                WriteLine(field, encoding, target);
            }
        }

        WriteHost(request, authority, isAbsolute, target);
        WriteFraming(request, target);
    }

    private static void WriteQuery(ReadOnlySpan<byte> payload, IBufferWriter<byte> target)
    {
        var reader = new ForwardRequestReader(payload);
        while (reader.NextHeader(out _))
        {
        }

        while (reader.NextAttribute(out var field))
        {
            if (field.Code == AttributeCode.QueryString)
            {
                target.Write("?"u8);
                target.Write(field.Value);
            }
        }
    }

    // AJP's texts are Latin-1. Kestrel reads UTF-8 by default, and would refuse other bytes; who chose an encoding gets the bytes as they came.
    private static void WriteLine(in HeaderField field, Func<string, Encoding?> encoding, IBufferWriter<byte> target)
    {
        target.Write(field.Name);
        target.Write(": "u8);
        if (Ascii.IsValid(field.Value) || encoding(Encoding.ASCII.GetString(field.Name)) is not null)
        {
            target.Write(field.Value);
        }
        else
        {
            target.Write(Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(field.Value)));
        }

        target.Write("\r\n"u8);
    }

    // HTTP/1.0 needs no Host line, HTTP/1.1 does; that of absolute-form wins (R19). Kestrel judges it.
    private static void WriteHost(FrontRequest request, ReadOnlySpan<byte> authority, bool isAbsolute, IBufferWriter<byte> target)
    {
        if (request.HasHost && !isAbsolute)
        {
            return;
        }

        target.Write("host: "u8);
        if (isAbsolute)
        {
            target.Write(authority);
        }
        else if (request.ServerName is { Length: > 0 } name)
        {
            WriteText(name.Contains(':', StringComparison.Ordinal) && name[0] != '[' ? $"[{name}]" : name, target);
            if (request.ServerPort != (request.IsSecure ? 443 : 80))
            {
                WriteText(string.Create(CultureInfo.InvariantCulture, $":{request.ServerPort}"), target);
            }
        }

        target.Write("\r\n"u8);
    }

    // Closed after this one: nothing behind it could ever be taken for a second request.
    private static void WriteFraming(FrontRequest request, IBufferWriter<byte> target)
    {
        switch (request.Body)
        {
            case BodyKind.Length:
                WriteText(string.Create(CultureInfo.InvariantCulture, $"content-length: {request.Length}\r\n"), target);
                break;
            case BodyKind.Unknown:
                target.Write("transfer-encoding: chunked\r\n"u8);
                break;
            case BodyKind.None when request.SaysLength:
                target.Write("content-length: 0\r\n"u8);
                break;
        }

        target.Write("connection: close\r\n\r\n"u8);
    }

    private static void WriteText(string text, IBufferWriter<byte> target) =>
        target.Advance(Encoding.Latin1.GetBytes(text, target.GetSpan(text.Length)));

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        text.Length >= lower.Length && Ascii.EqualsIgnoreCase(text[..lower.Length], lower);
}
