using System.Net;

namespace Balancing.HttpdConf.ModJk;

/// <summary>What can be said only when all workers are known: lines without effect, times without end, the address to call from.</summary>
internal sealed class WorkerChecks(JkProperties properties, JkWorkers workers)
{
    public void Run(IReadOnlySet<string> members)
    {
        var lent = Lent();
        foreach (var name in properties.Names)
        {
            var roles = Roles(name, members);
            foreach (var (property, setting) in properties.Own(name))
            {
                foreach (var (line, _) in setting.Parts.Where(part => !part.Line.IsJudged))
                {
                    line.Judge(JkVerdict.Ignored, WhyIdle(property, roles, lent.Contains(name)));
                }
            }
        }

        TellOfNoEnd(members);
    }

    /// <summary>The one source address of all workers; which are a site's matter in httpd.</summary>
    public static string? Source(JkProperties properties, IEnumerable<string> workers)
    {
        var sources = workers.Distinct().Select(name => properties.Find(name, "source")).OfType<JkSetting>().ToList();
        var one = sources.Select(s => s.Value).Distinct().ToList();
        var address = one.Count == 1 && IPAddress.TryParse(one[0], out _) ? one[0] : null;
        foreach (var source in sources)
        {
            source.Judge(
                address is null ? JkVerdict.Ignored : JkVerdict.Approximated,
                address is not null ? $"ProxySourceAddress {address}, for the whole site"
                : one.Count > 1 ? "a site calls from one address, and the workers name several"
                : "ProxySourceAddress takes an address and no name");
        }

        return address;
    }

    private static string WhyIdle(string property, JkFor roles, bool isLent)
    {
        var known = JkVocabulary.Find(property)!;
        return roles == JkFor.None && !isLent ? "no worker of worker.list uses it"
            : known.Idle is { } why && ((known.For & roles) != JkFor.None || known.For == JkFor.None || roles == JkFor.None) ? why
            : known.For switch
            {
                JkFor.Member => "only members of a balancer have it",
                JkFor.Balancer => "only workers of type lb have it",
                JkFor.Status => "only workers of type status have it",
                _ => property is "retries" ? "a member is asked once; maxattempts says how many are" : "it has no effect on this worker",
            };
    }

    private JkFor Roles(string name, IReadOnlySet<string> members) =>
        (members.Contains(name) ? JkFor.Member : JkFor.None) | workers.Find(name)?.Kind switch
        {
            JkWorkerKind.Plain or JkWorkerKind.Unusable => JkFor.Ajp,
            JkWorkerKind.Balancer => JkFor.Balancer,
            JkWorkerKind.Status => JkFor.Status,
            _ => JkFor.None,
        };

    private HashSet<string> Lent() =>
        [.. properties.Names.Select(name => properties.Find(name, "reference")?.Value ?? "")
            .Where(to => to.StartsWith("worker.", StringComparison.Ordinal)).Select(to => to["worker.".Length..])];

    private void TellOfNoEnd(IReadOnlySet<string> members)
    {
        var ajp = workers.All.Where(w => w.Kind == JkWorkerKind.Plain).Select(w => w.Name).Concat(members).Distinct();
        var endless = ajp.Where(name => !HasTime(name, "reply_timeout") && !HasTime(name, "socket_timeout")).ToList();
        if (endless.Count == 0 || properties.Own(endless[0]).Select(own => own.Setting.Line).FirstOrDefault() is not { } line)
        {
            return;
        }

        var names = string.Join(", ", endless.Take(5)) + (endless.Count > 5 ? $" and {endless.Count - 5} more" : "");
        workers.Report.Lint(
            line,
            $"mod_jk waits without end for the answers of {names}; here the site's ProxyTimeout ends the wait, after 60 seconds by default",
            "Say reply_timeout, in milliseconds, as long as the slowest page needs");
    }

    private bool HasTime(string name, string property) =>
        properties.Find(name, property)?.Value is { } time && !time.StartsWith('-') && time.Trim('0').Length > 0;
}
