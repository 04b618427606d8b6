using System.Net;

namespace Balancing.Mapping;

/// <summary>What an access rule says of a request. The order counts: any is the greatest, all the least, not the other way round.</summary>
internal enum AccessAnswer
{
    No,

    /// <summary>What the rule looks at is not known. It lets nobody in, and turned round it does not either.</summary>
    Unknown,

    Yes,
}

/// <summary>Holds a request against access rules (mod_authz_core.c: apply_authz_sections; mod_authz_host.c).</summary>
internal static class AccessCheck
{
    public static AccessAnswer Of(AccessPlan plan, in RequestFacts facts, IReadOnlyDictionary<string, string>? environment)
    {
        var (least, greatest) = (AccessAnswer.Yes, AccessAnswer.No);
        for (var i = 0; i < plan.Require.Count; i++)
        {
            var answer = Of(plan.Require[i], facts, environment);
            (least, greatest) = (Less(least, answer), Greater(greatest, answer));
        }

        for (var i = 0; i < plan.Nested.Count; i++)
        {
            var answer = Of(plan.Nested[i], facts, environment);
            (least, greatest) = (Less(least, answer), Greater(greatest, answer));
        }

        // An empty group grants nothing.
        return plan.Match switch
        {
            AccessMatch.None when plan.Require.Count + plan.Nested.Count > 0 => Not(greatest),
            AccessMatch.All => Less(least, plan.Require.Count + plan.Nested.Count > 0 ? AccessAnswer.Yes : AccessAnswer.No),
            AccessMatch.Any => greatest,
            _ => AccessAnswer.No,
        };
    }

    private static AccessAnswer Of(RequirePlan rule, in RequestFacts facts, IReadOnlyDictionary<string, string>? environment)
    {
        var answer = rule.Test switch
        {
            AccessTest.Granted => AccessAnswer.Yes,
            AccessTest.Ip => IsIn(rule.Ranges, facts.ClientAddress),
            AccessTest.Local => IsLocal(facts.ClientAddress),
            AccessTest.Host => IsNamed(rule.Words, facts.ClientHost),
            AccessTest.Env => Is(environment is not null && HasAny(rule.Words, environment)),
            AccessTest.Method => Is(HasMethod(rule.Words, facts.Method)),
            AccessTest.Ssl => Is(string.Equals(facts.Scheme, "https", StringComparison.OrdinalIgnoreCase)),
            _ => AccessAnswer.No,
        };
        return rule.Negate ? Not(answer) : answer;
    }

    private static AccessAnswer IsIn(IReadOnlyList<AddressRange> ranges, IPAddress? client)
    {
        if (client is null) return AccessAnswer.Unknown;
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].Contains(client)) return AccessAnswer.Yes;
        }

        return AccessAnswer.No;
    }

    private static AccessAnswer IsLocal(IPAddress? client) =>
        client is null ? AccessAnswer.Unknown : Is(AddressRange.Loopback4.Contains(client) || AddressRange.Loopback6.Contains(client));

    private static AccessAnswer IsNamed(IReadOnlyList<string> domains, string? name)
    {
        if (name is null) return AccessAnswer.Unknown;
        for (var i = 0; i < domains.Count; i++)
        {
            if (IsInDomain(domains[i], name)) return AccessAnswer.Yes;
        }

        return AccessAnswer.No;
    }

    // mod_authz_host.c: in_domain: whole labels.
    private static bool IsInDomain(string domain, string name) =>
        name.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
        && (name.Length == domain.Length || domain[0] == '.' || name[^(domain.Length + 1)] == '.');

    private static bool HasAny(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> environment)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (environment.ContainsKey(names[i])) return true;
        }

        return false;
    }

    // httpd gives HEAD the number of GET, so each stands for both.
    private static bool HasMethod(IReadOnlyList<string> words, string method)
    {
        var asked = method is "HEAD" ? "GET" : method;
        for (var i = 0; i < words.Count; i++)
        {
            if (string.Equals(words[i] is "HEAD" ? "GET" : words[i], asked, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static AccessAnswer Is(bool yes) => yes ? AccessAnswer.Yes : AccessAnswer.No;

    private static AccessAnswer Not(AccessAnswer answer) => AccessAnswer.Yes - (int)answer;

    private static AccessAnswer Less(AccessAnswer one, AccessAnswer other) => one < other ? one : other;

    private static AccessAnswer Greater(AccessAnswer one, AccessAnswer other) => one > other ? one : other;
}
