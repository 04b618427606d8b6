using Balancing.RealHttpd.Tests.Generating;

namespace Balancing.RealHttpd.Tests.Differential;

internal static partial class Mutation
{
    private static IEnumerable<(string Name, Action<RawRequest, Chance> Do)> Lengths =>
    [
        ("length-twice", (r, _) => { r.Sized("hello"); r.Fields.Add("Content-Length: 5"); }),
        ("length-differs", (r, c) => { r.Sized("hello" + r.Hidden); r.Put(c.Next(3), "Content-Length: 5"); }),
        ("length-list", (r, c) => Length(r, c.Of("5, 5", "5,5", "5,", ",5", "5, 6", "5;5", "5 5"))),
        ("length-sign", (r, c) => Length(r, c.Of("+5", "-5", "+0", "-0", "-1"))),
        ("length-base", (r, c) => Length(r, c.Of("0x5", "5h", "5.0", "5e0", "05x", "\u0665", "\u00b2", "five", "5\0", "5\v", "\"5\"", "1_0"))),
        ("length-zeros", (r, _) => Length(r, "0000000005")),
        ("length-zeros-many", (r, _) => Length(r, new string('0', 60) + "5")),
        ("length-empty", (r, c) => Length(r, c.Of("", " ", "\t"))),
        ("length-huge", (r, c) => Length(r, c.Of("9223372036854775808", "18446744073709551621", "99999999999999999999999", "4294967301"))),
        ("length-blanks", (r, c) => { Length(r, "x"); r.Remove("Content-Length"); r.Fields.Add(c.Of("Content-Length:5", "Content-Length:  5  ", "Content-Length:\t5\t")); }),
        ("length-short", (r, _) => { r.Sized("hello" + r.Hidden); r.Set("Content-Length", "5"); }),
        ("length-none", (r, _) => { r.Method = "POST"; r.Remove("Content-Length"); r.Remove("Transfer-Encoding"); r.Body = r.Hidden; }),
        ("length-of-get", (r, _) => { r.Sized(r.Hidden); r.Method = "GET"; }),
        ("length-of-head", (r, _) => { r.Sized(r.Hidden); r.Method = "HEAD"; }),
        ("length-long", (r, _) => { r.Sized("hello"); r.Set("Content-Length", "9"); }),
        ("length-hides", (r, _) => r.Sized(r.Hidden)),
    ];

    private static IEnumerable<(string Name, Action<RawRequest, Chance> Do)> Codings =>
    [
        ("both-te-last", (r, c) => { r.Chunked("0\r\n\r\n" + r.Hidden); r.Put(c.Next(2), $"Content-Length: {r.Body.Length}"); }),
        ("both-cl-last", (r, c) => { r.Chunked("0\r\n\r\n" + (c.Percent(50) ? r.Hidden : "")); r.Fields.Add($"Content-Length: {c.Of(5, r.Body.Length)}"); }),
        ("both-cl-zero", (r, _) => { r.Chunked("5\r\nhello\r\n0\r\n\r\n"); r.Fields.Add("Content-Length: 0"); }),
        ("coding-case", (r, c) => Coding(r, c.Of("Chunked", "CHUNKED", "cHuNkEd"))),
        ("coding-unknown", (r, c) => Coding(r, c.Of("identity", "gzip", "xchunked", "chunkedx", "cow", "chunk"))),
        ("coding-list", (r, c) => Coding(r, c.Of("gzip, chunked", "chunked, chunked", "chunked, identity", "identity, chunked", "chunked, gzip", "chunked,", ",chunked", "chunked;q=1", "chunked; a"))),
        ("coding-odd", (r, c) => Coding(r, c.Of("\"chunked\"", "'chunked'", "chunked\0", "\0chunked", "\vchunked", "chunked\v", "chun ked", "chunked\x7f", "\u00a0chunked", "chunked\u00e9", "chun\u212aed", "[chunked]"))),
        ("coding-empty", (r, c) => Coding(r, c.Of("", " "))),
        ("coding-blanks", (r, c) => { r.Chunked("5\r\nhello\r\n0\r\n\r\n"); r.Remove("Transfer-Encoding"); r.Fields.Add(c.Of("Transfer-Encoding:chunked", "Transfer-Encoding:   chunked  ", "Transfer-Encoding:\tchunked\t")); }),
        ("coding-twice", (r, c) => { r.Chunked("5\r\nhello\r\n0\r\n\r\n"); r.Put(c.Next(2), "Transfer-Encoding: " + c.Of("chunked", "identity", "gzip", "x")); }),
        ("coding-name", (r, c) => { r.Sized("5\r\nhello\r\n0\r\n\r\n"); r.Fields.Add(c.Of("Transfer-Encoding\0: chunked", "Transfer_Encoding: chunked", "Transfer-Encoding\t: chunked", "Transfer-Encodin: chunked", "Transfer Encoding: chunked", "\u00a0Transfer-Encoding: chunked")); }),
        ("coding-1.0", (r, _) => { r.Chunked("5\r\nhello\r\n0\r\n\r\n"); r.Version = "HTTP/1.0"; }),
        ("coding-of-get", (r, c) => { r.Chunked($"{r.Hidden.Length:x}\r\n{r.Hidden}\r\n0\r\n\r\n"); r.Method = c.Of("GET", "HEAD", "DELETE", "OPTIONS"); }),
    ];

    private static IEnumerable<(string Name, Action<RawRequest, Chance> Do)> Chunks =>
    [
        ("chunk-lf", (r, c) => r.Chunked(c.Of("5\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\r\nhello\r\n0\n\r\n", "5\r\nhello\r\n0\r\n\n", "5\nhello\n0\n\n"))),
        ("chunk-cr", (r, c) => r.Chunked(c.Of("5\rhello\r\n0\r\n\r\n", "5\r\nhello\r0\r\n\r\n", "5\r\nhello\r\n0\r\r\n", "5\r\rhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\r\n"))),
        ("chunk-extension", (r, c) => r.Chunked($"5{c.Of(";a", ";a=b", ";a=\"b c\"", "; a = b", ";a;b=c", " ;a")}\r\nhello\r\n0\r\n\r\n")),
        ("chunk-extension-odd", (r, c) => r.Chunked($"5{c.Of(";", ";=b", ";a=", ";a=\"b", ";a=\"b\\\"", ";;", ";a=b c", ";(a)=b")}\r\nhello\r\n0\r\n\r\n")),
        ("chunk-extension-control", (r, c) => r.Chunked($"5;a={c.Of("\0", "\x01", "\x7f", "\n", "\r", "\v", "\u00e9", "\"\r\n\"")}\r\nhello\r\n0\r\n\r\n")),
        ("chunk-extension-hides", (r, _) => r.Chunked($"2;\nxx\r\n{r.Hidden.Length:x}\r\n0\r\n\r\n{r.Hidden}\r\n0\r\n\r\n")),
        ("chunk-extension-long", (r, c) => r.Chunked($"5;a={new string('b', c.Of(200, 5000, 20_000))}\r\nhello\r\n0\r\n\r\n")),
        ("chunk-size-odd", (r, c) => r.Chunked($"{c.Of("0x5", "+5", "-5", "5x", "", "5 5", "g", "5\0", "5,", "\u0665", "0x", "5.0", "\"5\"")}\r\nhello\r\n0\r\n\r\n")),
        ("chunk-size-blank", (r, c) => r.Chunked($"{c.Of("5 ", " 5", "5\t", "\t5", "5   ")}\r\nhello\r\n0\r\n\r\n")),
        ("chunk-size-zeros", (r, c) => r.Chunked($"{new string('0', c.Of(3, 15, 40, 100))}5\r\nhello\r\n0\r\n\r\n")),
        ("chunk-size-huge", (r, c) => r.Chunked($"{c.Of("ffffffffffffffff", "10000000000000005", "8000000000000005", "100000005", "7fffffffffffffff")}\r\nhello\r\n0\r\n\r\n")),
        ("chunk-data-long", (r, _) => r.Chunked("5\r\nhellox\r\n0\r\n\r\n")),
        ("chunk-data-short", (r, _) => r.Chunked("6\r\nhello\r\n0\r\n\r\n")),
        ("chunk-no-crlf", (r, _) => r.Chunked("5\r\nhello0\r\n\r\n")),
        ("chunk-no-last", (r, _) => r.Chunked("5\r\nhello\r\n")),
        ("chunk-no-end", (r, _) => r.Chunked("5\r\nhello\r\n0\r\n")),
        ("chunk-last-zeros", (r, _) => r.Chunked("5\r\nhello\r\n000\r\n\r\n")),
        ("chunk-hides", (r, _) => r.Chunked($"{r.Hidden.Length:X}\r\n{r.Hidden}\r\n0\r\n\r\n")),
        ("chunk-then-hidden", (r, _) => r.Chunked("0\r\n\r\n" + r.Hidden)),
        ("trailer", (r, _) => { r.Fields.Add("Trailer: X-T"); r.Chunked("5\r\nhello\r\n0\r\nX-T: v\r\n\r\n"); }),
        ("trailer-framing", (r, c) => r.Chunked($"5\r\nhello\r\n0\r\n{c.Of("Content-Length: 9", "Transfer-Encoding: chunked", "Host: b.example", "Connection: X-Id", "X-Forwarded-For: 1.2.3.4", "Authorization: x", "Cookie: a=b")}\r\n\r\n")),
        ("trailer-odd", (r, c) => r.Chunked($"5\r\nhello\r\n0\r\n{c.Of("X-T : v", "X-T", ": v", " X-T: v", "X-T: a\r\n b", "X-T: a\0b", "X-T: a\nX-U: b", "X-T: a\rb", "GET / HTTP/1.1", "X(T: v", "X_T: v")}\r\n\r\n")),
        ("trailer-many", (r, c) => r.Chunked("5\r\nhello\r\n0\r\n" + string.Concat(Enumerable.Range(1, c.Of(50, 250)).Select(n => $"X-T{n}: v\r\n")) + "\r\n")),
    ];

    private static void Length(RawRequest raw, string value)
    {
        raw.Sized("hello");
        raw.Set("Content-Length", value);
    }

    private static void Coding(RawRequest raw, string value)
    {
        raw.Chunked("5\r\nhello\r\n0\r\n\r\n");
        raw.Set("Transfer-Encoding", value);
    }
}
