using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>A site as calls.</summary>
/// <param name="losses">Where losses go.</param>
/// <param name="variables">The variable of each shared balancer, by name in any case.</param>
/// <param name="own">The calls of a balancer that only the site knows.</param>
internal sealed class CSharpSite(
    Losses losses, IReadOnlyDictionary<string, string> variables, Func<BalancerOptions, string, IReadOnlyList<Call>> own)
{
    private readonly CSharpMembers _members = new(losses);
    private readonly CSharpRules _rules = new(losses);

    public List<Call> Calls(SiteOptions options, string place) =>
    [
        .. References.Of(options, variables.Keys.Where(name => !options.Balancers.ContainsKey(name))).Select(name => new Call("Balancer", variables[name])),
        .. options.Balancers.Select(b => Own(b.Key, b.Value, place)),
        .. Verbs.Of(options, SiteTables.Names),
        .. options.SetEnvIf.Select(CSharpRules.SetEnvIf),
        .. options.SetEnv.Select(CSharpRules.SetEnv),
        .. options.RewriteRule.SelectMany(Rewrite),
        .. options.ProxyPass.Select((rule, i) => Rule(rule, $"{place}:ProxyPass:{i}")).OfType<Call>(),
        .. options.Location.Select((section, i) => Section(section, $"{place}:Location:{i}")).OfType<Call>(),
        .. CSharpRules.Reverse(
            options.ProxyPassReverse, options.ProxyPassReverseCookieDomain, options.ProxyPassReverseCookiePath, inSection: false),
        .. _rules.Headers("RequestHeader", options.RequestHeader, place),
        .. _rules.Headers("Header", options.Header, place),
        .. Verbs.Of(options, SiteTables.Settings),
    ];

    private Call Own(string name, BalancerOptions options, string place)
    {
        var inner = own(options, $"{place}:Balancers:{name}");
        return new Call("Balancer", Literal.Of(name))
        {
            Parameter = "b",
            Inner = inner.Count > 0 ? inner : [new Call("LbMethod", "ByRequests")], // a lambda has to do something
            Alone = true,
        };
    }

    private Call? Rule(ProxyPassOptions options, string place)
    {
        var inner = Verbs.Of(options, SiteTables.Rule).ToList();
        if (options.Worker is { } worker && _members.Inner(worker, $"{place}:Worker") is { Count: > 0 } said)
        {
            inner.Add(new Call("Worker") { Parameter = "w", Inner = said });
        }

        inner.AddRange(CSharpRules.Access(options.Access));
        inner.AddRange(options.ProxySet.Select(text => new Call("ProxySet", Literal.Of(text))));
        var source = options.Match ?? options.Path;
        if (source is null || (options.Match is not null && options.Path is not null) || (options.Exclude == true) == (options.To is { Length: > 0 }))
        {
            losses.Add(place, "the rule says not what it maps, or not to where, or both twice; it is left out");
            return null;
        }

        var (verb, matchVerb) = options.Exclude == true ? ("Exclude", "ExcludeMatch") : ("ProxyPass", "ProxyPassMatch");
        string[] arguments = options.Exclude == true ? [Literal.Of(source)] : [Literal.Of(source), Literal.Of(options.To!)];
        var call = new Call(options.Match is null ? verb : matchVerb, arguments) { Alone = true };
        return inner.Count == 0 ? call : call with { Parameter = "p", Inner = inner };
    }

    private Call? Section(LocationOptions options, string place)
    {
        if ((options.Path is null) == (options.Match is null))
        {
            losses.Add(place, "the section says not what it holds, or says it twice; it is left out");
            return null;
        }

        Call[] inner =
        [
            .. CSharpRules.Access(options.Access),
            .. Verbs.Of(options, SiteTables.Location),
            .. options.SetEnvIf.Select(CSharpRules.SetEnvIf),
            .. options.SetEnv.Select(CSharpRules.SetEnv),
            .. CSharpRules.Reverse(
            options.ProxyPassReverse, options.ProxyPassReverseCookieDomain, options.ProxyPassReverseCookiePath, inSection: true),
            .. _rules.Headers("RequestHeader", options.RequestHeader, place),
            .. _rules.Headers("Header", options.Header, place),
        ];
        if (inner.Length == 0)
        {
            losses.Add(place, "the section says nothing; it is left out");
            return null;
        }

        return new Call(options.Match is null ? "Location" : "LocationMatch", Literal.Of(options.Match ?? options.Path!))
        {
            Parameter = "l",
            Inner = inner,
            Alone = true,
        };
    }

    private static IEnumerable<Call> Rewrite(RewriteRuleOptions options)
    {
        foreach (var condition in options.Conditions)
        {
            yield return Flagged(new Call("RewriteCond", Literal.Of(condition.Test), Literal.Of(condition.Pattern)), "c", condition.Flags, []);
        }

        yield return Flagged(
            new Call("RewriteRule", Literal.Of(options.Pattern), Literal.Of(options.To)), "r", options.Flags, CSharpRules.Access(options.Access));
    }

    private static Call Flagged(Call call, string parameter, string? flags, IEnumerable<Call> more)
    {
        Call[] inner = [.. string.IsNullOrEmpty(flags) ? [] : new[] { new Call("Flags", Literal.Of(flags)) }, .. more];
        return inner.Length == 0 ? call with { Alone = true } : call with { Parameter = parameter, Inner = inner, Alone = true };
    }
}
