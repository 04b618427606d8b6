using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

public class HeaderRulesTests
{
    private static readonly Dictionary<string, string> Env = new() { ["ROUTE"] = "a", ["EMPTY"] = "" };

    [Theory]
    [InlineData(HeaderAction.Set, "n", "X: n | Y: 1")]
    [InlineData(HeaderAction.Append, "n", "X: a, n | Y: 1 | x: b")]
    [InlineData(HeaderAction.Add, "n", "X: a | Y: 1 | x: b | X: n")]
    [InlineData(HeaderAction.Merge, "n", "X: a, n | Y: 1 | x: b")]
    [InlineData(HeaderAction.Merge, "a", "X: a | Y: 1 | x: b")]
    [InlineData(HeaderAction.Merge, "b", "X: a, b | Y: 1 | x: b")]
    [InlineData(HeaderAction.Merge, "A", "X: a, A | Y: 1 | x: b")]
    [InlineData(HeaderAction.SetIfEmpty, "n", "X: a | Y: 1 | x: b")]
    [InlineData(HeaderAction.Unset, null, "Y: 1")]
    public void A_rule_changes_the_lines_of_its_name(HeaderAction action, string? value, string expected) =>
        Assert.Equal(expected, Apply([("X", "a"), ("Y", "1"), ("x", "b")], new HeaderRulePlan(action, "X", value)));

    [Theory]
    [InlineData(HeaderAction.Set)]
    [InlineData(HeaderAction.Append)]
    [InlineData(HeaderAction.Add)]
    [InlineData(HeaderAction.Merge)]
    [InlineData(HeaderAction.SetIfEmpty)]
    public void A_missing_header_is_made(HeaderAction action) =>
        Assert.Equal("Y: 1 | X: n", Apply([("Y", "1")], new HeaderRulePlan(action, "X", "n")));

    [Fact]
    public void Merge_sees_elements_and_not_parts_of_them()
    {
        Assert.Equal("X: \"a, n\", nn, n", Apply([("X", "\"a, n\", nn")], new HeaderRulePlan(HeaderAction.Merge, "X", "n")));
        Assert.Equal("X: nn ,\tn , x", Apply([("X", "nn ,\tn , x")], new HeaderRulePlan(HeaderAction.Merge, "X", "n")));
    }

    [Theory]
    [InlineData(HeaderAction.Append)]
    [InlineData(HeaderAction.Merge)]
    public void Set_Cookie_lines_are_never_joined(HeaderAction action) =>
        Assert.Equal("Set-Cookie: a=1 | set-cookie: b=2", Apply([("Set-Cookie", "a=1")], new HeaderRulePlan(action, "set-cookie", "b=2")));

    [Theory]
    [InlineData(".%{ROUTE}e", ".a")]
    [InlineData("%{ROUTE}e%{EMPTY}e%{NONE}e", "a(null)")]
    [InlineData("100%% %{ROUTE}e", "100% a")]
    [InlineData("%%{ROUTE}e", "%{ROUTE}e")]
    [InlineData("50% %{ROUTE %{ROUTE}s %", "50% %{ROUTE %{ROUTE}s %")]
    [InlineData("%{ROUTE}s %{ROUTE}e", "%{ROUTE}s a")]
    public void Variables_and_percent_signs_are_replaced(string template, string expected) =>
        Assert.Equal("X: " + expected, Apply([], new HeaderRulePlan(HeaderAction.Set, "X", template)));

    [Theory]
    [InlineData("ROUTE", true)]
    [InlineData("EMPTY", true)]
    [InlineData("NONE", false)]
    [InlineData("!ROUTE", false)]
    [InlineData("!NONE", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    public void A_rule_runs_when_its_variable_says_so(string? env, bool runs) =>
        Assert.Equal(runs ? "X: n" : "", Apply([], new HeaderRulePlan(HeaderAction.Set, "X", "n", env)));

    [Theory]
    [InlineData("X", "a\r\nY: b")]
    [InlineData("X", "a\nb")]
    [InlineData("X", "a\0b")]
    [InlineData("X", "a\u007f")]
    [InlineData("X", "a\u010a")]
    [InlineData("X Y", "a")]
    [InlineData("X:", "a")]
    [InlineData("", "a")]
    public void R15_a_value_that_no_header_may_hold_stops_the_rules_and_is_named(string name, string value)
    {
        var lines = new HeaderList([]);
        var env = new Dictionary<string, string> { ["VALUE"] = value };
        HeaderRulePlan[] rules =
            [new(HeaderAction.Set, "Before", "1"), new(HeaderAction.Set, name, "%{VALUE}e"), new(HeaderAction.Set, "After", "1")];

        var violation = HeaderRules.Of(rules).Apply(lines, new(env));

        Assert.Equal(name, violation?.Header);
        Assert.Equal(["Before"], lines.Lines.Select(line => line.Key));
        Assert.Contains(violation?.Problem, (string[])["the name is no token", "the value holds a character that no header may hold"]);
    }

    [Fact]
    public void R13_a_value_has_a_longest_length()
    {
        var env = new Dictionary<string, string> { ["LONG"] = new('x', FieldText.MaxLength) };

        Assert.Null(HeaderRules.Of([new(HeaderAction.Set, "X", "%{LONG}e")]).Apply(new HeaderList([]), new(env)));
        Assert.NotNull(HeaderRules.Of([new(HeaderAction.Set, "X", "%{LONG}e!")]).Apply(new HeaderList([]), new(env)));
    }

    private static string Apply((string Name, string Value)[] lines, params HeaderRulePlan[] rules)
    {
        var list = new HeaderList(lines.Select(line => KeyValuePair.Create(line.Name, line.Value)));
        Assert.Null(HeaderRules.Of(rules).Apply(list, new(Env)));
        return string.Join(" | ", list.Lines.Select(line => $"{line.Key}: {line.Value}"));
    }
}
