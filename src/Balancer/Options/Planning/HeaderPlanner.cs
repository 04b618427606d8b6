namespace Balancing;

/// <summary>Plans header rules (mod_headers.c: header_inout_cmd).</summary>
internal static class HeaderPlanner
{
    public static IReadOnlyList<HeaderRulePlan> Plan(List<HeaderRuleOptions> options, Place site, string word)
    {
        var plans = new List<HeaderRulePlan>();
        for (var i = 0; i < options.Count; i++)
        {
            plans.Add(PlanRule(options[i] ?? new HeaderRuleOptions(), site.At(word).At(i), word));
        }

        return plans;
    }

    private static HeaderRulePlan PlanRule(HeaderRuleOptions said, Place place, string word)
    {
        var name = (said.Name ?? "").EndsWith(':') ? said.Name![..^1] : said.Name ?? ""; // httpd drops the colon, too
        if (!Characters.IsToken(name))
        {
            place.At("Name").Add($"{Kind<string>.Quote(name)} is no header name", "Use a token: letters, digits and -_.~", word);
        }

        if (!Enum.IsDefined(said.Action))
        {
            place.At("Action").Add($"Action cannot be {said.Action}", "Use Set, Append, Add, Merge, SetIfEmpty or Unset", word);
        }

        if ((said.Action == HeaderAction.Unset) != (said.Value is null))
        {
            var (cause, remedy) = said.Value is null ? ("there is no value", "Give one, or use Unset") : ("Unset takes no value", "Remove it");
            place.At("Value").Add(cause, remedy, word);
        }
        else if (said.Value is { } value)
        {
            CheckValue(value, place.At("Value"), word);
        }

        if (said.Env is { } env && (env.TrimStart('!').Length == 0 || Characters.AnyControlOrSpace(env)))
        {
            place.At("Env").Add($"Env cannot be {Kind<string>.Quote(env)}", "Name a variable, or !variable", word);
        }

        return new HeaderRulePlan(said.Action, name, said.Value, said.Env);
    }

    private static void CheckValue(string value, Place place, string word)
    {
        if (Characters.AnyControl(value))
        {
            place.Add("the value holds a control character", "Remove it", word);
            return;
        }

        for (var i = value.IndexOf('%', StringComparison.Ordinal); i >= 0; i = value.IndexOf('%', i))
        {
            var rest = value.AsSpan(i);
            var close = rest.IndexOf('}');
            var length = rest.StartsWith("%%") ? 2 : rest.StartsWith("%{") && close > 2 && close + 1 < rest.Length && rest[close + 1] == 'e' ? close + 2 : 0;
            if (length == 0)
            {
                place.Add($"{Kind<string>.Quote(value)} holds a format we do not know", "Use %{VAR}e for a variable and %% for a percent sign", word);
                return;
            }

            if ((i += length) >= value.Length)
            {
                return;
            }
        }
    }
}
