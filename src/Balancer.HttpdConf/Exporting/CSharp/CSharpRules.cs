namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>Rules that sites and their sections share, as calls.</summary>
internal sealed class CSharpRules(Losses losses)
{
    /// <summary>SetEnvIf and its kin.</summary>
    public static Call SetEnvIf(SetEnvIfOptions options)
    {
        var (verb, arguments) = options.Expr is { } expr
            ? ("SetEnvIfExpr", new[] { Literal.Of(expr) })
            : (options.IgnoreCase == true ? "SetEnvIfNoCase" : "SetEnvIf", [Literal.Of(options.Attribute), Literal.Of(options.Pattern)]);
        return new Call(verb, [.. arguments, .. options.Variables.Select(Literal.Of)]) { Alone = true };
    }

    /// <summary>SetEnv, from <c>NAME=value</c> or <c>NAME</c>.</summary>
    public static Call SetEnv(string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        return sign < 0 || sign == text.Length - 1
            ? new Call("SetEnv", Literal.Of(text.TrimEnd('=')))
            : new Call("SetEnv", Literal.Of(text[..sign]), Literal.Of(text[(sign + 1)..]));
    }

    /// <summary>ProxyPassReverse and the cookie rules.</summary>
    public static Call Pair(string verb, string one, string other, bool? interpolate)
    {
        string[] both = [Literal.Of(one), Literal.Of(other)];
        return new Call(verb, interpolate == true ? [.. both, "interpolate: true"] : both) { Alone = true };
    }

    /// <summary>What turns the backend's addresses and cookies into ours.</summary>
    /// <param name="entries">The entries; in a section one without a path is the section's.</param>
    /// <param name="domains">Rules for the domains of cookies.</param>
    /// <param name="paths">Rules for their paths.</param>
    /// <param name="inSection">True for those of a section.</param>
    public static IEnumerable<Call> Reverse(
        List<ProxyPassReverseOptions> entries, List<CookieRuleOptions> domains, List<CookieRuleOptions> paths, bool inSection) =>
    [
        .. entries.Select(entry => inSection && entry is { Path: "", Interpolate: not true }
            ? new Call("ProxyPassReverse", Literal.Of(entry.From)) { Alone = true }
            : Pair("ProxyPassReverse", entry.Path, entry.From, entry.Interpolate)),
        .. domains.Select(rule => Pair("ProxyPassReverseCookieDomain", rule.From, rule.To, rule.Interpolate)),
        .. paths.Select(rule => Pair("ProxyPassReverseCookiePath", rule.From, rule.To, rule.Interpolate)),
    ];

    /// <summary>Who may come. The short verbs say a group of which any must hold.</summary>
    public static IEnumerable<Call> Access(AccessOptions? options)
    {
        if (options is null)
        {
            return [];
        }

        var plain = options.Match == AccessMatch.Any && options.Nested.TrueForAll(group => group.Match is AccessMatch.All or AccessMatch.Any);
        return plain && options.Require.Count + options.Nested.Count > 0
            ? Group(options)
            : [new Call("Access", Literal.Of(options.Match)) { Parameter = "a", Inner = Group(options) }];
    }

    /// <summary>Header or RequestHeader: one call with all rules.</summary>
    public IEnumerable<Call> Headers(string verb, List<HeaderRuleOptions> rules, string place)
    {
        var inner = rules.Select((rule, i) => Header(rule, $"{place}:{verb}:{i}")).OfType<Call>().ToList();
        return inner.Count == 0 ? [] : [new Call(verb) { Parameter = "h", Inner = inner, Alone = true }];
    }

    private static List<Call> Group(AccessOptions options)
    {
        var calls = new List<Call>();
        if (options.Require.Count > 0 || options.Nested.Count == 0)
        {
            calls.Add(new Call("Require", [.. options.Require.Select(Literal.Of)]));
        }

        calls.AddRange(options.Nested.Select(group => new Call($"Require{group.Match}") { Parameter = "a", Inner = Group(group) }));
        return calls;
    }

    private Call? Header(HeaderRuleOptions options, string place)
    {
        if (!HeaderShapes.IsWhole(options))
        {
            losses.Add(place, HeaderShapes.Broken);
            return null;
        }

        var arguments = new List<string> { Literal.Of(options.Name) };
        Add(arguments, "", options.Pattern);
        Add(arguments, "", options.Value);
        Add(arguments, "env: ", options.Env);
        Add(arguments, "expr: ", options.Expr);
        return new Call(options.Action.ToString(), [.. arguments]);
    }

    private static void Add(List<string> arguments, string name, string? text)
    {
        if (text is not null)
        {
            arguments.Add(name + Literal.Of(text));
        }
    }
}
