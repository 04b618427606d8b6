using Balancing.Mapping;

namespace Balancing;

/// <summary>Plans sections (httpd: core.c, urlsection).</summary>
internal sealed class LocationPlanner(PlannerContext context)
{
    private const string Word = "Location";

    public IReadOnlyList<LocationPlan> Plan(List<LocationOptions> options, Place place)
    {
        var plans = new List<LocationPlan>();
        for (var i = 0; i < options.Count; i++)
        {
            plans.Add(PlanSection(i, options[i] ?? new LocationOptions(), place.At(i)));
        }

        return plans;
    }

    private LocationPlan PlanSection(int index, LocationOptions options, Place place)
    {
        var tilde = options.Match is null && options.Path is ['~', ..];
        var path = tilde ? null : options.Path;
        var match = tilde ? options.Path![1..].Trim() : options.Match;
        CheckWhere(path, match, place);
        if (options.Handler is not (null or "balancer-manager" or "none" or "None"))
        {
            place.At("Handler").Add($"there is no handler called {Kind<string>.Quote(options.Handler)}", "Use balancer-manager, or none", "SetHandler");
        }

        var codes = options.ProxyErrorOverrideStatus ?? [];
        SitePlanner.CheckErrorOverride(options.ProxyErrorOverride, codes, place);
        return new LocationPlan
        {
            Index = index,
            Path = path,
            Match = match,
            Access = AccessPlanner.Plan(options.Access, place.At("Access")),
            Handler = options.Handler?.ToLowerInvariant(),
            PreserveHost = options.ProxyPreserveHost,
            AddHeaders = options.ProxyAddHeaders,
            ErrorOverride = options.ProxyErrorOverride ?? (codes.Count > 0 ? true : null),
            ErrorOverrideStatus = [.. codes.Distinct()],
            RequestHeaders = HeaderPlanner.Plan(options.RequestHeader ?? [], place, "RequestHeader"),
            ResponseHeaders = HeaderPlanner.Plan(options.Header ?? [], place, "Header"),
            Reverse = new ReversePlanner(context).Plan(Reverse(options.ProxyPassReverse ?? [], path), place.At("ProxyPassReverse")),
            CookieDomains = ReversePlanner.Cookies(options.ProxyPassReverseCookieDomain ?? [], place, "ProxyPassReverseCookieDomain"),
            CookiePaths = ReversePlanner.Cookies(options.ProxyPassReverseCookiePath ?? [], place, "ProxyPassReverseCookiePath"),
            SetEnvIf = SetEnvIfPlanner.Plan(options.SetEnvIf ?? [], place.At("SetEnvIf")),
            SetEnv = SetEnvPlanner.Plan(options.SetEnv ?? [], place.At("SetEnv")),
        };
    }

    // mod_proxy.c: add_pass_reverse: inside a section the path may be left out.
    private static List<ProxyPassReverseOptions> Reverse(List<ProxyPassReverseOptions> entries, string? path) =>
    [
        .. entries.Select(e => e is null || !string.IsNullOrEmpty(e.Path) || path is null
            ? e! : new ProxyPassReverseOptions { Path = path, From = e.From, Interpolate = e.Interpolate }),
    ];

    // What no request can match protects nothing, so it is not let pass.
    private static void CheckWhere(string? path, string? match, Place place)
    {
        if ((path is null) == (match is null))
        {
            place.Add(path is null ? "the section has neither Path nor Match" : "the section has both Path and Match", "Give it one of the two", Word);
        }

        if (path is not null && (!path.StartsWith('/') || Characters.AnyControl(path) || DotSegments.In(path)))
        {
            place.At("Path").Add(
                $"Path cannot be {Kind<string>.Quote(path)}: no request would match", "Start it with '/', and use no dot segments", Word);
        }

        if (match is not null)
        {
            Patterns.Check(match, place.At("Match"), "LocationMatch");
        }
    }
}
