using Balancing.RealHttpd.Tests.Generating;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>What can be done to a request, by name. Not all of it is wrong.</summary>
internal static partial class Mutation
{
    public static readonly IReadOnlyDictionary<string, Action<RawRequest, Chance>> All =
        Lines.Concat(Fields).Concat(Hosts).Concat(Lengths).Concat(Codings).Concat(Chunks).Concat(Targets).Concat(Connections)
            .ToDictionary(m => m.Name, m => m.Do, StringComparer.Ordinal);

    public static readonly IReadOnlyList<string> Names = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The same on every machine (FNV-1a).</summary>
    public static ulong Hash(string name) => name.Aggregate(14695981039346656037UL, (hash, c) => (hash ^ c) * 1099511628211UL);

    private static IEnumerable<(string Name, Action<RawRequest, Chance> Do)> Lines =>
    [
        ("eol-lf", (r, _) => r.LineEnd = r.FieldEnd = r.HeadEnd = "\n"),
        ("eol-cr", (r, _) => r.LineEnd = r.FieldEnd = r.HeadEnd = "\r"),
        ("eol-line-lf", (r, _) => r.LineEnd = "\n"),
        ("eol-field-lf", (r, _) => r.FieldEnd = "\n"),
        ("eol-field-crcrlf", (r, _) => r.FieldEnd = "\r\r\n"),
        ("eol-head-lf", (r, _) => r.HeadEnd = "\n"),
        ("eol-head-crcrlf", (r, _) => r.HeadEnd = "\r\r\n"),
        ("before-crlf", (r, _) => r.Before = "\r\n"),
        ("before-crlfs", (r, _) => r.Before = "\r\n\r\n\r\n"),
        ("before-lf", (r, _) => r.Before = "\n"),
        ("before-space", (r, _) => r.Before = " "),
        ("before-nul", (r, _) => r.Before = "\0"),
        ("line-two-spaces", (r, c) => r.Line = c.Percent(50) ? $"{r.Method}  {r.Target} {r.Version}" : $"{r.Method} {r.Target}  {r.Version}"),
        ("line-tab", (r, c) => r.Line = c.Percent(50) ? $"{r.Method}\t{r.Target} {r.Version}" : $"{r.Method} {r.Target}\t{r.Version}"),
        ("line-space-behind", (r, _) => r.Line = $"{r.Method} {r.Target} {r.Version} "),
        ("line-four-words", (r, _) => r.Line = $"{r.Method} {r.Target} x {r.Version}"),
        ("line-vt", (r, _) => r.Line = $"{r.Method} {r.Target}\v{r.Version}"),
        ("version-0.9", (r, _) => r.Line = $"{r.Method} {r.Target}"),
        ("version-1.0", (r, _) => r.Version = "HTTP/1.0"),
        ("version-1.0-keep", (r, _) => { r.Version = "HTTP/1.0"; r.Set("Connection", "keep-alive"); }),
        ("version-1.0-no-host", (r, _) => { r.Version = "HTTP/1.0"; r.Remove("Host"); }),
        ("version-1.2", (r, _) => r.Version = "HTTP/1.2"),
        ("version-odd", (r, c) => r.Version = c.Of("HTTP/2.0", "HTTP/01.1", "HTTP/1.10", "http/1.1", "HTTP/1.", "HTTP/1,1", "HTTP/-1.1", "HTTPS/1.1", "HTTP/0.9", "HTTP/1.1x")),
        ("method-odd", (r, c) => r.Method = c.Of("PROPFIND", "M-SEARCH", "PATCH", "PURGE")),
        ("method-lower", (r, _) => r.Method = r.Method.ToLowerInvariant()),
        ("method-invalid", (r, c) => r.Method = c.Of("GE(T", "GET/", "G\u00c9T", "GE\0T", "GET:", "\"GET\"", "G,T")),
        ("method-empty", (r, _) => r.Line = $" {r.Target} {r.Version}"),
        ("method-long", (r, _) => r.Method = new string('M', 300)),
        ("method-trace", (r, _) => { r.Method = "TRACE"; }),
        ("method-connect", (r, _) => { r.Line = "CONNECT a.example:443 HTTP/1.1"; }),
        ("preface-h2", (r, _) => { r.Line = "PRI * HTTP/2.0"; r.Fields.Clear(); r.Body = "SM\r\n\r\n"; }),
        ("preface-tls", (r, _) => r.Before = "\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00"),
        ("cut-head", (r, c) => r.Cut = r.Body.Length + 1 + c.Next(30)),
        ("cut-body", (r, c) => { if (r.Body.Length > 0) r.Cut = 1 + c.Next(r.Body.Length); }),
    ];

    private static IEnumerable<(string Name, Action<RawRequest, Chance> Do)> Fields =>
    [
        ("field-space-colon", (r, c) => r.Fields.Add(c.Of("X-A : b", "X-A\t: b", "Content-Length : 5", "Transfer-Encoding : chunked", "Host : b.example"))),
        ("field-no-colon", (r, c) => r.Fields.Add(c.Of("X-A", "just words here", "Content-Length"))),
        ("field-no-name", (r, _) => r.Fields.Add(": b")),
        ("field-fold", (r, c) => r.Fields.Add("X-A: b\r\n" + c.Of(" c", "\tc", " X-B: c", " ", "   c"))),
        ("field-fold-first", (r, c) => r.Put(0, c.Of(" X-A: b", "\tX-A: b", " Host: b.example", " "))),
        ("field-fold-length", (r, _) => { r.Sized("hello"); r.Remove("Content-Length"); r.Fields.Add("Content-Length:\r\n 5"); }),
        ("field-fold-coding", (r, _) => { r.Chunked("5\r\nhello\r\n0\r\n\r\n"); r.Remove("Transfer-Encoding"); r.Fields.Add("Transfer-Encoding:\r\n chunked"); }),
        ("field-nul", (r, c) => r.Fields.Add(c.Of("X-A: b\0c", "X\0A: b", "X-A: \0"))),
        ("field-cr", (r, c) => r.Fields.Add(c.Of("X-A: b\rc", "X-A: b\rX-B: c", "\rX-A: b", "X-A: b\r\rc"))),
        ("field-lf", (r, c) => r.Fields.Add(c.Of("X-A: b\nX-B: c", "X-A: b\n X-B: c"))),
        ("field-control", (r, c) => r.Fields.Add(c.Of("X-A: b\x01c", "X-A: b\x7f" + "c", "X-A: \x1b[31m", "X-A: b\vc", "X-A: b\fc", "X-A: \bb"))),
        ("field-high", (r, c) => r.Fields.Add(c.Of("X-A: b\u00e9c", "X-A: b\u00c3\u00a9", "X-A: \u0080", "X-A: \u00ff", "X-A: b\u0085c"))),
        ("field-name-high", (r, c) => r.Fields.Add(c.Of("X-\u00e9: b", "X-\u00c3\u00a9: b", "\u0080: b"))),
        ("field-name-invalid", (r, c) => r.Fields.Add(c.Of("X(A: b", "X A: b", "X/A: b", "X@A: b", "\"X\": b", "X\x01: b", "{X}: b", "X,A: b"))),
        ("field-name-odd", (r, c) => r.Fields.Add(c.Of("X.A: b", "!: b", "X~A: b", "1: b", "X'A: b", "x-a: B"))),
        ("field-underscore", (r, c) => r.Fields.Add(c.Of("X_A: b", "Content_Length: 5", "Transfer_Encoding: chunked", "X_Forwarded_For: 1.2.3.4"))),
        ("field-empty", (r, c) => r.Fields.Add(c.Of("X-A:", "X-A: ", "X-A:\t \t"))),
        ("field-blanks", (r, c) => r.Fields.Add(c.Of("X-A:b", "X-A:   b   ", "X-A:\tb\t", "X-A: b \t c"))),
        ("field-twice", (r, _) => { r.Fields.Add("X-A: b"); r.Fields.Add("X-A: c"); }),
        ("field-cookies", (r, _) => { r.Fields.Add("Cookie: a=b"); r.Fields.Add("Cookie: c=d"); }),
        ("field-long", (r, c) => r.Fields.Add("X-A: " + new string('b', c.Of(4000, 8300, 20_000, 70_000)))),
        ("field-many", (r, c) => r.Fields.AddRange(Enumerable.Range(1, c.Of(60, 120, 300)).Select(n => $"X-A{n}: b"))),
        ("field-name-long", (r, c) => r.Fields.Add(new string('X', c.Of(300, 9000)) + ": b")),
        ("field-range", (r, c) => r.Fields.Add(c.Of("Range: bytes=0-4", "If-None-Match: \"x\"", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT", "Accept-Encoding: gzip", "Priority: u=1"))),
    ];
}
