namespace Balancing.HttpdConf.ModJk;

/// <summary>What mod_jk lets a member do (jk_lb_worker.c: activation).</summary>
internal enum JkActivation
{
    Active,

    /// <summary>Only sessions of its own, and what a redirect brings.</summary>
    Disabled,

    Stopped,
}

/// <summary>A member of a balancer while the balancer is made.</summary>
internal sealed class LbMember(WorkerSettings settings, AjpWorker connection, JkLine line)
{
    public string Name => Settings.Worker;

    public WorkerSettings Settings { get; } = settings;

    /// <summary>Gets the line that names it in the balancer's list.</summary>
    public JkLine Line { get; } = line;

    public AjpWorker Connection { get; } = connection;

    public MemberOptions Options { get; } = connection.Member;

    public int Factor { get; private set; } = 1;

    public int Distance { get; private set; }

    public string Route { get; private set; } = settings.Worker;

    public string Domain { get; private set; } = "";

    public JkActivation Activation { get; private set; }

    public bool HasContact => Options.Url.Length > 0;

    public static LbMember Read(WorkerSettings settings, JkLine line)
    {
        var member = new LbMember(settings, AjpWorker.Read(settings), line);
        member.Factor = Math.Max(1, settings.Number("lbfactor", int.MinValue) ?? 1); // jk_lb_worker.c: less than 1 is 1
        member.Distance = settings.Number("distance", int.MinValue) ?? 0;
        member.ReadRoutes();
        member.ReadActivation();
        return member;
    }

    /// <summary>Sets what a member may do, in httpd's letters.</summary>
    public static string? StatusOf(JkActivation activation) => activation switch
    {
        JkActivation.Disabled => "+N",
        JkActivation.Stopped => "+D",
        _ => null,
    };

    private void ReadRoutes()
    {
        var name = Settings.Find("route") is null ? "jvm_route" : "route";
        Settings.Judge("jvm_route", JkVerdict.Ignored, "route took its place");
        Route = Settings.Text(name) ?? Name;
        Settings.Takes(name, HttpdParameters.ApplyToMember(Options, "route", Route));
        Settings.Applied(name, $"route={Route}");
        if (Settings.Text("redirect") is { } redirect
            && Settings.Takes("redirect", HttpdParameters.ApplyToMember(Options, "redirect", redirect)))
        {
            Settings.Applied("redirect", $"redirect={redirect}");
        }

        // jk_lb_worker.c: a route with a dot names its domain itself.
        var dot = Route.IndexOf('.', StringComparison.Ordinal);
        Domain = Settings.Text("domain") ?? (dot > 0 ? Route[..dot] : "");
    }

    private void ReadActivation()
    {
        if (Settings.Letter("activation", "ADS", "Use Active, Disabled or Stopped") is { } letter)
        {
            Activation = (JkActivation)"ADS".IndexOf(letter, StringComparison.Ordinal);
        }
        else if (Settings.Find("activation") is null)
        {
            Activation = Settings.Flag("stopped") == true ? JkActivation.Stopped
                : Settings.Flag("disabled") == true ? JkActivation.Disabled : JkActivation.Active;
        }

        Options.Status = StatusOf(Activation);
    }

    /// <summary>Says what became of the activation, once it is known who stands by for whom.</summary>
    public void JudgeActivation(string why)
    {
        foreach (var name in new[] { "activation", "disabled", "stopped" })
        {
            Settings.Applied(name, Options.Status is null ? "in use" : $"status={Options.Status}{why}");
        }
    }
}
