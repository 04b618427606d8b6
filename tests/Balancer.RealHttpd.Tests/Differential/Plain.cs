namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>Requests with nothing wrong in them.</summary>
internal static class Plain
{
    public static readonly IReadOnlyList<string> Kinds = ["get", "get", "head", "delete", "sized", "empty", "chunked", "chunks", "query"];

    public static void Make(string kind, RawRequest raw)
    {
        raw.Fields.Add("Accept: */*");
        raw.Fields.Add("X-One: 1");
        switch (kind)
        {
            case "head": raw.Method = "HEAD"; break;
            case "delete": raw.Method = "DELETE"; break;
            case "sized": raw.Sized("hello"); break;
            case "empty": raw.Sized(""); break;
            case "chunked": raw.Chunked("5\r\nhello\r\n0\r\n\r\n"); break;
            case "chunks": raw.Chunked("1\r\na\r\nA\r\n0123456789\r\n0\r\n\r\n"); break;
            case "query": raw.Target = "/x/y;p=1/z%20?q=%41&r=/../"; break;
        }
    }
}
