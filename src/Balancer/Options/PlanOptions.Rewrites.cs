using System.Globalization;

namespace Balancing;

/// <content>Rewrite rules: their flags and conditions as httpd writes them.</content>
public static partial class PlanOptions
{
    private static readonly Dictionary<ConditionTest, string> Signs = new()
    {
        [ConditionTest.Equal] = "=",
        [ConditionTest.Less] = "<",
        [ConditionTest.LessOrEqual] = "<=",
        [ConditionTest.Greater] = ">",
        [ConditionTest.GreaterOrEqual] = ">=",
        [ConditionTest.NumberEqual] = "-eq",
        [ConditionTest.NumberNotEqual] = "-ne",
        [ConditionTest.NumberLess] = "-lt",
        [ConditionTest.NumberLessOrEqual] = "-le",
        [ConditionTest.NumberGreater] = "-gt",
        [ConditionTest.NumberGreaterOrEqual] = "-ge",
    };

    private static RewriteRuleOptions Of(RewriteRulePlan plan)
    {
        var flags = string.Join(',', FlagsOf(plan));
        return new RewriteRuleOptions
        {
            Pattern = Negated(plan.Pattern, plan.Negate),
            To = plan.Substitution,
            Flags = flags.Length == 0 ? null : flags,
            Conditions = [.. plan.Conditions.Select(Of)],
            Access = Of(plan.Access),
        };
    }

    private static IEnumerable<string> FlagsOf(RewriteRulePlan plan)
    {
        (bool On, string Flag)[] flags =
        [
            (plan.Proxy, "P"), (plan.PassThrough, "PT"), (plan.Redirect > 0 && !plan.ReducesOwnUrl, Number("R", plan.Redirect)),
            (plan.Status > 0, Number("R", plan.Status)), (plan.Forbidden, "F"), (plan.Gone, "G"), (plan.Last, "L"), (plan.Chain, "C"),
            (plan.Skip > 0, Number("S", plan.Skip)), (plan.Rounds > 0, Number("N", plan.Rounds)), (plan.NoCase, "NC"), (plan.NoEscape, "NE"),
            (plan.EscapeCaptures is not null, plan.EscapeCaptures is { Length: > 0 } all ? $"B={all}" : "B"),
            (plan.KeepInCaptures.Length > 0, $"BNE={plan.KeepInCaptures}"), (plan.NoPlus, "BNP"),
            (plan.QueryAppend, "QSA"), (plan.QueryDiscard, "QSD"), (plan.QueryLast, "QSL"),
        ];
        var variables = plan.Variables.Select(v => v.Value is null ? $"E=!{v.Key}" : v.Value.Length == 0 ? $"E={v.Key}" : $"E={v.Key}:{v.Value}");
        return [.. flags.Where(flag => flag.On).Select(flag => flag.Flag), .. variables];
    }

    private static RewriteCondOptions Of(RewriteCondPlan plan)
    {
        string[] flags = [.. plan.NoCase ? ["NC"] : Array.Empty<string>(), .. plan.OrNext ? ["OR"] : Array.Empty<string>()];
        var text = plan is { Kind: ConditionTest.Equal, Value: "" } ? "=\"\"" : Signs.GetValueOrDefault(plan.Kind, "") + plan.Value;
        return new RewriteCondOptions
        {
            Test = plan.Test,
            Pattern = Negated(text, plan.Negate),
            Flags = flags.Length == 0 ? null : string.Join(',', flags),
        };
    }

    private static string Negated(string text, bool negate) => negate ? $"!{text}" : text;

    private static string Number(string flag, int number) => string.Create(CultureInfo.InvariantCulture, $"{flag}={number}");
}
