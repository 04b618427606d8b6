namespace Balancing;

/// <summary>Plans SetEnvIf (mod_setenvif.c: add_setenvif_core).</summary>
internal static class SetEnvIfPlanner
{
    private const string Word = "SetEnvIf";

    public static IReadOnlyList<SetEnvIfPlan> Plan(List<SetEnvIfOptions> options, Place place)
    {
        var plans = new List<SetEnvIfPlan>();
        for (var i = 0; i < options.Count; i++)
        {
            var said = options[i] ?? new SetEnvIfOptions();
            var at = place.At(i);
            if (!Characters.IsToken(said.Attribute ?? ""))
            {
                at.At("Attribute").Add(
                    $"Attribute cannot be {Kind<string>.Quote(said.Attribute ?? "")}",
                    "Use Request_URI, Request_Method, Remote_Addr, Host, Cookie, or a variable", Word);
            }

            Patterns.Check(said.Pattern ?? "", at.At("Pattern"), Word);
            var variables = Variables(said.Variables ?? [], at.At("Variables"));
            plans.Add(new SetEnvIfPlan(said.Attribute ?? "", said.Pattern ?? "", variables, said.IgnoreCase ?? false));
        }

        return plans;
    }

    private static List<KeyValuePair<string, string?>> Variables(List<string> texts, Place place)
    {
        if (texts.Count == 0)
        {
            place.Add("the rule sets nothing", "Name a variable: name, name=value or !name", Word);
        }

        var all = new List<KeyValuePair<string, string?>>();
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i] ?? "";
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = text.StartsWith('!') ? (text[1..], null) : sign < 0 ? (text, "1") : (text[..sign], text[(sign + 1)..]);
            if (name.Length == 0 || Characters.AnyControlOrSpace(name) || Characters.AnyControl(value ?? ""))
            {
                place.At(i).Add($"{Kind<string>.Quote(text)} sets no variable", "Write name, name=value or !name", Word);
            }

            all.Add(new KeyValuePair<string, string?>(name, value));
        }

        return all;
    }
}
