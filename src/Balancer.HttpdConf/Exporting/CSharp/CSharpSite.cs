using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>A site as calls.</summary>
/// <param name="losses">Where losses go.</param>
/// <param name="balancers">The variable of each balancer, by name in any case.</param>
internal sealed class CSharpSite(Losses losses, IReadOnlyDictionary<string, string> balancers)
{
    private readonly CSharpMembers _members = new(losses);

    public List<Call> Calls(SiteOptions options, string place)
    {
        var calls = new List<Call>();
        calls.AddRange(References.Of(options, balancers.Keys).Select(name => new Call("Balancer", balancers[name])));
        calls.AddRange(Verbs.Of(options, SiteTables.Names));
        calls.AddRange(options.SetEnvIf.Select(SetEnvIf));
        calls.AddRange(options.RewriteRule.Select(Rewrite));
        calls.AddRange(options.ProxyPass.Select((rule, i) => Rule(rule, $"{place}:ProxyPass:{i}")).OfType<Call>());
        calls.AddRange(options.ProxyPassReverse.Select(entry => Pair("ProxyPassReverse", entry.Path, entry.From, entry.Interpolate)));
        calls.AddRange(options.ProxyPassReverseCookieDomain.Select(rule => Pair("ProxyPassReverseCookieDomain", rule.From, rule.To, rule.Interpolate)));
        calls.AddRange(options.ProxyPassReverseCookiePath.Select(rule => Pair("ProxyPassReverseCookiePath", rule.From, rule.To, rule.Interpolate)));
        Headers(calls, "RequestHeader", options.RequestHeader, place);
        Headers(calls, "Header", options.Header, place);
        calls.AddRange(Verbs.Of(options, SiteTables.Settings));
        return calls;
    }

    private static Call Pair(string verb, string one, string other, bool? interpolate)
    {
        string[] both = [Literal.Of(one), Literal.Of(other)];
        return new Call(verb, interpolate == true ? [.. both, "interpolate: true"] : both) { Alone = true };
    }

    private Call? Rule(ProxyPassOptions options, string place)
    {
        var inner = Verbs.Of(options, SiteTables.Rule).ToList();
        if (options.Worker is { } worker && _members.Inner(worker, $"{place}:Worker") is { Count: > 0 } said)
        {
            inner.Add(new Call("Worker") { Parameter = "w", Inner = said });
        }

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

    private static Call Rewrite(RewriteRuleOptions options)
    {
        var call = new Call("RewriteRule", Literal.Of(options.Pattern), Literal.Of(options.To)) { Alone = true };
        return string.IsNullOrEmpty(options.Flags) ? call : call with { Parameter = "r", Inner = [new Call("Flags", Literal.Of(options.Flags))] };
    }

    private static Call SetEnvIf(SetEnvIfOptions options) => new(
        options.IgnoreCase == true ? "SetEnvIfNoCase" : "SetEnvIf",
        [Literal.Of(options.Attribute), Literal.Of(options.Pattern), .. options.Variables.Select(Literal.Of)])
    {
        Alone = true,
    };

    private void Headers(List<Call> calls, string verb, List<HeaderRuleOptions> rules, string place)
    {
        var inner = rules.Select((rule, i) => Header(rule, $"{place}:{verb}:{i}")).OfType<Call>().ToList();
        if (inner.Count > 0)
        {
            calls.Add(new Call(verb) { Parameter = "h", Inner = inner, Alone = true });
        }
    }

    private Call? Header(HeaderRuleOptions options, string place)
    {
        if (!Enum.IsDefined(options.Action) || (options.Action == HeaderAction.Unset) != (options.Value is null))
        {
            losses.Add(place, "there is no such rule, or its value is missing or one too many; it is left out");
            return null;
        }

        List<string> arguments = [Literal.Of(options.Name)];
        if (options.Value is { } value)
        {
            arguments.Add(Literal.Of(value));
        }

        if (options.Env is { } env)
        {
            arguments.Add($"env: {Literal.Of(env)}");
        }

        return new Call(options.Action.ToString(), [.. arguments]);
    }
}
