using System.Reflection;
using System.Xml.Linq;

namespace Balancing.Tests.Planning;

/// <summary>Every parameter has an option, a verb, a JSON key, a text, and a range; a parameter that lacks one fails here.</summary>
public class ParameterTableTests
{
    public static TheoryData<string> MemberKeys => [.. HttpdParameters.MemberKeys];

    public static TheoryData<string> BalancerKeys => [.. HttpdParameters.BalancerKeys];

    public static TheoryData<string> SiteDirectives => [.. HttpdParameters.SiteDirectives];

    [Theory]
    [MemberData(nameof(MemberKeys))]
    public void A_members_key_takes_good_text_and_refuses_bad_text(string key) => Check(key, MemberParameters.Table, ParameterSamples.Member);

    [Theory]
    [MemberData(nameof(BalancerKeys))]
    public void A_balancers_key_takes_good_text_and_refuses_bad_text(string key) => Check(key, BalancerParameters.Table, ParameterSamples.Balancer);

    [Theory]
    [MemberData(nameof(SiteDirectives))]
    public void A_sites_directive_takes_good_text_and_refuses_bad_text(string key) => Check(key, SiteParameters.Table, ParameterSamples.Site);

    [Theory]
    [MemberData(nameof(MemberKeys))]
    public void A_bad_member_value_in_json_is_found_at_its_place(string key)
    {
        if (ParameterSamples.Member[key].Json is not { } json)
        {
            return;
        }

        var row = MemberParameters.Table.Rows.First(row => row.Word == key);
        var problem = Assert.Single(Plans.Problems(Plans.FromJson<BalancerOptions>($$"""{ "Members": [ { "Url": "http://a" }, { "Url": "http://b", {{Nest(row.Key, json)}} } ] }""")));
        Assert.Equal($"Balancers:foo:Members:1:{row.Key}", problem.Place);
        Assert.Equal(key, problem.HttpdWord);
    }

    [Theory]
    [MemberData(nameof(BalancerKeys))]
    public void A_bad_balancer_value_in_json_is_found_at_its_place(string key)
    {
        if (ParameterSamples.Balancer[key].Json is not { } json)
        {
            return;
        }

        var row = BalancerParameters.Table.Rows.First(row => row.Word == key);
        var problem = Assert.Single(Plans.Problems(Plans.FromJson<BalancerOptions>($$"""{ {{Nest(row.Key, json)}} }""")));
        Assert.Equal($"Balancers:foo:{row.Key}", problem.Place);
        Assert.Equal(key, problem.HttpdWord);
    }

    [Fact]
    public void Every_parameter_has_a_verb_whose_summary_starts_with_its_word()
    {
        var docs = XDocument.Load(Path.ChangeExtension(typeof(Balancer).Assembly.Location, ".xml")).Descendants("member")
            .ToLookup(member => member.Attribute("name")!.Value.Split('(')[0], member => member.Element("summary")?.Value.Trim() ?? "");
        string[] missing =
        [
            .. Missing(MemberParameters.Table, typeof(MemberBuilder), docs), .. Missing(BalancerParameters.Table, typeof(BalancerBuilder), docs),
            .. Missing(SiteParameters.Table, typeof(ReverseProxyBuilder), docs), .. Missing(HealthCheckParameters.Table, typeof(HealthCheckBuilder), docs),
        ];

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_option_can_be_said_by_a_verb()
    {
        // What takes more than its own name to say.
        Dictionary<string, string> otherwise = new(StringComparer.Ordinal)
        {
            ["MemberOptions.Url"] = "Member",
            ["MemberOptions.Attached"] = "Attach",
            ["BalancerOptions.Method"] = "LbMethod",
            ["HealthCheckOptions.Judge"] = "Expr",
            ["BalancerOptions.Members"] = "Member",
            ["BalancerOptions.HealthCheckTemplates"] = "HealthCheckTemplate",
            ["BalancerOptions.Protection"] = "Protect",
            ["SiteOptions.Addresses"] = "VirtualHost",
            ["SiteOptions.Balancers"] = "Balancer",
            ["SiteOptions.ProxyErrorOverrideStatus"] = "ProxyErrorOverride",
        };
        (Type Options, Type[] Builders)[] pairs =
        [
            (typeof(MemberOptions), [typeof(MemberBuilder), typeof(BalancerBuilder)]), (typeof(BalancerOptions), [typeof(BalancerBuilder)]),
            (typeof(ProtectionOptions), [typeof(ProtectionBuilder)]), (typeof(OutlierOptions), [typeof(OutlierBuilder)]),
            (typeof(PoolOptions), [typeof(PoolBuilder)]), (typeof(HealthCheckOptions), [typeof(HealthCheckBuilder)]),
            (typeof(SiteOptions), [typeof(ReverseProxyBuilder)]), (typeof(StickyCookieOptions), [typeof(StickyCookieBuilder), typeof(BalancerBuilder)]),
        ];

        Assert.Empty(
            from pair in pairs
            from property in pair.Options.GetProperties()
            let verb = $"{pair.Options.Name}.{property.Name}" is "StickyCookieOptions.Name" ? "StickyCookie" : otherwise.GetValueOrDefault($"{pair.Options.Name}.{property.Name}", property.Name)
            where !pair.Builders.Any(builder => builder.GetMethods().Any(method => method.Name == verb))
            select $"{pair.Options.Name}.{property.Name}");
    }

    private static void Check<TOptions>(string key, ParameterTable<TOptions> table, Dictionary<string, ParameterSamples.Sample> samples)
        where TOptions : class, new()
    {
        Assert.True(samples.TryGetValue(key, out var sample), $"ParameterSamples lacks {key}");
        var (good, bad) = (new TOptions(), new TOptions());
        var problems = new List<ConfigurationProblem>();
        var property = table.Rows.First(row => row.Word == key).Key;

        table.Read(good, new Setting(key.ToUpperInvariant(), sample!.Good), new Place("here", problems));
        if (property.Length > 0)
        {
            Assert.Empty(problems);
            Assert.NotEqual(Print(new TOptions(), property), Print(good, property));
        }

        foreach (var text in sample.Bad)
        {
            problems.Clear();
            table.Read(bad, new Setting(key, text), new Place("here", problems));
            var problem = Assert.Single(problems);
            Assert.Equal(("here", key), (problem.Place, problem.HttpdWord));
            Assert.Equal(property.Length == 0 ? "" : Print(new TOptions(), property), Print(bad, property));
        }
    }

    private static string Print(object? options, string path)
    {
        foreach (var name in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (options is null)
            {
                return "";
            }

            var property = options.GetType().GetProperty(name);
            Assert.True(property is not null, $"{options.GetType().Name} has no property {name}");
            options = property.GetValue(options);
        }

        return path.Length == 0 ? "" : options is List<int> list ? string.Join(',', list) : options?.ToString() ?? "";
    }

    private static string Nest(string key, string json) => key.Split(':') is [var outer, var inner]
        ? $$"""
          "{{outer}}": { "{{inner}}": {{json}} }
          """
        : $"\"{key}\": {json}";

    private static IEnumerable<string> Missing<TOptions>(ParameterTable<TOptions> table, Type builder, ILookup<string, string> docs)
    {
        foreach (var row in table.Rows.Where(row => row.Key.Length > 0))
        {
            var owner = row.Key.StartsWith("Pool:", StringComparison.Ordinal) ? typeof(PoolBuilder) : row.Key.StartsWith("HealthCheck:", StringComparison.Ordinal) ? typeof(HealthCheckBuilder) : builder;
            var verb = row.Word == "enablereuse" ? "EnableReuse" : row.Key[(row.Key.LastIndexOf(':') + 1)..];
            if (!owner.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(method => method.Name == verb))
            {
                yield return $"{row.Word}: {owner.Name}.{verb}";
            }
            else if (row.Word.Length > 0 && !docs[$"M:{owner.FullName}.{verb}"].All(summary => summary.StartsWith(row.Word + " (", StringComparison.Ordinal)))
            {
                yield return $"{row.Word}: summary of {owner.Name}.{verb}";
            }
        }
    }
}
