using System.Text;

namespace Balancing.Ajp;

/// <summary>Texts that come again and again, so that they are not made anew: names of fields and a few values. Spelling is kept.</summary>
internal static class KnownText
{
    private const int Longest = 32;
    private const int Size = 1024; // several times the number of texts, and a power of two

    private static readonly string?[] Table = Fill(
        "Accept-Ranges", "Access-Control-Allow-Origin", "Allow", "Cache-Control", "Connection", "Content-Disposition", "Content-Encoding",
        "Content-Language", "Content-Length", "Content-Location", "Content-Security-Policy", "Content-Type", "Date", "ETag", "Expires",
        "Keep-Alive", "Last-Modified", "Location", "Pragma", "Retry-After", "Server", "Servlet-Engine", "Set-Cookie", "Set-Cookie2", "Status",
        "Strict-Transport-Security", "Transfer-Encoding", "Vary", "WWW-Authenticate", "X-Content-Type-Options", "X-Frame-Options",
        "X-Powered-By", "X-XSS-Protection", "close", "keep-alive", "chunked", "bytes", "none", "gzip", "0", "nosniff", "DENY", "SAMEORIGIN",
        "no-cache", "no-store", "private", "Accept-Encoding", "accept-encoding", "Origin", "en", "en-US", "text/html", "text/plain",
        "text/css", "text/xml", "application/xml", "application/json", "application/octet-stream", "image/png", "image/jpeg",
        "text/html;charset=UTF-8", "text/html;charset=utf-8", "text/html;charset=ISO-8859-1", "text/plain;charset=UTF-8",
        "text/plain;charset=ISO-8859-1", "application/json;charset=UTF-8", "Thu, 01 Jan 1970 00:00:00 GMT");

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
            var at = Place(text.Length, text[0], text[^1]);
            while (table[at] is not null)
            {
                at = (at + 1) & (Size - 1);
            }

            table[at] = text;
        }

        return table;
    }
}
