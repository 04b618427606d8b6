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
        draft.Lines.Add(Line.Of("RewriteEngine", chance.Percent(95) ? "On" : "Off"));
        for (var i = chance.Between(1, 3); i > 0; i--)
        {
            var balancer = chance.Of<DraftBalancer>(draft.Balancers).Name;
            var (pattern, to, flags) = chance.Of<(string Pattern, string To, string Flags)>(Rules(i, balancer));
            draft.Lines.Add(Line.Of("RewriteRule", pattern, to, flags));
            draft.Doors.Add(new Door($"/rw{i}", to.Contains("=$1", StringComparison.Ordinal) ? ["/x", "/x.gif", ""] : chance.Percent(50) ? ["/x", "/secret", "/gone", "/a%20b", "/x/y.gif", "", "/a%3Db"] : null));
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
        ($"!^/(p|rw)", $"balancer://{balancer}/none", "[P]"),
    ];
}
