using Field = Balancing.Managing.EditField<Balancing.BalancerPlan, Balancing.SettingsEdit>;

namespace Balancing.Managing;

/// <summary>The fields of a balancer (httpd: the balancer form of balancer-manager).</summary>
internal static class SettingFields
{
    public static readonly Field[] All =
    [
        new(Word("b_lbm", "LbMethod", "LBmethod", "How a member is elected", EditWordKind.Choice),
            p => p.Method.Name, (e, v) => e with { LbMethod = v }, (p, o) => p with { Method = o.Method }),
        new(Number("b_tmo", "Timeout", "Timeout", "How long a request waits when no member is available; 0 for not at all", 7200) with { IsWhole = false, Unit = "s" },
            p => EditValue.Of(p.Timeout.TotalSeconds), (e, v) => e with { Timeout = TimeSpan.FromSeconds(Value(v)) }, (p, o) => p with { Timeout = o.Timeout }),
        new(Number("b_max", "MaxAttempts", "Failover Attempts", "Attempts after the first that failed; without it: members - 1", 99),
            p => p.MaxAttempts is { } most ? EditValue.Of(most) : "", (e, v) => e with { MaxAttempts = (int)Value(v) },
            (p, o) => p with { MaxAttempts = o.MaxAttempts }),
        new(Word("b_sforce", "NoFailover", "Disable Failover", "A session whose member is not usable is refused", EditWordKind.Flag),
            p => EditValue.Of(p.NoFailover), (e, v) => e with { NoFailover = v == "1" }, (p, o) => p with { NoFailover = o.NoFailover }),
        new(Word("b_ss", "StickySession", "Sticky Session", "Name of the session, or COOKIE|parameter; - for none", EditWordKind.Text) with { Most = 127 },
            SessionOf, (e, v) => e with { StickySession = v }, (p, o) => p with { Stickiness = o.Stickiness }),
    ];

    /// <summary>As it is written in the form.</summary>
    public static string SessionOf(BalancerPlan plan) => plan.Stickiness is not { } names ? "-"
        : names.CookieName == names.ParameterName ? names.CookieName : $"{names.CookieName}|{names.ParameterName}";

    private static double Value(string text) => EditValue.Number(NumberWord, text)!.Value;

    private static readonly EditWord NumberWord = Number("", "", "", "", 0) with { IsWhole = false };

    private static EditWord Number(string word, string setting, string label, string meaning, double most) =>
        Word(word, setting, label, meaning, EditWordKind.Number) with { Most = most, IsWhole = true };

    private static EditWord Word(string word, string setting, string label, string meaning, EditWordKind kind) =>
        new() { Word = word, Setting = setting, Label = label, Meaning = meaning, Kind = kind, IsOfMember = false };
}
