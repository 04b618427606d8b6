namespace Balancing.Rewriting;

/// <summary>
/// What a backend wrote as a reference, parsed: an absolute URL or a path (R35). Nothing is decoded, and the tail keeps
/// path, query and fragment as they were.
/// </summary>
internal readonly ref struct BackendUrl
{
    private BackendUrl(ReadOnlySpan<char> scheme, ReadOnlySpan<char> host, int port, ReadOnlySpan<char> tail)
    {
        Scheme = scheme;
        Host = host;
        Port = port;
        Tail = tail;
    }

    /// <summary>Scheme as written; empty for a path alone.</summary>
    public ReadOnlySpan<char> Scheme { get; }

    /// <summary>Host as written, IPv6 in brackets; empty for a path alone.</summary>
    public ReadOnlySpan<char> Host { get; }

    /// <summary>Port, or the scheme's default; -1 when neither is known.</summary>
    public int Port { get; }

    /// <summary>Path, query and fragment; empty, or it starts with <c>/</c>, <c>?</c> or <c>#</c>.</summary>
    public ReadOnlySpan<char> Tail { get; }

    /// <summary>
    /// False for what is never rewritten: relative references, <c>//host</c>, user information, and all that does not parse.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BackendUrl url)
    {
        url = default;
        if (text.StartsWith("/"))
        {
            url = new BackendUrl(default, default, -1, text);
            return !text.StartsWith("//") && !text.StartsWith("/\\");
        }

        var colon = text.IndexOf("://");
        if (colon <= 0 || !IsScheme(text[..colon]))
        {
            return false;
        }

        var after = text[(colon + 3)..];
        var end = after.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? after : after[..end];
        if (!FieldText.TryHost(authority, out var host, out var port))
        {
            return false;
        }

        var scheme = text[..colon];
        url = new BackendUrl(scheme, host, port > 0 ? port : DefaultPort(scheme), end < 0 ? default : after[end..]);
        return true;
    }

    /// <summary>The same scheme, host and port; a default port that is written out makes no difference (D1).</summary>
    public bool IsFrom(string scheme, string host, int port) =>
        Port == port && Host.Equals(host, StringComparison.OrdinalIgnoreCase) && Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text starts with a scheme and <c>://</c>.</summary>
    public static bool IsAbsolute(ReadOnlySpan<char> text) =>
        text.IndexOf("://") is var colon and > 0 && IsScheme(text[..colon]);

    /// <summary>
    /// Takes a path prefix of whole segments off a tail. A prefix that ends in a slash leaves the slash in the rest, one
    /// that does not also ends at <c>;</c>, <c>?</c> and <c>#</c>.
    /// </summary>
    /// <param name="tail">Path, query and fragment.</param>
    /// <param name="prefix">Empty, or a path.</param>
    /// <param name="comparison">How the prefix compares.</param>
    /// <param name="rest">What follows: empty, or it starts with <c>/</c>, <c>;</c>, <c>?</c> or <c>#</c>.</param>
    public static bool TryTake(ReadOnlySpan<char> tail, ReadOnlySpan<char> prefix, StringComparison comparison, out ReadOnlySpan<char> rest)
    {
        rest = tail;
        if (prefix is "" or "/")
        {
            return prefix.IsEmpty || tail.IsEmpty || tail[0] == '/';
        }

        if (!tail.StartsWith(prefix, comparison))
        {
            return false;
        }

        rest = tail[(prefix[^1] == '/' ? prefix.Length - 1 : prefix.Length)..];
        return rest.IsEmpty || rest[0] is '/' or ';' or '?' or '#';
    }

    private static int DefaultPort(ReadOnlySpan<char> scheme) =>
        scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? 80
        : scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? 443
        : MemberUrl.DefaultPortOf(scheme.ToString().ToLowerInvariant());

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }
}
