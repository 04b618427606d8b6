using System.Globalization;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>
/// The route cookie that a balancer issues: <c>Header add Set-Cookie … env=BALANCER_ROUTE_CHANGED</c>, in each site that leads to
/// the balancer. The variable tells not whose route has changed, so a site can issue one such cookie only.
/// </summary>
internal sealed class HttpdCookies(HttpdText text)
{
    private const string Changed = "env=BALANCER_ROUTE_CHANGED";

    /// <summary>Writes the cookies of the balancers that a site names.</summary>
    /// <param name="balancers">The balancers, and where they stand.</param>
    /// <param name="place">The site; empty for a server without one.</param>
    public void Write(IEnumerable<(string Place, BalancerOptions Options)> balancers, string place)
    {
        var sticky = balancers.Where(b => b.Options is { StickyCookie: not null } or { StickySession.Length: > 0 }).ToList();
        var values = sticky.Select(b => Value(b.Options)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (at, options) in sticky.Where(b => b.Options.StickyCookie is not null))
        {
            if (values.Count > 1)
            {
                text.Lose(
                    $"{at}:StickyCookie",
                    $"{(place.Length == 0 ? "the server" : place)} leads to several balancers with sessions, and a header cannot tell whose route has changed");
            }
            else if (options.StickyCookie!.Secure is null)
            {
                text.Lose($"{at}:StickyCookie:Secure", "httpd cannot tell in this line whether the client speaks TLS; the cookie is never Secure here");
            }
        }

        if (values is [{ } value])
        {
            text.Directive($"{place}:StickyCookie", "Header", "add", "Set-Cookie", value, Changed);
        }
    }

    private static string? Value(BalancerOptions balancer)
    {
        if (balancer.StickyCookie is not { } cookie || (cookie.Name ?? balancer.StickySession?.Split('|')[0]) is not { } name)
        {
            return null;
        }

        var separator = balancer.StickySessionSep is null ? "." : balancer.StickySessionSep.Length == 1 ? balancer.StickySessionSep : "";
        var attributes = new List<string> { $"path={cookie.Path ?? "/"}" };
        Add(attributes, string.IsNullOrEmpty(cookie.Domain) ? null : $"domain={cookie.Domain}");
        Add(attributes, cookie.MaxAge is { } age ? $"Max-Age={((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)}" : null);
        Add(attributes, cookie.HttpOnly == false ? null : "HttpOnly");
        Add(attributes, cookie.Secure == true ? "Secure" : null);
        Add(attributes, $"SameSite={cookie.SameSite ?? "Lax"}");
        return $"{Plain($"{name}={separator}")}%{{BALANCER_WORKER_ROUTE}}e; {Plain(string.Join("; ", attributes))}";
    }

    private static void Add(List<string> attributes, string? attribute)
    {
        if (attribute is not null)
        {
            attributes.Add(attribute);
        }
    }

    // A percent sign begins a format (mod_headers.c: parse_format_string).
    private static string Plain(string value) => value.Replace("%", "%%", StringComparison.Ordinal);
}
