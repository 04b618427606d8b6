using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>
/// Scenarios in which a known difference may change decisions from there on. They are not played: neither made nor shrunk to. What can
/// be predicted is in <see cref="Known"/> instead.
/// </summary>
internal static class Avoided
{
    /// <summary>Why a scenario is not played, or null.</summary>
    public static string? Reason(Scenario scenario)
    {
        var stopped = scenario.Steps.OfType<Stop>().Select(s => $"http://{{{s.Member}}}").Distinct().ToList();
        if (scenario.KeepsConnections && scenario.Asks.Any(ask => ask.Reply.Kind is ReplyKind.Silent or ReplyKind.Garbage))
        {
            return "D11";
        }

        if (scenario.Lines.Any(l => l.Options.Any(o => o.StartsWith("mapping=", StringComparison.Ordinal)))
            && scenario.Lines.Any(l => l.Words is [.., "!"] || (l.Is("RewriteRule") && l.Words[0].StartsWith('!'))))
        {
            // httpd gives what an encoded rule has mapped to mod_rewrite, under the name proxy:...
            return "D18";
        }

        if (Known.Glues(scenario) && scenario.Lines.Any(l => l.Words is [.., var to] && to.Contains("$2/", StringComparison.Ordinal)))
        {
            return "D1"; // which of two slashes is the glued one cannot be seen
        }

        if (scenario.Lines.Any(l => l.Is("MergeSlashes") && l.Words[0] == "Off") && scenario.Lines.Any(l => l.Words is [.., "!"] || l.Name is "Require" or "Deny"))
        {
            return "D18"; // it has no effect there
        }

        // httpd takes the Location by the path before it is rewritten; ours stand with the other rules.
        if (scenario.Lines.Any(l => l.Is("RewriteRule") && l.Words is [.., var flags] && flags.Contains("PT", StringComparison.Ordinal))
            && scenario.Lines.Any(l => l.Name is "Location" or "LocationMatch" && l.Children!.Any(c => c.Name.StartsWith("ProxyPass", StringComparison.Ordinal))))
        {
            return "locations";
        }

        // A virtual host that says something of a shared balancer has numbers of its own; in httpd the members keep theirs.
        // And where it only names it, httpd forgets the method (D40).
        var hosts = scenario.Config.Where(l => l.Is("VirtualHost")).ToList();
        if (hosts.Any(host => host.All().Any(l => l.Name is "ProxyPass" or "ProxyPassMatch" or "ProxySet" && l.Options.Any(IsOfBalancer))))
        {
            return "numbers";
        }

        if (hosts.Count > 0 && scenario.Lines.Any(l => l.Option("lbmethod") is not (null or "byrequests")))
        {
            return "D40";
        }

        return Balancers(scenario).Select(b => Reason(scenario, b, stopped)).FirstOrDefault(reason => reason is not null);
    }

    private static bool IsOfBalancer(string option) =>
        option.Contains('=', StringComparison.Ordinal) && !option.StartsWith("mapping=", StringComparison.Ordinal);

    // With retry=0 httpd looks whether a microsecond has passed since the failure; within one request that is chance.
    private static string? Reason(Scenario scenario, BalancerView balancer, List<string> stopped)
    {
        var fails = stopped.Count > 0 || balancer.Has("failonstatus");
        var sturdy = balancer.Members.Any(m =>
            Status(m).Length == 0 && !balancer.Has("failonstatus") && !stopped.Contains(Url(m)));
        var isOut = balancer.Members.Any(m => Status(m).AsSpan().ContainsAny("DSCN"));
        return stopped.Count > 0 && balancer.Members.Any(m => Status(m).Contains('I', StringComparison.Ordinal)) ? "D2"
            : balancer.Value("timeout") is not null && !sturdy ? "D4"
            : balancer.Value("lbmethod") == "bybusyness" && fails && (scenario.Asks.Any(a => a.Held is not null) || Returns(balancer)) ? "D5"
            : fails && balancer.Members.Count > 1 && balancer.Value("maxattempts") is not "0" && balancer.Members.Any(m => m.Option("retry") == "0") ? "retry=0"
            : balancer.Value("lbmethod") == "bytraffic" && CountsOtherwise(scenario) ? "bytes"
            : isOut && fails && !sturdy && balancer.Value("forcerecovery") is not "Off" ? "D12"
            : null;
    }

    // A member that failed may be chosen again for the same request.
    private static bool Returns(BalancerView balancer) =>
        balancer.Value("forcerecovery") is not "Off" || balancer.Members.Any(m => m.Option("retry") == "0");

    // What httpd sends is a few bytes longer or shorter: our name in Via, a short chunked body sent with a length.
    private static bool CountsOtherwise(Scenario scenario) =>
        scenario.Lines.Any(l => l.Is("ProxyVia") && l.Words[0] == "Full") || scenario.Asks.Any(a => a.Request.Chunked);

    private static string Url(Line member) => member.Words[^1].TrimEnd('/') is var url && url.IndexOf('}', StringComparison.Ordinal) is var end
        ? url[..(end + 1)] : "";

    private static string Status(Line member) => member.Option("status")?.ToUpperInvariant().Replace("E", "", StringComparison.Ordinal).TrimStart('+') ?? "";

    private static IEnumerable<BalancerView> Balancers(Scenario scenario)
    {
        var members = new Dictionary<string, List<Line>>(StringComparer.OrdinalIgnoreCase);
        var options = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in scenario.Lines)
        {
            if (line.Is("Proxy") && NameOf(line.Words[0]) is { } name)
            {
                Of(members, name).AddRange(line.Children!.Where(l => l.Is("BalancerMember")));
                Of(options, name).AddRange([.. line.Options, .. line.Children!.Where(l => l.Is("ProxySet")).SelectMany(l => l.Options)]);
            }
        }

        foreach (var line in scenario.Lines)
        {
            if (line.Is("BalancerMember") && line.Words is [var balancer, _] && NameOf(balancer) is { } of)
            {
                Of(members, of).Add(line);
            }
            else if (line.Is("ProxySet") && line.Words is [var set] && NameOf(set) is { } at)
            {
                Of(options, at).AddRange(line.Options);
            }
            else if ((line.Is("ProxyPass") || line.Is("ProxyPassMatch")) && line.Words.Count > 0 && NameOf(line.Words[^1]) is { } target)
            {
                Of(options, target).AddRange(line.Options);
            }
        }

        return members.Select(m => new BalancerView(m.Value, Of(options, m.Key)));
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> all, string name) => all.TryGetValue(name, out var list) ? list : all[name] = [];

    private static string? NameOf(string url) =>
        url.StartsWith("balancer://", StringComparison.OrdinalIgnoreCase) ? url[11..].Split('/', '$')[0] : null;

    private sealed record BalancerView(List<Line> Members, List<string> Options)
    {
        public string? Value(string key) =>
            Options.LastOrDefault(o => o.StartsWith(key + "=", StringComparison.OrdinalIgnoreCase))?[(key.Length + 1)..];

        public bool Has(string key) => Value(key) is not null;
    }
}
