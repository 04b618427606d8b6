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
        draft.Lines.Add(Line.Of("RewriteEngine", chance.Percent(95) ? "On" : "Off"));
        for (var i = chance.Between(1, 3); i > 0; i--)
        {
            var balancer = chance.Of<DraftBalancer>(draft.Balancers).Name;
            var (pattern, to, flags) = chance.Of<(string, string, string?)>(
                ($"^/rw{i}/(.*)$", $"balancer://{balancer}/w/$1", "[P]"),
                ($"^/rw{i}/(.*)$", "http://{m7}/w/$1", "[P]"),
                ($"^/rw{i}/(.*)$", $"balancer://{balancer}/w/$1", "[P,QSA]"),
                ($"^/rw{i}/(.*)$", $"balancer://{balancer}/w?p=$1", "[P]"),
                ($"^/rw{i}/(.*)$", $"balancer://{balancer}/w?p=1", "[P,QSA]"),
                ($"^/RW{i}(/.*)?$", $"balancer://{balancer}/v$1", "[NC,P]"),
                ($"^/rw{i}/(.*)$", "/p0/$1", "[PT]"),
                ($"^/rw{i}/(.*)$", "/p0/$1?more=1", "[PT,QSA]"),
                ($"^/rw{i}/(.*)$", "/p0/$1", null),
                ($"^/rw{i}/(.*)$", "/p0/$1", "[L]"),
                ($"^/rw{i}/secret", "-", "[F]"),
                ($"^/rw{i}/gone", "-", "[G]"),
                ($"!^/(p|rw)", $"balancer://{balancer}/none", "[P]"));
            var line = Line.Of("RewriteRule", pattern, to);
            draft.Lines.Add(flags is null ? line : line.With(flags));
            draft.Doors.Add(new Door($"/rw{i}", chance.Percent(50) ? ["/x", "/secret", "/gone", "/a%20b", "/x/y.gif", "", "/a%3Db"] : null));
        }
    }
}
