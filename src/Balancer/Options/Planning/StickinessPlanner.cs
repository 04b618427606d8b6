namespace Balancing;

/// <summary>Plans how sessions are found, and the cookie we issue.</summary>
internal sealed class StickinessPlanner(Place place)
{
    public StickinessPlan? Plan(BalancerOptions options, IReadOnlyList<MemberPlan> members)
    {
        var cookie = options.StickyCookie is { } said ? Cookie(said, options, members) : null;
        var names = string.IsNullOrEmpty(options.StickySession) ? cookie?.Name : options.StickySession;
        if (names is null)
        {
            return null;
        }

        var bar = names.IndexOf('|', StringComparison.Ordinal);
        var separator = options.StickySessionSep;
        return new StickinessPlan
        {
            CookieName = bar < 0 ? names : names[..bar],
            ParameterName = names[(bar + 1)..],
            Separator = separator is null ? HttpdDefaults.Separator : separator.Length == 1 ? separator[0] : null,
            ScolonPathDelim = options.ScolonPathDelim ?? false,
            Cookie = cookie,
        };
    }

    private StickyCookiePlan? Cookie(StickyCookieOptions said, BalancerOptions options, IReadOnlyList<MemberPlan> members)
    {
        var at = place.At("StickyCookie");
        var name = said.Name ?? options.StickySession?.Split('|')[0];
        if (string.IsNullOrEmpty(name))
        {
            at.At("Name").Add("the sticky cookie has no name", "Name it, or set StickySession");
            return null;
        }

        if (!Characters.IsToken(name) || name.Length > 63)
        {
            at.At("Name").Add($"a cookie cannot be called {Kind<string>.Quote(name)}", "Use a token of at most 63 letters, digits and -_.~ (R46)");
        }

        CheckAttributes(said, at);
        CheckRoutes(options, members);
        var defaults = HttpdDefaults.StickyCookie;
        return new StickyCookiePlan
        {
            Name = name,
            Path = said.Path ?? defaults.Path,
            Domain = string.IsNullOrEmpty(said.Domain) ? null : said.Domain,
            HttpOnly = said.HttpOnly ?? defaults.HttpOnly,
            Secure = said.Secure,
            SameSite = SameSite(said.SameSite ?? defaults.SameSite) ?? defaults.SameSite,
            MaxAge = said.MaxAge,
        };
    }

    private static string? SameSite(string said) =>
        Array.Find(["Lax", "Strict", "None"], word => word.Equals(said, StringComparison.OrdinalIgnoreCase));

    private static void CheckAttributes(StickyCookieOptions said, Place at)
    {
        if (said.Path is { } path && (!path.StartsWith('/') || !Characters.IsCookieAttribute(path)))
        {
            at.At("Path").Add($"Path cannot be {Kind<string>.Quote(path)}", "Use a path that starts with '/' and holds no ';'");
        }

        if (said.Domain is { Length: > 0 } domain && !Characters.IsHost(domain))
        {
            at.At("Domain").Add($"Domain cannot be {Kind<string>.Quote(domain)}", "Use a host name");
        }

        if (said.MaxAge is { } age && age < TimeSpan.FromSeconds(1))
        {
            at.At("MaxAge").Add("a cookie of that age is gone at once", "Use 1 s or more, or leave it out for a session cookie");
        }

        if (said.SameSite is { } same && SameSite(same) is null)
        {
            at.At("SameSite").Add($"SameSite cannot be {Kind<string>.Quote(same)}", "Use Lax, Strict or None");
        }
        else if (said.SameSite is { } none && SameSite(none) == "None" && said.Secure == false)
        {
            at.At("SameSite").Add("browsers drop a cookie with SameSite=None that is not Secure", "Set Secure, or use Lax");
        }
    }

    // R46: the cookie's value is a configured route, so it must be fit for one.
    private void CheckRoutes(BalancerOptions options, IReadOnlyList<MemberPlan> members)
    {
        foreach (var route in members.Select(member => member.Route).Where(route => !Characters.IsCookieValue(route)).Distinct())
        {
            var index = options.Members.FindIndex(member => member?.Route == route);
            (index < 0 ? place.At("Members") : place.At("Members").At(index).At("Route")).Add(
                $"the sticky cookie cannot carry the route {Kind<string>.Quote(route)}",
                "Use printable ASCII without quotes, commas, semicolons and backslashes (R46)", "route");
        }
    }
}
