using System.Buffers;
using System.Globalization;
using System.Text;

namespace Balancing.Rewriting;

/// <summary>The cookie by which we make a client sticky (httpd: the ROUTEID recipe of mod_headers).</summary>
internal static class RouteCookie
{
    // RFC 6265: cookie-octet. A route is a name and never an address; it comes from the configuration (R46).
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" \",;\\");

    /// <summary>
    /// The value of the Set-Cookie line, or null when the member has no route or one that no cookie may carry (the planner
    /// refuses such a route first).
    /// </summary>
    /// <param name="plan">Name and attributes.</param>
    /// <param name="route">The member's route.</param>
    /// <param name="separator">Written before the route, which gives an empty session id; null for the route alone.</param>
    /// <param name="isTls">The client speaks TLS to us.</param>
    public static string? Of(StickyCookiePlan plan, string route, char? separator, bool isTls)
    {
        if (route.Length == 0 || route.AsSpan().ContainsAny(Forbidden) || route.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return null;
        }

        var cookie = new StringBuilder(plan.Name).Append('=').Append(separator).Append(route).Append("; Path=").Append(plan.Path);
        if (plan.Domain is { } domain)
        {
            cookie.Append("; Domain=").Append(domain);
        }

        if (plan.MaxAge is { } age)
        {
            cookie.Append(CultureInfo.InvariantCulture, $"; Max-Age={(long)age.TotalSeconds}");
        }

        return cookie
            .Append(plan.HttpOnly ? "; HttpOnly" : "")
            .Append(plan.Secure ?? isTls ? "; Secure" : "")
            .Append("; SameSite=").Append(plan.SameSite)
            .ToString();
    }
}
