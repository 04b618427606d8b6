using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Writes what holds for the whole site: switches, header rules, variables, what is turned back, rewrite rules.</summary>
internal static class SiteWriter
{
    public static void Write(Draft draft)
    {
        Switches(draft);
        if (draft.Likely(Emphasis.Requests, 60, 15)) Headers(draft, "RequestHeader", draft.Chance.Between(1, 4));
        if (draft.Likely(Emphasis.Answers, 60, 25)) Headers(draft, "Header", draft.Chance.Between(1, 4));
        if (draft.Likely(Emphasis.Rewrites, 50, 15)) Variables(draft);
        if (draft.Likely(Emphasis.Answers, 95, 25) && !draft.Glues) Reverse(draft);
    }

    private static void Switches(Draft draft)
    {
        var chance = draft.Chance;
        var switches = new List<Line>();
        if (draft.Likely(Emphasis.Requests, 30, 10)) switches.Add(Line.Of("ProxyPreserveHost", chance.Of("On", "Off")));
        if (draft.Likely(Emphasis.Requests, 30, 5)) switches.Add(Line.Of("ProxyAddHeaders", chance.Of("Off", "On")));
        if (draft.Likely(Emphasis.Requests, 30, 5)) switches.Add(Line.Of("ProxyVia", chance.Of("On", "Off", "Full", "Block")));
        if (draft.Likely(Emphasis.Requests, 20, 3)) switches.Add(Line.Of("ProxyMaxForwards", Abilities.TakesNoMaxForwards ? chance.Of("10", "0", "-1") : chance.Of("10", "0")));
        if (draft.Likely(Emphasis.Answers, 30, 8)) switches.Add(Line.Of("ProxyErrorOverride", "On").With(chance.Percent(50) ? ["404", "503"] : []));
        if (draft.Likely(Emphasis.Mapping, 25, 3) && !draft.Glues) switches.Add(Line.Of("AllowEncodedSlashes", chance.Of("On", "NoDecode", "Off")));
        if (draft.Likely(Emphasis.Mapping, 10, 2) && !draft.Glues && !draft.TakesRawPaths) switches.Add(Line.Of("MergeSlashes", "Off"));
        if (draft.Likely(Emphasis.Answers, 20, 8)) switches.Insert(0, Line.Of("ServerName", chance.Of("www.example.com", "front.example:8080", "http://front.example:81")));
        if (draft.Likely(Emphasis.Answers, 20, 5)) switches.Add(Line.Of("UseCanonicalName", chance.Of("On", "Off")));
        if (chance.Percent(10)) switches.Add(Line.Of("ProxyTimeout", "30"));
        if (chance.Percent(10)) switches.Add(Line.Of("ProxyRequests", "Off"));
        draft.Lines.InsertRange(0, switches);
    }

    private static void Headers(Draft draft, string directive, int count)
    {
        for (var i = 0; i < count; i++)
        {
            draft.Lines.Add(HeaderRule(draft.Chance, directive));
        }

        if (directive == "Header" && draft.Balancers.Any(b => b.Session is not null) && draft.Chance.Percent(60))
        {
            draft.Lines.Add(Line.Of("Header", "add", "Set-Cookie", "ROUTEID=.%{BALANCER_WORKER_ROUTE}e; path=/").With("env=BALANCER_ROUTE_CHANGED"));
        }
    }

    public static Line HeaderRule(Chance chance, string directive)
    {
        var name = chance.Percent(10) && directive == "RequestHeader" ? chance.Of("X-Forwarded-For", "X-Forwarded-Host", "Via", "X-Forwarded-Proto")
            : chance.Of("X-One", "X-Two", "X-Custom", "Cache-Control", "Accept");
        var condition = chance.Percent(25) ? chance.Of("env=MARK", "env=!MARK", "env=BALANCER_ROUTE_CHANGED") : null;
        var value = chance.Of(
            "plain", "two words", "a%%b", "%{BALANCER_WORKER_ROUTE}e", "%{BALANCER_WORKER_NAME}e", "%{BALANCER_NAME}e", "%{MARK}e",
            "%{BALANCER_SESSION_ROUTE}e", "%{BALANCER_SESSION_STICKY}e", "%{BALANCER_ROUTE_CHANGED}e", "no, cache");
        var line = chance.Percent(20) ? Line.Of(directive, "unset", name)
            : chance.Percent(15) ? Edit(chance, directive, name)
            : chance.Percent(8) && directive == "Header" ? Line.Of(directive, "echo", "^X-(One|Two)")
            : chance.Percent(8) ? Line.Of(directive, "set", name, chance.Of("expr=%{REQUEST_URI}", "expr=%{HTTP_HOST}-%{REQUEST_METHOD}", "expr=%{QUERY_STRING}"))
            : Line.Of(directive, chance.Of("set", "append", "add", "merge", "setifempty"), name, value);
        return condition is null ? line : line.With(condition);
    }

    // edit* with a pattern that matches nothing at all ends httpd itself.
    private static Line Edit(Chance chance, string directive, string name) => chance.Percent(50)
        ? Line.Of(directive, "edit", name, chance.Of("^(.*)$", "a", ",.*", "t(h?)"), chance.Of("<$1>", "", "b$0", "%{MARK}e"))
        : Line.Of(directive, "edit*", name, chance.Of("a", "t(h?)"), chance.Of("<$1>", "b$0", "%{MARK}e"));

    private static void Variables(Draft draft)
    {
        var chance = draft.Chance;
        for (var i = chance.Between(1, 3); i > 0; i--)
        {
            var (attribute, pattern) = chance.Of<(string, string)>(
                ("Request_URI", "\\.gif$"), ("Request_URI", "^/p0"), ("Request_Method", "^(POST|PUT)$"), ("Remote_Addr", "^127\\."),
                ("Host", "^other"), ("Cookie", "SID="), ("Request_URI", "/(x|y)"), ("X-One", "^(.)"), ("User-Agent", "^test$"),
                ("MARK", "seen"), ("Request_Protocol", "HTTP/1\\.1"), ("^X-T", "two"));
            draft.LooksAtPaths |= attribute == "Request_URI";
            var set = chance.Of("MARK=seen", "MARK", "MARK=$1", "!MARK", "no-proxy", "other=1");
            draft.Lines.Add(Line.Of(chance.Percent(25) ? "SetEnvIfNoCase" : "SetEnvIf", attribute, pattern, set).With(chance.Percent(20) ? ["MARK=more"] : []));
        }
    }

    private static void Reverse(Draft draft)
    {
        var chance = draft.Chance;
        foreach (var line in draft.Lines.Where(l => l.Is("ProxyPass") && l.Words is [['/', ..], not "!"]).ToList())
        {
            if (chance.Percent(80))
            {
                draft.Lines.Add(Line.Of("ProxyPassReverse", line.Words[0], line.Words[1]));
            }
        }

        if (chance.Percent(20)) draft.Lines.Add(Line.Of("ProxyPassReverse", "/p0", "/mem"));
        if (chance.Percent(20)) draft.Lines.Add(Line.Of("ProxyPassReverse", "/extra/", $"http://{{m{chance.Between(1, 8)}}}/extra/"));
        if (chance.Percent(50)) draft.Lines.Add(Line.Of("ProxyPassReverseCookiePath", chance.Of("/mem", "/", "/t"), chance.Of("/p0", "/")));
        if (chance.Percent(40)) draft.Lines.Add(Line.Of("ProxyPassReverseCookieDomain", "backend.local", chance.Of("www.example.com", ".example.com")));
    }
}
