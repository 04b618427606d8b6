using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Moves what was written into virtual hosts, and adds others beside them.</summary>
internal static class HostWriter
{
    private static readonly string[] Asked =
    [
        "www.example.com", "other.example", "a.alias.example", "b.alias.example", "unknown.example", "www.example.com:9000", "OTHER.example", "other.example:81",
    ];

    public static void Write(Draft draft)
    {
        var chance = draft.Chance;
        if (!draft.Likely(Emphasis.Hosts, 100, 5))
        {
            return;
        }

        draft.Hosts.AddRange(chance.Some(Asked, chance.Between(2, 5)));
        var balancersInside = chance.Percent(25);
        var main = draft.Lines.Where(line => !balancersInside && (IsBalancer(line) || (!line.Is("ServerName") && chance.Percent(15)))).ToList();
        for (var i = 0; i < draft.Lines.Count && !balancersInside; i++)
        {
            // What a virtual host says of a balancer gives it numbers of its own.
            var line = draft.Lines[i];
            if (line.Name is "ProxyPass" or "ProxyPassMatch" && line.Words[^1].StartsWith("balancer:", StringComparison.Ordinal) && !main.Contains(line))
            {
                var said = line.Options.Where(o => o.Contains('=', StringComparison.Ordinal) && !o.StartsWith("mapping=", StringComparison.Ordinal)).ToList();
                main.AddRange(said.Select(o => Line.Of("ProxySet", line.Words[^1]).With(o)));
                draft.Lines[i] = line with { Options = [.. line.Options.Except(said)] };
            }
        }

        var first = draft.Lines.Except(main).ToList();
        var second = Second(draft);
        draft.Lines.Clear();
        draft.Lines.AddRange(main);
        var address = chance.Of("*:9000", "{front}", "*", "_default_:9000");
        var hosts = new List<Line>
        {
            Host(address, chance.Of("www.example.com", "www.example.com:9000"), null, first),
            Host(chance.Percent(80) ? address : chance.Of("*:9000", "{front}"), "other.example", chance.Percent(60) ? "*.alias.example" : null, second),
        };
        if (chance.Percent(20))
        {
            hosts.Add(Host("127.255.0.1:9000", "www.example.com", null, [Line.Of("ProxyPass", "/", "http://{m8}/never/")]));
        }

        draft.Lines.AddRange(chance.Some(hosts, hosts.Count));
    }

    private static List<Line> Second(Draft draft)
    {
        var chance = draft.Chance;
        var balancer = chance.Of<DraftBalancer>(draft.Balancers);
        var lines = new List<Line>
        {
            Line.Of("ProxyPass", chance.Of("/p0", "/p1"), $"balancer://{balancer.Name}/second"),
            Line.Of("ProxyPass", "/", chance.Of("http://{m8}/", $"balancer://{balancer.Name}/root/", "http://{m8}/second/")),
        };
        if (draft.Glues) lines.RemoveAt(1);
        if (chance.Percent(40)) lines.Add(SiteWriter.HeaderRule(chance, chance.Of("Header", "RequestHeader")));
        if (chance.Percent(30)) lines.Insert(0, Line.Of("ProxyPreserveHost", "On"));
        if (chance.Percent(20)) lines.Insert(0, Line.Of("ProxyVia", "On"));
        return lines;
    }

    private static Line Host(string address, string name, string? alias, List<Line> lines) => Line.Section(
        "VirtualHost",
        [Line.Of("ServerName", name), .. alias is null ? Array.Empty<Line>() : [Line.Of("ServerAlias", alias)], .. lines.Where(l => !l.Is("ServerName"))],
        address);

    private static bool IsBalancer(Line line) => line.Name is "Proxy" or "BalancerMember" || (line.Is("ProxySet") && line.Words.Count > 0);
}
