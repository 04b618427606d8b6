namespace Balancing.Ajp;

/// <summary>The tables of AJP13: methods and names of header fields that are sent as numbers.</summary>
internal static class AjpCodes
{
    /// <summary>The method's name is in the attribute stored_method.</summary>
    public const byte StoredMethod = 0xFF;

    /// <summary>The high byte of a coded name of a header field; any lower one begins the length of a spelled name.</summary>
    public const int NameCode = 0xA000;

    /// <summary>Codes of header fields of requests.</summary>
    public static readonly CodeNames RequestNames = new(
        "accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "connection", "content-type", "content-length",
        "cookie", "cookie2", "host", "pragma", "referer", "user-agent");

    /// <summary>Codes of header fields of answers.</summary>
    public static readonly CodeNames ResponseNames = new(
        "Content-Type", "Content-Language", "Content-Length", "Date", "Last-Modified", "Location", "Set-Cookie", "Set-Cookie2",
        "Servlet-Engine", "Status", "WWW-Authenticate");

    private static readonly CodeNames Methods = new(
        "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK",
        "ACL", "REPORT", "VERSION-CONTROL", "CHECKIN", "CHECKOUT", "UNCHECKOUT", "SEARCH", "MKWORKSPACE", "UPDATE", "LABEL", "MERGE",
        "BASELINE-CONTROL", "MKACTIVITY");

    /// <summary>The highest code of a method.</summary>
    public static int MethodCount => Methods.Count;

    /// <summary>The code of a method, <see cref="StoredMethod"/> when it has none. Case counts.</summary>
    public static byte CodeOfMethod(ReadOnlySpan<char> method)
    {
        var code = Methods.CodeOf(method);
        return code != 0 && method.SequenceEqual(Methods.NameOf(code)) ? (byte)code : StoredMethod;
    }

    /// <summary>The method of a code; null for <see cref="StoredMethod"/> and codes there are not.</summary>
    public static string? MethodOf(int code) => code >= 1 && code <= Methods.Count ? Methods.NameOf(code) : null;
}
