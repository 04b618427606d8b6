using Balancing.Expressions;

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
            plans.Add(PlanRule(options[i] ?? new SetEnvIfOptions(), place.At(i)));
        }

        return plans;
    }

    private static SetEnvIfPlan PlanRule(SetEnvIfOptions said, Place place)
    {
        if (said.Expr is not { } expr)
        {
            CheckAttribute(said.Attribute ?? "", place.At("Attribute"));
            Patterns.Check(said.Pattern ?? "", place.At("Pattern"), Word);
            return new SetEnvIfPlan(
                said.Attribute ?? "", said.Pattern ?? "", Variables(said.Variables ?? [], place.At("Variables")), said.IgnoreCase ?? false);
        }

        if (!string.IsNullOrEmpty(said.Attribute) || !string.IsNullOrEmpty(said.Pattern) || said.IgnoreCase is not null)
        {
            place.Add("the rule has both an expression and an attribute or pattern", "Give it one of the two", "SetEnvIfExpr");
        }

        if (!Expression.TryParse(expr, RequestNames.Request, out _, out var problem))
        {
            place.At("Expr").Add($"{Kind<string>.Quote(expr)} is no expression: {problem.Cause}", problem.Remedy, "SetEnvIfExpr");
        }

        return new SetEnvIfPlan("", "", Variables(said.Variables ?? [], place.At("Variables")), Expr: expr);
    }

    private static void CheckAttribute(string attribute, Place place)
    {
        const string Use = "Use Request_URI, Request_Method, Request_Protocol, Remote_Addr, a request header, or a variable";
        if (attribute.ToUpperInvariant() is "SERVER_ADDR" or "REMOTE_HOST")
        {
            place.Add($"{attribute} is not known here", Use, Word);
        }
        else if (attribute.Length == 0 || Characters.AnyControlOrSpace(attribute))
        {
            place.Add($"Attribute cannot be {Kind<string>.Quote(attribute)}", Use, Word);
        }
        else
        {
            Patterns.Check(attribute, place, Word); // a name, or a regular expression on names
        }
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
