using Field = Balancing.Managing.EditField<Balancing.Managing.MemberState, Balancing.MemberEdit>;

namespace Balancing.Managing;

/// <summary>The fields of a member (httpd: the worker form of balancer-manager).</summary>
internal static class MemberFields
{
    public static readonly Field[] All =
    [
        Number("w_lf", "LoadFactor", "Load factor", "Its share of the requests, in relation to the other members", 1, 100, isWhole: false,
            m => m.Factor / 100.0, (e, v) => e with { LoadFactor = v }, (m, o) => m with { Factor = o.Factor }),
        Number("w_ls", "LbSet", "LB Set", "Members of a lower set are used first", 0, 99, isWhole: true,
            m => m.Set, (e, v) => e with { LbSet = (int)v }, (m, o) => m with { Set = o.Set }),
        Text("w_wr", "Route", "Route", "The route that sessions of this member carry", 63,
            m => m.Route, (e, v) => e with { Route = v }, (m, o) => m with { Route = o.Route }),
        Text("w_rr", "Redirect", "Route Redirect", "The route whose member takes its sessions when this one cannot", 63,
            m => m.Redirect, (e, v) => e with { Redirect = v }, (m, o) => m with { Redirect = o.Redirect }),
        Flag("I", "IgnoreErrors", "Ignore Errors", "It is never in error", MemberStatus.IgnoreErrors, (e, v) => e with { IgnoreErrors = v }),
        Flag("N", "Drain", "Draining Mode", "It takes only requests of its own sessions", MemberStatus.Drain, (e, v) => e with { Drain = v }),
        Flag("D", "Disabled", "Disabled", "It takes no requests", MemberStatus.Disabled, (e, v) => e with { Disabled = v }),
        Flag("H", "HotStandby", "Hot Standby", "It is used when no other member is usable", MemberStatus.HotStandby, (e, v) => e with { HotStandby = v }),
        Flag("R", "HotSpare", "Hot Spare", "It takes the place of a member of its set that is not usable", MemberStatus.HotSpare, (e, v) => e with { HotSpare = v }),
        Flag("S", "Stopped", "Stopped", "It takes no requests and is not checked", MemberStatus.Stopped, (e, v) => e with { Stopped = v }),
        Flag("C", "HealthCheckFailed", "HC Fail", "Its health checks failed", MemberStatus.HealthCheckFailed, (e, v) => e with { HealthCheckFailed = v }),
        Flag("E", "InError", "In Error", "It has failed, and waits until it may be tried again", MemberStatus.InError, (e, v) => e with { InError = v }),
        new(Word("w_hm", "HcMethod", "HC Method", "How it is probed", EditWordKind.Choice) with { Choices = EditValue.HcMethods },
            s => EditValue.Of(Check(s.Plan).Method), (e, v) => e with { HcMethod = EditValue.Method(v) },
            (s, o) => s with { Plan = Copied((m, o) => m with { Method = o.Method })(s.Plan, o.Plan) }),
        Text("w_he", "HcExpr", "HC Expr", "The condition that an answer must meet", 0,
            m => m.HealthCheck?.ExprText ?? "", (e, v) => e with { HcExpr = v },
            Copied((m, o) => m with { ExprText = o.ExprText, Expr = o.Expr, Condition = o.Condition })),
        Number("w_hi", "HcInterval", "HC Interval", "Time from the end of a probe to the next", 100, int.MaxValue, isWhole: true,
            m => Check(m).Interval.TotalMilliseconds, (e, v) => e with { HcInterval = TimeSpan.FromMilliseconds(v) },
            Copied((m, o) => m with { Interval = o.Interval }), "ms"),
        Number("w_hp", "HcPasses", "HC Passes", "Probes that must pass in a row to bring it back", 1, int.MaxValue, isWhole: true,
            m => Check(m).Passes, (e, v) => e with { HcPasses = (int)v }, Copied((m, o) => m with { Passes = o.Passes })),
        Number("w_hf", "HcFails", "HC Fails", "Probes that must fail in a row to take it out", 1, int.MaxValue, isWhole: true,
            m => Check(m).Fails, (e, v) => e with { HcFails = (int)v }, Copied((m, o) => m with { Fails = o.Fails })),
        Text("w_hu", "HcUri", "HC uri", "The path that is asked for", 63,
            m => Check(m).Uri, (e, v) => e with { HcUri = v }, Copied((m, o) => m with { Uri = o.Uri })),
    ];

    private static HealthCheckPlan Check(MemberPlan member) => member.HealthCheck ?? new HealthCheckPlan();

    private static EditWord Word(string word, string setting, string label, string meaning, EditWordKind kind) =>
        new() { Word = word, Setting = setting, Label = label, Meaning = meaning, Kind = kind, IsOfMember = true };

    private static Field Flag(string letter, string setting, string label, string meaning, MemberStatus flag, Func<MemberEdit, bool, MemberEdit> write) => new(
        Word($"w_status_{letter}", setting, label, meaning, EditWordKind.Flag),
        s => EditValue.Of((s.Status & flag) != MemberStatus.None),
        (e, v) => write(e, v == "1"),
        (s, o) => s with { Status = (s.Status & ~flag) | (o.Status & flag) });

    private static Field Number(
        string word, string setting, string label, string meaning, double least, double most, bool isWhole,
        Func<MemberPlan, double> read, Func<MemberEdit, double, MemberEdit> write, Func<MemberPlan, MemberPlan, MemberPlan> copy, string unit = "")
    {
        var entry = Word(word, setting, label, meaning, EditWordKind.Number) with { Least = least, Most = most, IsWhole = isWhole, Unit = unit };
        return new(entry, s => EditValue.Of(read(s.Plan)), (e, v) => write(e, EditValue.Number(entry, v)!.Value), (s, o) => s with { Plan = copy(s.Plan, o.Plan) });
    }

    private static Field Text(
        string word, string setting, string label, string meaning, double most,
        Func<MemberPlan, string> read, Func<MemberEdit, string, MemberEdit> write, Func<MemberPlan, MemberPlan, MemberPlan> copy) => new(
        Word(word, setting, label, meaning, EditWordKind.Text) with { Most = most },
        s => read(s.Plan), write, (s, o) => s with { Plan = copy(s.Plan, o.Plan) });

    // Without any check on one side, its defaults stand for it.
    private static Func<MemberPlan, MemberPlan, MemberPlan> Copied(Func<HealthCheckPlan, HealthCheckPlan, HealthCheckPlan> copy) =>
        (m, o) => m.HealthCheck == o.HealthCheck ? m : m with { HealthCheck = copy(Check(m), Check(o)) };
}
