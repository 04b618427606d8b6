using Balancing.Expressions;

namespace Balancing;

/// <summary>Plans header rules (mod_headers.c: header_inout_cmd).</summary>
internal static class HeaderPlanner
{
    public static IReadOnlyList<HeaderRulePlan> Plan(List<HeaderRuleOptions> options, Place site, string word)
    {
        var names = word == "Header" ? RequestNames.Response : RequestNames.Request;
        var plans = new List<HeaderRulePlan>();
        for (var i = 0; i < options.Count; i++)
        {
            plans.Add(PlanRule(options[i] ?? new HeaderRuleOptions(), site.At(word).At(i), word, names));
        }

        return plans;
    }

    private static HeaderRulePlan PlanRule(HeaderRuleOptions said, Place place, string word, RequestNames names)
    {
        CheckAction(said, place, word);
        var name = NameOf(said, place, word);
        CheckPattern(said, place, word);
        CheckHasValue(said, place, word);
        if (said.Value is { } value && TakesValue(said.Action))
        {
            HeaderValues.Check(value, place.At("Value"), word, names);
        }

        if (said.Env is { } env && (env.TrimStart('!').Length == 0 || Characters.AnyControlOrSpace(env)))
        {
            place.At("Env").Add($"Env cannot be {Kind<string>.Quote(env)}", "Name a variable, or !variable", word);
        }

        if (said.Expr is { } expr && !Expression.TryParse(expr, names, out _, out var problem))
        {
            place.At("Expr").Add($"{Kind<string>.Quote(expr)} is no expression: {problem.Cause}", problem.Remedy, word);
        }

        return new HeaderRulePlan(said.Action, name, said.Value, said.Env) { Pattern = said.Pattern, Expr = said.Expr };
    }

    private static bool TakesValue(HeaderAction action) => action is not (HeaderAction.Unset or HeaderAction.Echo);

    private static bool TakesPattern(HeaderAction action) => action is HeaderAction.Edit or HeaderAction.EditAll;

    private static void CheckAction(HeaderRuleOptions said, Place place, string word)
    {
        if (!Enum.IsDefined(said.Action))
        {
            place.At("Action").Add($"Action cannot be {said.Action}", $"Use one of {string.Join(", ", Enum.GetNames<HeaderAction>())}", word);
        }
        else if (said.Action == HeaderAction.Echo && word != "Header")
        {
            place.At("Action").Add("Echo copies headers into the response", "Use it in a rule of Header", word);
        }
    }

    private static string NameOf(HeaderRuleOptions said, Place place, string word)
    {
        var name = said.Name ?? "";
        if (said.Action == HeaderAction.Echo)
        {
            Patterns.Check(name, place.At("Name"), word);
            return name;
        }

        name = name.EndsWith(':') ? name[..^1] : name; // httpd drops the colon, too
        if (!Characters.IsToken(name))
        {
            place.At("Name").Add($"{Kind<string>.Quote(name)} is no header name", "Use a token: letters, digits and -_.~", word);
        }

        return name;
    }

    private static void CheckPattern(HeaderRuleOptions said, Place place, string word)
    {
        if (TakesPattern(said.Action))
        {
            Patterns.Check(said.Pattern ?? "", place.At("Pattern"), word);
        }
        else if (said.Pattern is not null)
        {
            place.At("Pattern").Add($"{said.Action} takes no pattern", "Remove it, or use Edit", word);
        }
    }

    private static void CheckHasValue(HeaderRuleOptions said, Place place, string word)
    {
        if (TakesValue(said.Action) == (said.Value is null))
        {
            var (cause, remedy) = said.Value is null ? ("there is no value", "Give one, or use Unset") : ($"{said.Action} takes no value", "Remove it");
            place.At("Value").Add(cause, remedy, word);
        }
    }
}
