namespace Balancing.Ajp;

/// <summary>Which request attributes may come in (R53, CVE-2020-1938): all others refuse the whole request.</summary>
internal sealed class AttributeNames
{
    /// <summary>The client's port, as text.</summary>
    public const string RemotePort = "AJP_REMOTE_PORT";

    /// <summary>The address at which the front listens.</summary>
    public const string LocalAddress = "AJP_LOCAL_ADDR";

    /// <summary>The version of TLS.</summary>
    public const string SslProtocol = "AJP_SSL_PROTOCOL";

    // As Tomcat: mod_jk's word of draining, what the servlet specification says of TLS, and what IIS sends.
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal)
    {
        RemotePort, LocalAddress, SslProtocol, "JK_LB_ACTIVATION",
        "javax.servlet.request.cipher_suite", "javax.servlet.request.key_size", "javax.servlet.request.ssl_session",
        "javax.servlet.request.X509Certificate", "jakarta.servlet.request.cipher_suite", "jakarta.servlet.request.key_size",
        "jakarta.servlet.request.ssl_session", "jakarta.servlet.request.X509Certificate",
        "CERT_ISSUER", "CERT_SUBJECT", "CERT_COOKIE", "HTTPS_SERVER_SUBJECT", "CERT_FLAGS", "HTTPS_SECRETKEYSIZE", "CERT_SERIALNUMBER",
        "HTTPS_SERVER_ISSUER", "HTTPS_KEYSIZE",
    };

    private readonly string[] _patterns;

    public AttributeNames(IEnumerable<string> patterns) => _patterns = [.. patterns];

    public bool Allows(string name) => Always.Contains(name) || Array.Exists(_patterns, pattern => Matches(pattern, name));

    /// <summary>A name for the log, or a word in its place when a log should not show it (R37).</summary>
    public static string Shown(string name) =>
        name.Length is > 0 and <= 80 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? name : "(unprintable)";

    // Each piece between stars is found as early as possible; linear but for the pieces.
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        pattern = pattern[(star + 1)..];
        name = name[star..];
        for (star = pattern.IndexOf('*'); star >= 0; star = pattern.IndexOf('*'))
        {
            var at = name.IndexOf(pattern[..star], StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            pattern = pattern[(star + 1)..];
            name = name[(at + star)..];
        }

        return name.EndsWith(pattern, StringComparison.Ordinal);
    }
}
