using System.Globalization;
using Balancing.Expressions;

namespace Balancing;

/// <summary>Plans conditions (mod_rewrite.c: cmd_rewritecond).</summary>
internal static class RewriteCondPlanner
{
    private const string Word = "RewriteCond";

    private static readonly Dictionary<string, string> LongNames =
        new(StringComparer.OrdinalIgnoreCase) { ["nocase"] = "NC", ["ornext"] = "OR", ["novary"] = "NV" };

    private static readonly Dictionary<string, ConditionTest> Numbers = new(StringComparer.Ordinal)
    {
        ["-eq"] = ConditionTest.NumberEqual,
        ["-ne"] = ConditionTest.NumberNotEqual,
        ["-lt"] = ConditionTest.NumberLess,
        ["-le"] = ConditionTest.NumberLessOrEqual,
        ["-gt"] = ConditionTest.NumberGreater,
        ["-ge"] = ConditionTest.NumberGreaterOrEqual,
    };

    public static IReadOnlyList<RewriteCondPlan> Plan(List<RewriteCondOptions> options, Place place)
    {
        var plans = new List<RewriteCondPlan>();
        for (var i = 0; i < options.Count; i++)
        {
            plans.Add(PlanOne(options[i] ?? new RewriteCondOptions(), place.At(i)));
        }

        return plans;
    }

    private static RewriteCondPlan PlanOne(RewriteCondOptions said, Place place)
    {
        var text = said.Pattern ?? "";
        var negate = text.StartsWith('!');
        text = negate ? text[1..] : text;
        var test = said.Test ?? "";
        var (kind, value) = test.Equals("expr", StringComparison.OrdinalIgnoreCase) ? (ConditionTest.Expression, text) : Kind(text);
        if (kind != ConditionTest.Expression) RewriteReferences.Check(test, place.At("Test"), Word, isLookedAt: kind != ConditionTest.File);
        Check(kind, value, place.At("Pattern"));
        return Flags(new RewriteCondPlan { Test = test, Kind = kind, Value = value, Negate = negate }, said.Flags ?? "", place.At("Flags"));
    }

    private static (ConditionTest Kind, string Value) Kind(string text)
    {
        if (text.Length == 2 && text[0] == '-' && "fdslhLxFU".Contains(text[1], StringComparison.Ordinal)) return (ConditionTest.File, text);
        if (text.Length > 2 && Numbers.TryGetValue(text[..3], out var number)) return (number, text[3..].Trim());
        if (text.Length < 2) return (ConditionTest.Pattern, text);
        return text switch
        {
            ['>', '=', .. var rest] => (ConditionTest.GreaterOrEqual, rest),
            ['<', '=', .. var rest] => (ConditionTest.LessOrEqual, rest),
            ['>', .. var rest] => (ConditionTest.Greater, rest),
            ['<', .. var rest] => (ConditionTest.Less, rest),
            ['=', .. var rest] => (ConditionTest.Equal, rest == "\"\"" ? "" : rest),
            _ => (ConditionTest.Pattern, text),
        };
    }

    private static void Check(ConditionTest kind, string value, Place place)
    {
        if (kind == ConditionTest.Pattern)
        {
            Patterns.Check(value, place, Word);
        }
        else if (kind == ConditionTest.Expression && !Expression.TryParse(value, RequestNames.Request, out _, out var problem))
        {
            place.Add($"{Kind<string>.Quote(value)} is no expression: {problem.Cause}", problem.Remedy, Word);
        }
        else if (Numbers.ContainsValue(kind) && !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            place.Add($"{Kind<string>.Quote(value)} is no whole number", "Write the number right behind the comparison, as in -ge100", Word);
        }
    }

    private static RewriteCondPlan Flags(RewriteCondPlan plan, string text, Place place)
    {
        foreach (var (name, value) in RewriteFlags.Split(text, LongNames))
        {
            if (value is not null || name is not ("NC" or "OR" or "NV"))
            {
                place.Add($"unknown flag {Kind<string>.Quote(value is null ? name : $"{name}={value}")}", "Use NC, OR or NV", Word);
            }

            // NV keeps a header out of Vary, which is not written here.
            plan = name switch { "NC" => plan with { NoCase = true }, "OR" => plan with { OrNext = true }, _ => plan };
        }

        return plan;
    }
}
