using System.Buffers;

namespace Balancing.Mapping;

/// <summary>Splits a configured target into its authority and its template, when configuration is loaded (R27, R31).</summary>
internal static class TemplateRules
{
    private const int LongestTemplate = 8_192;
    private const string BalancerScheme = "balancer://";

    private static readonly SearchValues<char> EndsAuthority = SearchValues.Create("/?#$\\%@ ");

    /// <summary>
    /// Splits <paramref name="to"/>, the target of a ProxyPass, ProxyPassMatch or RewriteRule [P].
    /// <para>
    /// The authority must be literal: nothing of a request selects a host or port. What follows it must start with a slash
    /// or a <c>?</c>, with one exception: <c>http://host$1</c>, where only captures follow up to the end or the <c>?</c>,
    /// is read as <c>http://host/$1</c> with exactly one slash. That is safe, because the authority is an object of its own
    /// by then: with <c>^/cat(.*)$ http://host:80$1</c> the request <c>/cat@other:90/x</c> asks host:80 for
    /// <c>/@other:90/x</c> (CVE-2011-3368). Text behind such a capture (<c>http://host$1.example/</c>, <c>http://ho$1st/</c>)
    /// shows that it was meant as a piece of the authority, so that is refused.
    /// </para>
    /// </summary>
    /// <param name="to">The configured text.</param>
    /// <param name="balancer">Lower-case name of the balancer it names, or null.</param>
    /// <param name="authorityUrl">Scheme and authority of a plain target, for <see cref="MemberUrl.TryParse"/>; else empty.</param>
    /// <param name="template">What follows the authority.</param>
    /// <param name="problem">What is wrong and how to put it right, when the result is false.</param>
    public static bool TrySplit(string to, out string? balancer, out string authorityUrl, out string template, out string problem)
    {
        balancer = null;
        authorityUrl = template = "";
        var start = AuthorityStart(to);
        if (start < 0 || to.AsSpan(0, start).ContainsAny("$%\\ ") || HasControl(to))
        {
            problem = "the target is no URL with a literal scheme; write scheme://host[:port]/path or balancer://name/path";
            return false;
        }

        var length = to.AsSpan(start).IndexOfAny(EndsAuthority);
        var end = length < 0 ? to.Length : start + length;
        problem = ProblemOf(to.AsSpan(start, end - start), to.AsSpan(end));
        if (problem.Length > 0) return false;
        template = to[end..];
        if (to.StartsWith(BalancerScheme, StringComparison.OrdinalIgnoreCase))
        {
            balancer = to[start..end].ToLowerInvariant();
            return true;
        }

        authorityUrl = to[..end];
        return MemberUrl.TryParse(authorityUrl, out _, out problem);
    }

    // unix:/path|http: may go without //host, and is looked for at the start only (R31, CVE-2021-40438).
    private static int AuthorityStart(string to)
    {
        var bar = to.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) ? to.IndexOf('|', StringComparison.Ordinal) : -1;
        var scheme = to.IndexOf(':', bar + 1);
        if (scheme <= bar + 1) return -1;
        if (string.CompareOrdinal(to, scheme, "://", 0, 3) == 0) return scheme + 3;
        return bar >= 0 && scheme + 1 == to.Length ? to.Length : -1;
    }

    private static string ProblemOf(ReadOnlySpan<char> authority, ReadOnlySpan<char> rest)
    {
        if (rest.Length > LongestTemplate) return "the target's path is longer than 8192 characters";
        if (!rest.IsEmpty && rest[0] is '#' or '%' or '@' or '\\' or ' ')
            return "the host must be literal text without user information, escapes or variables";
        if (!rest.IsEmpty && rest[0] == '$' && (authority.IsEmpty || authority[^1] == ':' || !IsCapturesOnly(rest)))
            return "a capture or variable must not be a part of the host or port; write a / after the host";
        var question = rest.IndexOf('?');
        var path = question < 0 ? rest : rest[..question];
        if (rest.Contains('#')) return "a target has no fragment (#)";
        return DotSegments.In(path.Contains('\\') ? path.ToString().Replace("\\", "", StringComparison.Ordinal) : path)
            ? "the target's path must not hold . or .. segments"
            : "";
    }

    private static bool IsCapturesOnly(ReadOnlySpan<char> rest)
    {
        while (rest is ['$', >= '0' and <= '9', ..]) rest = rest[2..];
        return rest.IsEmpty || rest[0] == '?';
    }

    private static bool HasControl(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\x1F') || text.Contains('\x7F', StringComparison.Ordinal);
}
