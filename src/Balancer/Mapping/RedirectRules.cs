namespace Balancing.Mapping;

/// <summary>
/// Splits the URL of a redirect into scheme and authority and the rest, when configuration is loaded. What the client says may be our own
/// host, and may be a label below a literal domain; it is never the domain itself (R19, R27).
/// </summary>
internal static class RedirectRules
{
    private const string HostCharacters = "-._~:[]";

    /// <summary>True for a text that begins with a scheme, which may hold references, and <c>://</c>.</summary>
    public static bool IsAbsolute(string to)
    {
        var colon = to.IndexOf("://", StringComparison.Ordinal);
        return colon > 0 && !to.AsSpan(0, colon).ContainsAny('/', '?', '#') && !to.AsSpan(0, colon).Contains(' ');
    }

    /// <summary>Splits an absolute URL.</summary>
    /// <param name="to">The configured text.</param>
    /// <param name="hostCaptured">What conditions capture comes from our own host.</param>
    /// <param name="authority">Scheme and authority.</param>
    /// <param name="template">What follows; empty, or a path, a query, or a reference that is read as a path.</param>
    /// <param name="problem">What is wrong, when the result is false.</param>
    public static bool TrySplit(string to, bool hostCaptured, out string authority, out string template, out string problem)
    {
        authority = template = "";
        var start = to.IndexOf("://", StringComparison.Ordinal) + 3;
        var scheme = to[..(start - 3)];
        problem = scheme.AsSpan().ContainsAny('%', '$') || scheme.ToUpperInvariant() is "HTTP" or "HTTPS"
            ? "" : $"'{scheme}' is no scheme a client can be sent to; use http or https, or add the flag P for a target";
        if (problem.Length > 0) return false;
        var end = AuthorityEnd(to, start, hostCaptured, out var lastFree, out problem);
        if (problem.Length > 0) return false;
        var tail = lastFree < 0 ? default : to.AsSpan(lastFree, end - lastFree);
        if (lastFree >= 0 && (tail.Count('.') < 2 || tail.ContainsAny('%', '$')))
            problem = "a capture or variable of the request would choose the domain; write a literal domain behind it, as in $1.example.com";
        else if (end == start)
            problem = "the host is missing, or would be chosen by the request; use %{HTTP_HOST}, %{SERVER_NAME} or a literal name";
        authority = to[..end];
        template = to[end..];
        return problem.Length == 0;
    }

    /// <summary>
    /// True when <c>%N</c> can only be a part of our own host: every condition it may come from tests nothing but the host and
    /// literal text.
    /// </summary>
    public static bool CapturesHost(IReadOnlyList<RewriteCondPlan> conditions)
    {
        var found = false;
        for (var i = conditions.Count - 1; i >= 0; i--)
        {
            var condition = conditions[i];
            if (condition.Negate || condition.Kind is not (ConditionTest.Pattern or ConditionTest.Expression)) continue;
            if (condition.Kind == ConditionTest.Expression || !TestsHost(condition.Test)) return false;
            found = true;
            var optional = condition.OrNext || (i > 0 && conditions[i - 1].OrNext);
            if (!optional) return true;
        }

        return found;
    }

    private static bool TestsHost(string test)
    {
        var any = false;
        foreach (var reference in Reference.In(test))
        {
            if (!reference.IsOwnHost) return false;
            any = true;
        }

        return any;
    }

    private static int AuthorityEnd(string to, int start, bool hostCaptured, out int lastFree, out string problem)
    {
        (lastFree, problem) = (-1, "");
        var at = start;
        while (at < to.Length && to[at] is not ('/' or '?' or '#'))
        {
            var end = Reference.Read(to, at, out var reference);
            if (end < 0 && !char.IsAsciiLetterOrDigit(to[at]) && !HostCharacters.Contains(to[at], StringComparison.Ordinal))
            {
                problem = $"'{to[at]}' cannot stand in a host";
                return at;
            }

            if (end > 0 && !reference.IsOwnHost && !(reference.Kind == ReferenceKind.Condition && hostCaptured))
            {
                if (end >= to.Length || to[end] != '.') return PathStart(to, start, at, out problem);
                lastFree = end;
            }

            at = Math.Max(end, at + 1);
        }

        return at;
    }

    // https://%{HTTP_HOST}$1 is read as https://%{HTTP_HOST}/$1, with exactly one slash; https://host:$1 was meant to choose the port.
    private static int PathStart(string to, int start, int at, out string problem)
    {
        problem = at > start && to[at - 1] is ':' or '.' or '-' ? "a capture or variable must not be a part of the host or port" : "";
        return at;
    }
}
