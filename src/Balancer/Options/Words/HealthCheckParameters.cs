namespace Balancing;

/// <summary>
/// The parameters of a health check or a template of one (mod_proxy_hcheck.c: set_worker_hc_param). Defaults are those of
/// <see cref="HealthCheckPlan"/>.
/// </summary>
internal static class HealthCheckParameters
{
    private static readonly Kind<HcMethod> Methods = Kinds.Choice(
        ("None", HcMethod.None), ("TCP", HcMethod.Tcp), ("OPTIONS", HcMethod.Options), ("HEAD", HcMethod.Head), ("GET", HcMethod.Get),
        ("OPTIONS11", HcMethod.Options11), ("HEAD11", HcMethod.Head11), ("GET11", HcMethod.Get11), ("CPING", HcMethod.CPing));

    private static readonly Kind<string> Path = Kinds.Text(
        "at most 63 characters without white space", v => v.Length <= 63 && !Characters.AnyControlOrSpace(v));

    private static readonly Kind<TimeSpan> Interval = Times.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));

    public static ParameterTable<HealthCheckOptions> Table { get; } = new ParameterTable<HealthCheckOptions>("health check")
        .Text("hctemplate", "Template", Kinds.ShortText(63), o => o.Template, (o, v) => o.StartFrom(v))
        .Value("hcmethod", "Method", Methods, o => o.Method, (o, v) => o.Method = v)
        .Text("hcuri", "Uri", Path, o => o.Uri, (o, v) => o.Uri = v)
        .Value("hcinterval", "Interval", Interval, o => o.Interval, (o, v) => o.Interval = v)
        .Value("hcpasses", "Passes", Kinds.Whole(0), o => o.Passes, (o, v) => o.Passes = v)
        .Value("hcfails", "Fails", Kinds.Whole(0), o => o.Fails, (o, v) => o.Fails = v)
        .Text("hcexpr", "Expr", Kinds.Text("an expression", v => v.Length > 0 && !Characters.AnyControl(v)), o => o.Expr, (o, v) => o.JudgeBy(v));
}
