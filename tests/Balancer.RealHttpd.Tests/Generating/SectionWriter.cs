using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Writes sections for a part of the paths: who may pass, and settings that hold there only.</summary>
internal static class SectionWriter
{
    public static void Write(Draft draft)
    {
        var chance = draft.Chance;
        if (!draft.Likely(Emphasis.Sections, 100, 6))
        {
            return;
        }

        var old = chance.Percent(25); // we refuse a mixture of both kinds
        for (var i = chance.Between(1, 4); i > 0; i--)
        {
            var path = chance.Of<Door>(draft.Doors).Path.TrimEnd('/');
            var inner = new List<Line>();
            if (chance.Percent(45))
            {
                draft.KeepsOut = true;
                inner.AddRange(Access(chance, old));
            }

            for (var settings = inner.Count > 0 ? chance.Next(2) : chance.Between(1, 3); settings > 0; settings--)
            {
                inner.Add(Setting(draft));
            }

            draft.Lines.Add(chance.Next(6) switch
            {
                0 => Line.Section("LocationMatch", inner, $"^{path}/(x|in)"),
                1 => Line.Section("Location", inner, "/"),
                2 => Line.Section("Location", inner, path + "/"),
                3 => Line.Section("Location", inner, path),
                4 => Line.Section("Location", inner, "~", "\\.(gif|php)$"),
                _ => Line.Section("Location", inner, path + chance.Of("/x", "/no", "/in")),
            });
        }

        if (chance.Percent(25))
        {
            draft.KeepsOut = true;
            draft.Lines.Add(Line.Section(
                "Proxy", [.. Access(chance, old)], chance.Of("*", $"balancer://{draft.Balancers[0].Name.ToLowerInvariant()}/*", "http://{m7}/*")));
        }
    }

    private static IEnumerable<Line> Access(Chance chance, bool old) => (old ? 5 + chance.Next(2) : chance.Next(6)) switch
    {
        0 => [Line.Of("Require", "all", "denied")],
        1 => [Line.Of("Require", "all", "granted")],
        2 => [Line.Section("RequireAll", [Line.Of("Require", "all", "granted"), Line.Of("Require", "not", "ip", chance.Of("127.0.0.1", "10.0.0.0/8"))])],
        3 => [Line.Section("RequireAny", [Rule(chance), Rule(chance)])],
        4 => [Line.Section("RequireAll", [Rule(chance), Rule(chance)])],
        5 when old => [Line.Of("Order", "deny,allow"), Line.Of("Deny", "from", "all"), Line.Of("Allow", "from", chance.Of("127.0.0.1", "10.1", "env=MARK"))],
        6 => [Line.Of("Order", "allow,deny"), Line.Of("Allow", "from", "all"), Line.Of("Deny", "from", chance.Of("127.0.0.1", "192.168.1.0/24", "env=MARK"))],
        _ => [Rule(chance), Rule(chance)],
    };

    private static Line Rule(Chance chance) => Line.Of("Require", chance.Of<string[]>(
        ["ip", "127.0.0.1"], ["ip", "10.0.0.0/8", "127"], ["ip", "192.168.1"], ["local"], ["env", "MARK"], ["method", "GET", "HEAD"], ["method", "POST"],
        ["all", "denied"]));

    private static Line Setting(Draft draft)
    {
        var chance = draft.Chance;
        switch (chance.Next(9))
        {
            case 0:
                return Line.Of("ProxyPreserveHost", chance.Of("On", "Off"));
            case 1:
                return Line.Of("ProxyAddHeaders", chance.Of("On", "Off"));
            case 2:
                return Line.Of("ProxyErrorOverride", chance.Of<string[]>(["On"], ["Off"], ["On", "404", "500"]));
            case 3:
                return Line.Of("SetEnvIf", "Request_Method", "^(GET|POST)$", "MARK=inside");
            case 4:
                return Line.Of("SetEnv", "MARK", "set");
            case 5 when !draft.Glues:
                return Line.Of("ProxyPassReverseCookiePath", chance.Of("/mem", "/"), chance.Of("/inside", "/"));
            case 6:
                return SiteWriter.HeaderRule(chance, "RequestHeader");
            default:
                return SiteWriter.HeaderRule(chance, "Header");
        }
    }
}
