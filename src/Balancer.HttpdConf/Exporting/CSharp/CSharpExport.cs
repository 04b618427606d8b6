using System.Text;
using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>Writes the sentences of the DSL.</summary>
internal sealed class CSharpExport
{
    private readonly BalancingOptions _options;
    private readonly Losses _losses = new();
    private readonly VariableNames _names = new();
    private readonly Dictionary<string, string> _balancers = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _services;

    private CSharpExport(BalancingOptions options)
    {
        _options = options;
        _services = options.HealthCheckTemplates.Count == 0 ? "" : _names.Of("services", "services");
    }

    public static ExportResult Write(BalancingOptions options)
    {
        var export = new CSharpExport(options);
        if (options.Listen.Count > 0)
        {
            export._losses.Add("Listen", "the program says itself where it listens: pass the ports to VirtualHosts.Of");
        }

        if (options.HealthChecksAtOnce is not null)
        {
            export._losses.Add("HealthChecksAtOnce", "the program says itself how health checks run: set AtOnce of HealthLoopOptions");
        }

        if (options.StateDirectory is not null)
        {
            export._losses.Add("StateDirectory", "the program says itself where edits are saved: set StateDirectory of BalancerServices");
        }

        List<string> statements = [.. export.Services(), .. export.Balancers(), .. export.Sites()];
        var text = new StringBuilder();
        foreach (var loss in export._losses.All)
        {
            text.Append("// Not said here: ").Append(Texts.OneLine(loss.ToString())).Append('\n');
        }

        var above = text.Length == 0 || statements.Count == 0 ? "" : "\n";
        return new ExportResult(text.Append(above).AppendJoin('\n', statements).ToString(), export._losses.All);
    }

    private IEnumerable<string> Services()
    {
        if (_services.Length > 0)
        {
            var calls = Templates(_options.HealthCheckTemplates, "HealthCheckTemplates").ToList();
            yield return Chain.Write($"BalancerServices {_services} = BalancerServices.Default", calls);
        }
    }

    private List<string> Balancers()
    {
        var statements = new List<string>();
        foreach (var (name, options) in _options.Balancers)
        {
            var variable = _balancers[name] = _names.Of(name, "balancer");
            var calls = Balancer(options, $"Balancers:{name}").ToList();
            statements.Add(Statement("Balancer", variable, name, UsesTemplates(options) ? [ServicesCall, .. calls] : calls));
        }

        return statements;
    }

    private IEnumerable<string> Sites()
    {
        var sites = new CSharpSite(_losses, _balancers, (options, place) => [.. Balancer(options, place)]);
        foreach (var (name, options) in _options.Sites)
        {
            var uses = options.ProxyPass.Any(rule => UsesTemplates(rule.Worker?.HealthCheck)) || options.Balancers.Values.Any(UsesTemplates);
            var calls = sites.Calls(options, $"Sites:{name}");
            yield return Statement("ReverseProxy", _names.Of(name, "site"), name, uses ? [ServicesCall, .. calls] : calls);
        }
    }

    private Call ServicesCall => new("Services", _services);

    private static string Statement(string type, string variable, string name, IEnumerable<Call> calls) => Chain.Write(
        $"{type} {variable} = {type}.Create({Literal.Of(name)})", [.. calls, new Call("Build") { Alone = true }]);

    private IEnumerable<Call> Balancer(BalancerOptions options, string place)
    {
        var members = new CSharpMembers(_losses);
        foreach (var template in Templates(options.HealthCheckTemplates, $"{place}:HealthCheckTemplates"))
        {
            yield return template;
        }

        for (var i = 0; i < options.Members.Count; i++)
        {
            if (members.Member(options.Members[i], $"{place}:Members:{i}") is { } member)
            {
                yield return member;
            }
        }

        if (options.Method is { } method)
        {
            _losses.Add($"{place}:Method", $"the method '{method.Name}' is code: pass it here, or register it under this name");
        }

        foreach (var call in Verbs.Of(options, BalancerTables.Balancer))
        {
            yield return call;
        }

        if (options.StickyCookie is { } cookie)
        {
            yield return Cookie(cookie);
        }

        if (ProtectionTables.Said(options.Protection).Any())
        {
            yield return Protect(options.Protection!);
        }

        foreach (var text in options.ProxySet)
        {
            yield return new Call("ProxySet", Literal.Of(text)) { Alone = true };
        }
    }

    private static Call Cookie(StickyCookieOptions options)
    {
        Call[] inner = [.. Verbs.Of(options, BalancerTables.Cookie)];
        var call = options.Name is { } name ? new Call("StickyCookie", Literal.Of(name)) : new Call("StickyCookie");
        return inner.Length == 0 ? call : call with { Parameter = "c", Inner = inner, InnerName = options.Name is null ? "configure" : "" };
    }

    private static Call Protect(ProtectionOptions options)
    {
        List<Call> inner = [.. Verbs.Of(options, ProtectionTables.Protection)];
        if (options.EjectOutliers is { } outliers)
        {
            Call[] numbers = [.. Verbs.Of(outliers, ProtectionTables.Outliers)];
            var call = new Call("EjectOutliers");
            inner.Add(numbers.Length == 0 ? call : call with { Parameter = "o", Inner = numbers });
        }

        if (options.RetryBudget is { } budget)
        {
            inner.Add(new Call("RetryBudget", [.. ProtectionTables.RetryBudget
                .Where(option => option.Said(budget) is not null).Select(option => $"{Camel(option.Name)}: {Literal.Of(option.Said(budget)!)}")]));
        }

        return new Call("Protect") { Parameter = "p", Inner = inner };
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private bool UsesTemplates(BalancerOptions options) =>
        options.Members.Select(member => member.HealthCheck).Concat(options.HealthCheckTemplates.Values).Any(UsesTemplates);

    private bool UsesTemplates(HealthCheckOptions? check) =>
        check?.Template is { Length: > 0 } name && _options.HealthCheckTemplates.ContainsKey(name);

    private IEnumerable<Call> Templates(Dictionary<string, HealthCheckOptions> templates, string place)
    {
        var members = new CSharpMembers(_losses);
        foreach (var (name, template) in templates)
        {
            yield return new Call("HealthCheckTemplate", Literal.Of(name))
            {
                Parameter = "h",
                Inner = members.Check(template, $"{place}:{name}", withTemplate: true),
                Alone = true,
            };
        }
    }
}
