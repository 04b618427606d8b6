using System.Text;

namespace Balancing.AspNetCore;

/// <summary>Texts that come again and again, so that they are not made anew: names of fields, reasons, a few values. Spelling is kept.</summary>
internal static class KnownText
{
    private const int Longest = 32;
    private const int Size = 1024; // several times the number of texts, and a power of two

    private static readonly string?[] Table = Fill(
        "Accept-Ranges", "Access-Control-Allow-Origin", "Age", "Allow", "Alt-Svc", "Cache-Control", "Connection", "Content-Disposition",
        "Content-Encoding", "Content-Language", "Content-Length", "Content-Location", "Content-Range", "Content-Security-Policy",
        "Content-Type", "Date", "ETag", "Expires", "Keep-Alive", "Last-Modified", "Link", "Location", "Pragma", "Referrer-Policy",
        "Retry-After", "Server", "Set-Cookie", "Strict-Transport-Security", "Trailer", "Transfer-Encoding", "Upgrade", "Vary", "Via",
        "WWW-Authenticate", "X-Content-Type-Options", "X-Frame-Options", "X-Powered-By", "X-Request-Id",
        "OK", "Created", "Accepted", "No Content", "Partial Content", "Continue", "Moved Permanently", "Found", "See Other", "Not Modified",
        "Bad Request", "Unauthorized", "Forbidden", "Not Found", "Internal Server Error", "Bad Gateway", "Service Unavailable",
        "close", "keep-alive", "chunked", "bytes", "none", "gzip", "br", "0", "nosniff", "DENY", "SAMEORIGIN", "no-cache", "no-store",
        "Accept-Encoding", "Origin", "text/html", "text/plain", "text/css", "application/json", "image/png", "image/jpeg",
        "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json; charset=utf-8");

    /// <summary>The text of some bytes, each a character (Latin-1).</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is > 0 and <= Longest)
        {
            for (var at = Place(bytes.Length, bytes[0], bytes[^1]); Table[at] is { } known; at = (at + 1) & (Size - 1))
            {
                if (Ascii.Equals(bytes, known))
                {
                    return known;
                }
            }
        }

        return Encoding.Latin1.GetString(bytes);
    }

    private static int Place(int length, int first, int last) => ((length * 37) + (first * 151) + (last * 7)) & (Size - 1);

    private static string?[] Fill(params ReadOnlySpan<string> texts)
    {
        var table = new string?[Size];
        foreach (var text in texts)
        {
            Add(table, text);
            if (char.IsAsciiLetterUpper(text[0]) && text.Contains('-', StringComparison.Ordinal))
            {
                Add(table, text.ToLowerInvariant());
            }
        }

        return table;
    }

    private static void Add(string?[] table, string text)
    {
        var at = Place(text.Length, text[0], text[^1]);
        while (table[at] is not null)
        {
            at = (at + 1) & (Size - 1);
        }

        table[at] = text;
    }
}
