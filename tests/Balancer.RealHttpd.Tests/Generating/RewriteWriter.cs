using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Writes rewrite rules.</summary>
internal static class RewriteWriter
{
    public static void Write(Draft draft)
    {
        if (!draft.Likely(Emphasis.Rewrites, 90, 5) || draft.Glues)
        {
            return;
        }

        var chance = draft.Chance;
        draft.Captures = true;
        draft.Rewrites = true;
        draft.Lines.Add(Line.Of("RewriteEngine", chance.Percent(95) ? "On" : "Off"));
        for (var i = chance.Between(1, 3); i > 0; i--)
        {
            var balancer = chance.Of<DraftBalancer>(draft.Balancers).Name;
            var (pattern, to, flags) = chance.Of<(string Pattern, string To, string Flags)>(Rules(i, balancer));
            if (chance.Percent(40))
            {
                draft.Lines.AddRange(Conditions(chance));
            }

            draft.Lines.Add(Line.Of("RewriteRule", pattern, to, flags));
            draft.Doors.Add(new Door($"/rw{i}", to.Contains("=$1", StringComparison.Ordinal) ? ["/x", "/x.gif", ""] : chance.Percent(50) ? ["/x", "/secret", "/gone", "/to/x", "/to", "/a%20b", "/x/y.gif", "", "/a%3Db"] : null));
        }
    }

    private static IEnumerable<Line> Conditions(Chance chance)
    {
        for (var i = chance.Between(1, 3); i > 0; i--)
        {
            var (test, pattern) = chance.Of<(string, string)>(
                ("%{REQUEST_METHOD}", "^(GET|POST)$"), ("%{REQUEST_METHOD}", "=GET"), ("%{HTTP_HOST}", "^www"), ("%{HTTP_HOST}", "!^www"),
                ("%{QUERY_STRING}", "q="), ("%{QUERY_STRING}", "^$"), ("%{REQUEST_URI}", "\\.gif$"), ("%{REQUEST_URI}", "!x"), ("%{HTTP:X-One}", "1"),
                ("%{HTTP_COOKIE}", "SID="), ("%{REMOTE_ADDR}", "=127.0.0.1"), ("%{HTTP_USER_AGENT}", "TEST"), ("$1", "x"), ("%{ENV:MARK}", "seen"),
                ("%{REQUEST_SCHEME}://%{SERVER_NAME}", "^http://www"), ("%{SERVER_PORT}", "<9000"), ("%{HTTPS}", "off"), ("%{THE_REQUEST}", "HTTP/1"));
            var flag = chance.Of("", "", "[NC]", "[OR]");
            yield return Line.Of("RewriteCond", flag.Length == 0 ? [test, pattern] : [test, pattern, flag]);
        }
    }

    private static IReadOnlyList<(string Pattern, string To, string Flags)> Rules(int at, string balancer) =>
    [
        ($"^/rw{at}/(.*)$", $"balancer://{balancer}/w/$1", "[P]"),
        ($"^/rw{at}/(.*)$", "http://{m7}/w/$1", "[P]"),
        ($"^/rw{at}/(.*)$", $"balancer://{balancer}/w/$1", "[P,QSA]"),
        ($"^/rw{at}/([a-z.]*)$", $"balancer://{balancer}/w?p=$1", "[P]"),
        ($"^/rw{at}/(.*)$", $"balancer://{balancer}/w?p=1", "[P,QSA]"),
        ($"^/RW{at}(/.*)?$", $"balancer://{balancer}/v$1", "[NC,P]"),
        ($"^/rw{at}/(.*)$", "/p0/$1", "[PT]"),
        ($"^/rw{at}/(.*)$", "/p0/$1?more=1", "[PT,QSA]"),
        ($"^/rw{at}/secret", "-", "[F]"),
        ($"^/rw{at}/gone", "-", "[G]"),
        ($"^/rw{at}/to/(.*)$", "http://elsewhere.example/$1", "[R,L]"),
        ($"^/rw{at}/to/(.*)$", "/p0/$1", "[R=301,L]"),
        ($"^/rw{at}/to$", "https://elsewhere.example/?x=1", "[R=307,L,QSA,NE]"),
        ($"^/rw{at}/", "-", "[E=MARK:seen]"),
        ($"^/rw{at}/x", "-", "[S=1]"),
        ($"^/rw{at}/(.*)$", $"balancer://{balancer}/end/$1", "[P,QSD]"),
        ($"!^/(p|rw)", $"balancer://{balancer}/none", "[P]"),
    ];
}
