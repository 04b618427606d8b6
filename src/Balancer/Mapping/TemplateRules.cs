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
    /// <param name="rewriting"><c>%N</c> and <c>%{VAR}</c> count like captures, as in <c>balancer://foo%{REQUEST_URI}</c>.</param>
    public static bool TrySplit(
        string to, out string? balancer, out string authorityUrl, out string template, out string problem, bool rewriting = false)
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
        problem = ProblemOf(to.AsSpan(start, end - start), to[end..], rewriting);
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

    private static string ProblemOf(ReadOnlySpan<char> authority, string rest, bool rewriting)
    {
        if (rest.Length > LongestTemplate) return "the target's path is longer than 8192 characters";
        var reference = rest is ['$', ..] || (rewriting && rest.Length > 0 && Reference.Read(rest, 0, out _) > 0);
        if (!reference && rest is ['#' or '%' or '@' or '\\' or ' ', ..])
            return "the host must be literal text without user information, escapes or variables";
        if (reference && (authority.IsEmpty || authority[^1] == ':' || !(IsCapturesOnly(rest, rewriting) || (rewriting && IsPath(rest)))))
            return "a capture or variable must not be a part of the host or port; write a / after the host";
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? rest : rest[..question];
        if (rest.Contains('#', StringComparison.Ordinal)) return "a target has no fragment (#)";
        return DotSegments.In(path.Replace("\\", "", StringComparison.Ordinal)) ? "the target's path must not hold . or .. segments" : "";
    }

    private static bool IsCapturesOnly(string rest, bool rewriting)
    {
        var at = 0;
        while (at < rest.Length && Reference.Read(rest, at, out var reference) is var end and > 0
            && (rewriting || reference.Kind == ReferenceKind.Capture)) at = end;
        return at == rest.Length || rest[at] == '?';
    }

    // A path begins with a slash of its own, so text behind it was not meant as a piece of the authority.
    private static bool IsPath(string rest) =>
        Reference.Read(rest, 0, out var reference) > 0
        && reference is { Kind: ReferenceKind.Request, Name: { Argument: null, Name: "REQUEST_URI" or "REQUEST_FILENAME" or "SCRIPT_FILENAME" } };

    private static bool HasControl(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\x1F') || text.Contains('\x7F', StringComparison.Ordinal);
}
