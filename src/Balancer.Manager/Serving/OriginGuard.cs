namespace Balancing.Manager.Serving;

/// <summary>
/// Where a change comes from (R48). Browsers say so, scripts need not: a field that is there must be right, one that is missing is no reason to
/// refuse, for the token is still to come.
/// </summary>
internal static class OriginGuard
{
    /// <summary>What is wrong with the request's origin, or null.</summary>
    public static string? ProblemOf(ManagerRequest request)
    {
        if (request.Field("Sec-Fetch-Site") is { } site && site is not ("same-origin" or "none"))
        {
            return "the browser says that another site sent it (Sec-Fetch-Site)";
        }

        if (request.Field("Origin") is { } origin && !IsSameOrigin(origin, request))
        {
            return "its Origin is not this server as the client sees it; behind a proxy the host must be told its scheme and Host";
        }

        // As httpd does it: scripts name the page, and often without its port (mod_proxy_balancer.c: safe_referer).
        return request.Field("Referer") is { } referer && !IsSameHost(referer, request) ? "its Referer is not this server" : null;
    }

    private static bool IsSameOrigin(string origin, ManagerRequest request) =>
        TrySplit(origin, out var theirs, out var rest) && rest.Length == 0
        && TrySplit($"{request.Scheme}://{request.Host}", out var ours, out _) && theirs == ours;

    private static bool IsSameHost(string referer, ManagerRequest request) =>
        TrySplit(referer, out var theirs, out _)
        && TrySplit($"{request.Scheme}://{request.Host}", out var ours, out _) && theirs.Host == ours.Host;

    private static bool TrySplit(string url, out (string Scheme, string Host, int Port) place, out ReadOnlySpan<char> rest)
    {
        place = ("", "", 0);
        rest = default;
        var scheme = url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http" : url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https" : "";
        if (scheme.Length == 0)
        {
            return false;
        }

        var start = scheme.Length + 3;
        var end = url.AsSpan(start).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? url[start..] : url.Substring(start, end);
        rest = end < 0 ? default : url.AsSpan(start + end);
        if (!HostText.TrySplit(authority, out var host, out var port))
        {
            return false;
        }

        place = (scheme, host, port ?? (scheme == "https" ? 443 : 80));
        return true;
    }
}
