using System.Globalization;
using Balancing.RealHttpd.Tests.Network;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Writes balancers and their members, in every way there is to say them.</summary>
internal static class BalancerWriter
{
    private static readonly string[] Factors = ["1", "2", "3", "5", "10", "100", "1.5", "2.25", "1.999", "7.5"];
    private static readonly string[] Statuses = ["+H", "+H", "+R", "+R", "+D", "+S", "+N", "+C", "+E", "+I", "h", "R", "+H+R", "+D-D", "DH"];
    private static readonly string[] Harmless =
    [
        "keepalive=On", "disablereuse=On", "enablereuse=On", "max=20", "smax=5", "ttl=120", "min=1", "timeout=20", "connectiontimeout=5",
        "connectiontimeout=5000ms", "iobuffersize=8192", "responsefieldsize=8192", "flushpackets=on", "flushwait=20", "acquire=3000",
        "addressttl=60", "receivebuffersize=8192",
    ];

    public static void Write(Draft draft)
    {
        var chance = draft.Chance;
        var count = chance.Percent(25) ? 2 : 1;
        for (var i = 0; i < count; i++)
        {
            Write(draft, i == 0 ? chance.Of("foo", "cluster-1", "Foo") : "bar");
        }
    }

    private static void Write(Draft draft, string name)
    {
        var chance = draft.Chance;
        var most = draft.Emphasis is Emphasis.Elections or Emphasis.Failures or Emphasis.Sessions ? 6 : 3;
        var members = chance.Some([.. Loopback.Names.Take(6)], chance.Between(1, most));
        var path = draft.Is(Emphasis.Mapping) ? chance.Of("", "", "/mem", "/mem/deep", "/", "/mem/") : chance.Of("", "", "", "/mem");
        draft.Glues |= path.EndsWith('/');
        var routes = new List<string>();
        var lines = members.Select((member, i) => Member(draft, "http://{" + member + "}" + path, i, routes)).ToList();
        var session = draft.Likely(Emphasis.Sessions, 95, 25) ? Session(draft) : null;
        var balancer = new DraftBalancer(name, members, path, routes, session);
        var options = Options(draft, session, members.Count);
        draft.Balancers.Add(balancer);
        if (chance.Percent(20))
        {
            draft.Lines.AddRange(lines.Select(line => line with { Words = [$"balancer://{name}", .. line.Words] }));
            balancer.Left.AddRange(options);
            return;
        }

        var section = Line.Section("Proxy", lines, $"balancer://{name}");
        switch (chance.Next(4))
        {
            case 0:
                draft.Lines.Add(section.With(options));
                break;
            case 1:
                draft.Lines.Add(section);
                draft.Lines.AddRange(options.Chunk(2).Select(some => Line.Of("ProxySet", $"balancer://{name}").With(some)));
                break;
            case 2:
                draft.Lines.Add(section with { Children = [.. options.Chunk(3).Select(some => Line.Of("ProxySet").With(some)), .. lines] });
                break;
            default:
                draft.Lines.Add(section);
                balancer.Left.AddRange(options);
                break;
        }
    }

    private static Line Member(Draft draft, string url, int at, List<string> routes)
    {
        var chance = draft.Chance;
        var options = new List<string>();
        if (draft.Likely(Emphasis.Elections, 50, 25)) options.Add($"loadfactor={chance.Of(Factors)}");
        if (draft.Likely(Emphasis.Elections, 25, 8)) options.Add($"lbset={chance.Of("0", "1", "1", "2", "7")}");
        if (draft.Emphasis is Emphasis.Elections or Emphasis.Failures or Emphasis.Sessions ? chance.Percent(20) : chance.Percent(5))
        {
            options.Add($"status={chance.Of(Statuses)}");
        }

        if (draft.Likely(Emphasis.Sessions, 85, 30))
        {
            var route = chance.Percent(10) && routes.Count > 0 ? chance.Of(routes) : chance.Of($"r{at}", $"node{at}", $"r.{at}");
            routes.Add(route);
            options.Add($"route={route}");
        }

        if (routes.Count > 0 && draft.Likely(Emphasis.Sessions, 25, 5)) options.Add($"redirect={chance.Of(chance.Of(routes), "r1", "r2")}");
        if (draft.Likely(Emphasis.Failures, 35, 10)) options.Add($"retry={chance.Of("0", "1000", "60")}");
        if (chance.Percent(25)) options.Add(chance.Of(Harmless));
        return Line.Of("BalancerMember", url).With(chance.Some(options, options.Count));
    }

    private static DraftSession Session(Draft draft)
    {
        var cookie = draft.Chance.Of("SID", "JSESSIONID", "ROUTEID");
        var parameter = draft.Chance.Percent(50) ? "sid" : cookie;
        return new DraftSession(cookie, parameter, draft.Chance.Percent(75) ? "." : draft.Chance.Of("!", ":", "-", ""));
    }

    private static List<string> Options(Draft draft, DraftSession? session, int members)
    {
        var chance = draft.Chance;
        var options = new List<string>();
        if (draft.Likely(Emphasis.Elections, 80, 40)) options.Add($"lbmethod={chance.Of("byrequests", "bytraffic", "bybusyness")}");
        if (draft.Likely(Emphasis.Failures, 35, 10)) options.Add(string.Create(CultureInfo.InvariantCulture, $"maxattempts={chance.Of(0, 1, 2, members)}"));
        if (draft.Likely(Emphasis.Failures, 35, 5)) options.Add($"failonstatus={chance.Of("503", "500,503", "404", "500")}");
        if (draft.Likely(Emphasis.Failures, 50, 15)) options.Add($"forcerecovery={chance.Of("Off", "On")}");
        if (chance.Percent(4)) options.Add("timeout=1");
        if (chance.Percent(5)) options.Add("failontimeout=On");
        if (chance.Percent(5)) options.Add("growth=5");
        if (session is not null)
        {
            options.Add($"stickysession={(session.Parameter == session.Cookie ? session.Cookie : $"{session.Cookie}|{session.Parameter}")}");
            if (session.Separator != ".") options.Add($"stickysessionsep={(session.Separator.Length == 0 ? "Off" : session.Separator)}");
            if (chance.Percent(40)) options.Add($"nofailover={chance.Of("On", "Off")}");
            if (chance.Percent(30)) options.Add($"scolonpathdelim={chance.Of("On", "Off")}");
        }

        return [.. chance.Some(options, options.Count)];
    }
}
