using System.Globalization;

namespace Balancing.HttpdConf.ModJk;

/// <summary>Makes a balancer of a worker of type lb.</summary>
internal sealed class LbWorker(JkProperties properties, JkReport report, WorkerSettings settings)
{
    private readonly List<LbMember> _members = [];

    public BalancerOptions Options { get; } = new();

    public IReadOnlyList<LbMember> Members => _members;

    public static LbWorker Read(JkProperties properties, JkReport report, WorkerSettings settings)
    {
        var worker = new LbWorker(properties, report, settings);
        worker.ReadMembers();
        worker.ReadMethod();
        worker.ReadStickiness();
        worker.ReadRetries();
        worker.ReadFailures();
        worker.ReadSecret();
        settings.Applied("type", $"balancer://{settings.Worker}");
        return worker;
    }

    private void ReadMembers()
    {
        var name = settings.Find("balance_workers") is null ? "balanced_workers" : "balance_workers";
        settings.Judge("balanced_workers", JkVerdict.Ignored, "balance_workers took its place");
        foreach (var (line, member) in settings.Find(name)?.Words ?? [])
        {
            ReadMember(line, member);
        }

        if (settings.Find(name) is null && settings.Find("type") is { } type)
        {
            report.Problem(
                type.Line, "a balancer without balance_workers keeps mod_jk from starting",
                $"Say worker.{settings.Worker}.balance_workers");
        }

        CheckRoutes();
        LoadFactors.Apply(_members);
        Substitutes.Apply(_members, report);
        Options.Members.AddRange(_members.Where(m => m.HasContact).Select(m => m.Options));
    }

    private void ReadMember(JkLine line, string name)
    {
        line.Judge(JkVerdict.Applied, $"member {name}");
        var member = new WorkerSettings(properties, report, name);
        var type = member.Text("type") ?? "ajp13";
        if (!properties.Has(name))
        {
            report.Problem(
                line, $"worker {JkText.Shown(name)} has no properties; mod_jk would ask localhost:8009",
                "Define it, or correct its name");
        }
        else if (type is not ("ajp13" or "ajp14"))
        {
            report.Problem(
                line, $"{name} is a worker of type {JkText.Shown(type)}, which cannot be a member", "List workers of type ajp13");
        }
        else
        {
            _members.Add(LbMember.Read(member, line));
            if (!_members[^1].HasContact)
            {
                member.Approximated("port", "the member is left out: with port=0 it has no contact; the manager can add it later");
            }
        }
    }

    // jk_lb_worker.c: two members with one route abort the start. Two with one URL work there; here a URL is a member (D7).
    private void CheckRoutes()
    {
        var routes = new Dictionary<string, LbMember>(StringComparer.Ordinal);
        var urls = new Dictionary<string, LbMember>(StringComparer.Ordinal);
        foreach (var member in _members)
        {
            if (!routes.TryAdd(member.Route, member))
            {
                report.Problem(
                    member.Line,
                    $"{routes[member.Route].Name} and {member.Name} share the route {JkText.Shown(member.Route)}, which keeps mod_jk from starting",
                    "Give each member its own");
            }
            else if (member.HasContact && MemberUrl.TryParse(member.Options.Url, out var url, out _) && !urls.TryAdd(url!.Identity, member))
            {
                report.Problem(
                    member.Line, $"{urls[url.Identity].Name} and {member.Name} are both {url}", "List it once; a backend is one member of a balancer");
            }
        }
    }

    private void ReadMethod()
    {
        var letter = settings.Letter("method", "RTBSN", "Use Request, Session, Next, Traffic or Busyness") ?? 'R';
        Options.LbMethod = letter switch { 'T' => "bytraffic", 'B' => "bybusyness", _ => null };
        var weighted = _members.Select(m => m.Factor).Distinct().Count() > 1;
        var (verdict, became) = letter switch
        {
            'T' => (JkVerdict.Approximated, "lbmethod=bytraffic, without halving the sums every worker.maintain seconds"),
            'B' when weighted => (JkVerdict.Approximated, "lbmethod=bybusyness, where lbfactor decides only between equally busy members"),
            'B' => (JkVerdict.Applied, "lbmethod=bybusyness"),
            'S' or 'N' => (JkVerdict.Approximated, "lbmethod=byrequests: requests are counted, because nobody counts sessions"),
            _ => (JkVerdict.Applied, "lbmethod=byrequests"),
        };
        settings.Judge("method", verdict, became);
    }

    private void ReadStickiness()
    {
        var sticky = settings.Flag("sticky_session") ?? true;
        settings.Applied("sticky_session", sticky ? "sticky" : "no stickysession");
        if (!sticky)
        {
            return;
        }

        SetSession(Options, settings.Text("session_cookie"), settings.Text("session_path"));
        foreach (var name in new[] { "session_cookie", "session_path" })
        {
            settings.Takes(name, HttpdParameters.ApplyToBalancer(new BalancerOptions(), "stickysession", Options.StickySession));
            settings.Applied(name, $"stickysession={Options.StickySession} scolonpathdelim=On");
        }

        if (settings.Flag("sticky_session_force") is { } force)
        {
            Options.NoFailover = force;
            settings.Judge("sticky_session_force", force ? JkVerdict.Approximated : JkVerdict.Applied, force
                ? "nofailover=On; a session whose route no member has is balanced, where mod_jk refuses it" : "nofailover=Off");
        }

        ReadCookie();
    }

    /// <summary>The names of a session; the path parameter is written with its semicolon in mod_jk.</summary>
    public static void SetSession(BalancerOptions options, string? cookie, string? path)
    {
        options.StickySession = $"{cookie ?? "JSESSIONID"}|{(path ?? ";jsessionid").TrimStart(';')}";
        options.ScolonPathDelim = true;
    }

    private void ReadCookie()
    {
        var path = settings.Text("session_cookie_path");
        if (settings.Flag("set_session_cookie") == true)
        {
            Options.StickyCookie = new StickyCookieOptions { Path = path ?? "/" };
            settings.Applied(
                "set_session_cookie", $"a route cookie of ours, {Options.StickySession!.Split('|')[0]}=.ROUTE; SameSite=Lax is added");
            settings.Applied("session_cookie_path", $"its path, {path}");
        }
        else
        {
            settings.Applied("set_session_cookie", "no cookie of ours");
            settings.Judge("session_cookie_path", JkVerdict.Ignored, "set_session_cookie is not on");
        }
    }

    // jk_lb_worker.c: service: rounds of at most lb_retries members each.
    private void ReadRetries()
    {
        var rounds = Math.Max(1, settings.Number("retries", int.MinValue) ?? 2);
        var each = Math.Max(1, settings.Number("lb_retries", int.MinValue) ?? 2);
        var attempts = Math.Min((long)Math.Min(each, Math.Max(1, _members.Count)) * rounds, int.MaxValue);
        Options.MaxAttempts = (int)(attempts - 1);
        var became = string.Create(CultureInfo.InvariantCulture, $"maxattempts={Options.MaxAttempts}");
        settings.Judge("retries", JkVerdict.Approximated, $"{became}, without a pause between the rounds");
        settings.Applied("lb_retries", became);
    }

    private void ReadFailures()
    {
        var recover = settings.Time("recover_time", TimeSpan.FromSeconds(1)) is { } said ? Max(said, TimeSpan.FromSeconds(1)) : (TimeSpan?)null;
        _members.ForEach(m => m.Options.Retry = recover);
        settings.Applied("recover_time", recover is { } time ? $"retry={WorkerSettings.Show(time)}" : "");
        Options.FailOnStatus.AddRange(StatusLists.Read(_members));
        var tolerated = settings.Number("max_reply_timeouts", int.MinValue) ?? 0;
        var watched = _members.Exists(m => m.Connection.ReplyTimeout is not null);
        Options.FailOnTimeout = watched ? tolerated <= 0 : null;
        settings.Judge(
            "max_reply_timeouts", tolerated > 0 && watched ? JkVerdict.Approximated : JkVerdict.Applied,
            !watched ? "no member has a reply_timeout"
            : tolerated > 0 ? "failontimeout=Off: no number of late answers takes a member out" : "failontimeout=On");
    }

    private void ReadSecret()
    {
        if (settings.Text("secret") is not { } secret)
        {
            return;
        }

        foreach (var member in _members.Where(m => m.Options.Secret is null))
        {
            settings.Takes("secret", HttpdParameters.ApplyToMember(member.Options, "secret", secret));
        }

        settings.Applied("secret", "secret=*** of each member that has none of its own");
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
