namespace Balancing;

/// <summary>Plans access rules (mod_authz_core.c: add_authz_provider, authz_core_check_section; mod_authz_host.c).</summary>
internal static class AccessPlanner
{
    private const string Word = "Require";
    private const int DeepestNesting = 32;

    private static readonly (string Name, AccessTest Test)[] Tests =
    [
        ("ip", AccessTest.Ip), ("host", AccessTest.Host), ("local", AccessTest.Local), ("env", AccessTest.Env),
        ("method", AccessTest.Method), ("ssl", AccessTest.Ssl),
    ];

    public static AccessPlan? Plan(AccessOptions? options, Place place) => options is null ? null : Group(options, place, null, 1);

    private static AccessPlan Group(AccessOptions options, Place place, AccessMatch? outer, int depth)
    {
        var (rules, groups) = (options.Require ?? [], options.Nested ?? []);
        if (!Enum.IsDefined(options.Match))
        {
            place.At("Match").Add($"Match cannot be {options.Match}", "Use Any, All or None", Word);
        }

        if (rules.Count + groups.Count == 0)
        {
            place.Add("the group has no rule", "Give it one, for example all granted", NameOf(options.Match));
        }

        if (options.Match == AccessMatch.None && outer is AccessMatch.Any or AccessMatch.None)
        {
            place.Add(
                $"a RequireNone cannot stand inside {NameOf(outer.Value)}: it says who may not come, not who may",
                "Put it into RequireAll, beside what grants", "RequireNone");
        }

        if (depth > DeepestNesting)
        {
            place.Add($"groups are nested more than {DeepestNesting} deep", "Use fewer", NameOf(options.Match));
            return new AccessPlan();
        }

        var plan = new AccessPlan
        {
            Match = options.Match,
            Require = [.. rules.Select((text, i) => Rule(text ?? "", place.At("Require").At(i), options.Match))],
            Nested = [.. groups.Select((group, i) => Group(group ?? new(), place.At("Nested").At(i), options.Match, depth + 1))],
        };
        CheckGrants(plan, place);
        return plan;
    }

    // httpd refuses both too: beside others a negated rule either does nothing or opens the door.
    private static void CheckGrants(AccessPlan plan, Place place)
    {
        if (plan.Match == AccessMatch.All && plan.Require.Count + plan.Nested.Count > 0
            && plan.Require.All(rule => rule.Negate) && plan.Nested.All(group => group.Match == AccessMatch.None))
        {
            place.Add("RequireAll has only rules that deny", "Say who may come, for example all granted", "RequireAll");
        }
    }

    private static RequirePlan Rule(string text, Place place, AccessMatch group)
    {
        string[] words = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var negate = words is [var first, ..] && first.Equals("not", StringComparison.OrdinalIgnoreCase);
        if (negate)
        {
            words = words[1..];
            if (group != AccessMatch.All)
            {
                place.Add(
                    $"{Kind<string>.Quote(text)} cannot stand inside {NameOf(group)}: it says who may not come, not who may",
                    "Put it into RequireAll, beside what grants", Word);
            }
        }

        var plan = new RequirePlan { Text = (negate ? "not " : "") + string.Join(' ', words), Test = AccessTest.Denied, Negate = negate };
        return words is ["all", var who] && (Is(who, "granted") || Is(who, "denied"))
            ? plan with { Test = Is(who, "granted") ? AccessTest.Granted : AccessTest.Denied }
            : Tested(plan, words, place);
    }

    private static RequirePlan Tested(RequirePlan plan, string[] words, Place place)
    {
        var known = words.Length == 0 ? -1 : Array.FindIndex(Tests, test => test.Name == words[0]);
        if (known < 0)
        {
            place.Add(
                $"{Kind<string>.Quote(plan.Text)} is no rule we know",
                "Use all granted, all denied, ip, host, local, env, method or ssl, with not in front to turn it round", Word);
            return plan;
        }

        plan = plan with { Test = Tests[known].Test, Words = words[1..] };
        var takesNone = plan.Test is AccessTest.Local or AccessTest.Ssl;
        if (takesNone == plan.Words.Count > 0)
        {
            place.Add($"{words[0]} {(takesNone ? "takes no words" : "names nothing")}", takesNone ? "Remove them" : "Say what it shall let in", Word);
        }

        var ranges = new List<AddressRange>();
        foreach (var word in plan.Words)
        {
            var (allows, remedy) = plan.Test switch
            {
                AccessTest.Ip => (IsRange(word, ranges), "Use an address, 10.1, 10.1.0.0/16, 10.1.0.0/255.255.0.0 or fe80::/10; all granted for everybody"),
                AccessTest.Host => (Characters.IsHost(word), "Use a host name, or .domain for the names below it"),
                AccessTest.Method => (Characters.IsToken(word) && !word.Any(char.IsAsciiLetterLower), "Use a method in capitals, as clients send it"),
                _ => (!Characters.AnyControl(word), "Use the name of a variable"),
            };
            if (!allows)
            {
                place.Add($"{words[0]} cannot be {Kind<string>.Quote(word)}", remedy, Word);
            }
        }

        return plan with { Ranges = ranges };
    }

    private static bool IsRange(string word, List<AddressRange> ranges)
    {
        var known = AddressRange.TryParse(word, out var range);
        ranges.Add(range);
        return known;
    }

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(AccessMatch match) => match switch
    {
        AccessMatch.All => "RequireAll",
        AccessMatch.None => "RequireNone",
        _ => "RequireAny",
    };
}
