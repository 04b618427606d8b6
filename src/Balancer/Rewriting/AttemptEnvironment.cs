namespace Balancing.Rewriting;

/// <summary>The variables httpd sets for each attempt (mod_proxy_balancer.c: proxy_balancer_pre_request).</summary>
internal static class AttemptEnvironment
{
    /// <summary>Which balancer, member and session an attempt has. What is not so is absent, not empty.</summary>
    /// <param name="balancer">The balancer's name without <c>balancer://</c>.</param>
    /// <param name="member">The member's URL.</param>
    /// <param name="route">The member's route; it may be empty.</param>
    /// <param name="sessionName">The cookie or parameter that held the session, or null. It is set for an empty route too.</param>
    /// <param name="sessionRoute">The route asked for, or null when there was none.</param>
    /// <param name="routeChanged">The session goes on elsewhere, or begins.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> EnvironmentOf(
        string balancer, string member, string route, string? sessionName, string? sessionRoute, bool routeChanged)
    {
        var all = new List<KeyValuePair<string, string>>(6)
        {
            new("BALANCER_NAME", $"balancer://{balancer}"),
            new("BALANCER_WORKER_NAME", member),
            new("BALANCER_WORKER_ROUTE", route),
        };
        if (sessionName is not null)
        {
            all.Add(new("BALANCER_SESSION_STICKY", sessionName));
        }

        if (sessionRoute is not null)
        {
            all.Add(new("BALANCER_SESSION_ROUTE", sessionRoute));
        }

        if (routeChanged)
        {
            all.Add(new("BALANCER_ROUTE_CHANGED", "1"));
        }

        return all;
    }
}
