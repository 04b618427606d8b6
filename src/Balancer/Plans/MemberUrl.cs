using System.Buffers;
using System.Globalization;

namespace Balancing;

/// <summary>
/// Where a member is, parsed once (R31): scheme, host and port, or a Unix socket, and a path. Scheme and host are
/// lower case and a default port is dropped from the identity.
/// </summary>
public sealed class MemberUrl
{
    private static readonly Dictionary<string, int> DefaultPorts = new(StringComparer.Ordinal)
    {
        // httpd: apr_uri_port_of_scheme and the proxy modules' own.
        ["http"] = 80,
        ["https"] = 443,
        ["ftp"] = 21,
        ["fcgi"] = 8000,
        ["ajp"] = 8009,
        ["scgi"] = 4000,
        ["uwsgi"] = 3031,
        ["ws"] = 80,
        ["h2c"] = 80,
        ["wss"] = 443,
        ["h2"] = 443,
    };

    private static readonly SearchValues<char> NotInHost = SearchValues.Create("@?#|\\ \t\r\n\"<>");

    private MemberUrl(string configured, string scheme, string host, int port, string path, string? unixSocket)
    {
        Configured = configured;
        Scheme = scheme;
        Host = host;
        Port = port;
        Path = path.Length == 1 ? "" : path;
        UnixSocket = unixSocket;
        Authority = port <= 0 || port == DefaultPortOf(scheme)
            ? host
            : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        var socket = unixSocket is null ? "" : $"unix:{unixSocket}|";
        Identity = $"{socket}{scheme}://{Authority}{Path}";
    }

    /// <summary>The text as it was configured; what people see.</summary>
    public string Configured { get; }

    /// <summary>The canonical text that says which member this is. <c>http://h</c> and <c>http://h/</c> are the same (D1).</summary>
    public string Identity { get; }

    /// <summary>Lower-case scheme; empty for a member that is only a name.</summary>
    public string Scheme { get; }

    /// <summary>Lower-case host, IPv6 in brackets; the name itself for a member that is only a name.</summary>
    public string Host { get; }

    /// <summary>Port; the scheme's default when none was given; -1 when neither is known.</summary>
    public int Port { get; }

    /// <summary>Host, and the port unless it is the scheme's default.</summary>
    public string Authority { get; }

    /// <summary>Path as configured, without query; empty when there is none or only <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>File name of the Unix socket (httpd: <c>unix:/path|url</c>), or null.</summary>
    public string? UnixSocket { get; }

    /// <summary>The default port of a scheme, or -1.</summary>
    /// <param name="scheme">Lower-case scheme.</param>
    public static int DefaultPortOf(string scheme) => DefaultPorts.GetValueOrDefault(scheme, -1);

    /// <summary>Parses a member's URL: <c>scheme://host[:port][/path]</c>, or <c>unix:/socket|scheme://host/path</c>.</summary>
    /// <param name="text">The configured text.</param>
    /// <param name="url">The result.</param>
    /// <param name="problem">What is wrong, when the result is false.</param>
    public static bool TryParse(string text, out MemberUrl? url, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        url = null;
        var rest = text;
        string? socket = null;
        if (rest.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
        {
            var bar = rest.IndexOf('|', StringComparison.Ordinal);
            if (bar < 0)
            {
                problem = "a unix: member needs the form unix:/path/to/socket|scheme://host/path";
                return false;
            }

            socket = rest[5..bar];
            rest = rest[(bar + 1)..];
            if (socket.Length is 0 or > 95)
            {
                problem = "the socket's file name must have 1 to 95 characters";
                return false;
            }
        }

        return TryParseLocation(text, rest, socket, out url, out problem);
    }

    /// <summary>A member that is only a name: the host attaches what it stands for.</summary>
    /// <param name="name">Any text without white space.</param>
    internal static MemberUrl Named(string name) => new(name, "", name, -1, "", null);

    /// <summary>True when a person who writes this text means this member: as configured, or any spelling of the same URL.</summary>
    internal bool IsNamedBy(string text) =>
        string.Equals(Configured, text, StringComparison.Ordinal)
        || (TryParse(text, out var url, out _) && string.Equals(url!.Identity, Identity, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Configured;

    private static bool TryParseLocation(string text, string rest, string? socket, out MemberUrl? url, out string problem)
    {
        url = null;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !IsScheme(rest.AsSpan(0, colon)))
        {
            problem = "it is not an absolute URL (scheme://host[:port][/path])";
            return false;
        }

        var scheme = rest[..colon].ToLowerInvariant();
        var after = rest[(colon + 1)..];
        if (socket is not null && after is "" or "//")
        {
            after = "//localhost"; // proxy_util.c: ap_proxy_define_worker_ex: the host of a Unix socket defaults to localhost
        }

        if (!after.StartsWith("//", StringComparison.Ordinal))
        {
            problem = "the scheme must be followed by ://host";
            return false;
        }

        after = after[2..];
        var slash = after.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? after : after[..slash];
        var path = slash < 0 ? "" : after[slash..];
        if (!TryParseAuthority(authority, scheme, out var host, out var port, out problem))
        {
            return false;
        }

        if (path.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 || path.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            problem = "the path of a member must not hold white space, '?' or '#'";
            return false;
        }

        url = new MemberUrl(text, scheme, host, port, path, socket);
        return true;
    }

    private static bool TryParseAuthority(string authority, string scheme, out string host, out int port, out string problem)
    {
        host = authority;
        port = DefaultPortOf(scheme);
        var bracket = authority.LastIndexOf(']');
        var colon = authority.LastIndexOf(':');
        if (colon > bracket)
        {
            host = authority[..colon];
            if (!int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
            {
                problem = "the port must be a number from 1 to 65535";
                return false;
            }
        }

        problem = "";
        if (host.Length is 0 or > 255 || host.AsSpan().ContainsAny(NotInHost)
            || (host[0] == '[') != (bracket == host.Length - 1) || (host[0] != '[' && host.Contains(':', StringComparison.Ordinal)))
        {
            problem = "the host is missing or not a valid host name (user information is not allowed)";
            return false;
        }

        host = host.ToLowerInvariant();
        return true;
    }

    private static bool IsScheme(ReadOnlySpan<char> scheme)
    {
        foreach (var c in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(scheme[0]);
    }
}
