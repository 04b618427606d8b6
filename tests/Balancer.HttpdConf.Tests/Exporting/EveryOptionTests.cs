using System.Collections;
using System.Reflection;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>
/// No option is forgotten: each one, wherever it may stand, changes what is written, or is a declared loss. A new option fails here
/// until a table or a writer knows it.
/// </summary>
public class EveryOptionTests
{
    private static readonly string[][] AllPaths = [.. Paths(typeof(BalancingOptions), [], []).Select(path => path.ToArray())];

    // The target is the URL of a plain target's member.
    private const string Unused = "Sites:ProxyPass:Worker:Url";

    public static TheoryData<string> Places => [.. AllPaths.Select(path => string.Join(':', path)).Where(place => place != Unused)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_option_is_written_or_declared_lost(string place)
    {
        Func<BalancingOptions, ExportResult>[] writers =
            [ConfigurationExport.ToHttpd, ConfigurationExport.ToJson, ConfigurationExport.ToCSharp];
        foreach (var write in writers)
        {
            var without = Said(write(Skeleton(place, null)));
            Assert.Contains(Samples(place), value => Said(write(Skeleton(place, value))) != without);
        }
    }

    [Fact]
    public void There_are_options_to_look_at()
    {
        Assert.Contains("Balancers:Members:Pool:AddressTtl", AllPaths.Select(path => string.Join(':', path)));
        Assert.Contains("Sites:Location:Access:Nested:Require", AllPaths.Select(path => string.Join(':', path)));
        Assert.InRange(AllPaths.Length, 250, 2_000);
    }

    private static string Said(ExportResult result) => $"{result.Text}\n{string.Join('\n', result.Losses)}";

    // Every property that anybody can set, by the names that lead to it. No class is inside itself more than once.
    private static IEnumerable<IEnumerable<string>> Paths(Type type, string[] above, Type[] outer)
    {
        foreach (var property in type.GetProperties().Where(p => p.SetMethod?.IsPublic == true))
        {
            string[] path = [.. above, property.Name];
            if (PartOf(property.PropertyType) is not { } part)
            {
                yield return path;
            }
            else if (outer.Count(t => t == part) < 1 + (part == typeof(AccessOptions) ? 1 : 0))
            {
                foreach (var inner in Paths(part, path, [.. outer, part]))
                {
                    yield return inner;
                }
            }
        }
    }

    // The class of options that a property holds, one or many of them; null for a plain value.
    private static Type? PartOf(Type type)
    {
        var held = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
        return held.IsClass && held.Namespace == nameof(Balancing) && !held.IsAbstract ? held : null;
    }

    private static BalancingOptions Skeleton(string place, object? value)
    {
        var root = new BalancingOptions();
        object here = root;
        var path = place.Split(':');
        var parents = new List<object> { root };
        foreach (var step in path[..^1])
        {
            here = Enter(here, here.GetType().GetProperty(step)!, parents);
            parents.Add(here);
        }

        if (value is not null)
        {
            here.GetType().GetProperty(path[^1])!.SetValue(here, value);
        }

        return root;
    }

    private static object Enter(object owner, PropertyInfo property, List<object> parents)
    {
        var part = Activator.CreateInstance(PartOf(property.PropertyType)!)!;
        switch (property.GetValue(owner))
        {
            case IDictionary map:
                map["x"] = part;
                break;
            case IList list:
                list.Add(part);
                break;
            default:
                property.SetValue(owner, part);
                break;
        }

        Complete(part, owner, property.Name, parents);
        return part;
    }

    // What a part needs to be written at all.
    private static void Complete(object part, object owner, string name, List<object> parents)
    {
        switch (part)
        {
            case BalancerOptions when owner is SiteOptions site:
                site.ProxyPass.Add(new ProxyPassOptions { Path = "/", To = "balancer://x/" });
                break;
            case MemberOptions member when name == "Members":
                member.Url = "http://m";
                break;
            case StickyCookieOptions cookie:
                cookie.Name = "c";
                break;
            case ProxyPassOptions rule:
                (rule.Path, rule.To) = ("/p", "http://t/");
                break;
            case RewriteRuleOptions rule:
                (rule.Pattern, rule.To, rule.Flags) = ("^/r", "http://t/", "P");
                break;
            case RewriteCondOptions condition:
                (condition.Test, condition.Pattern) = ("%{HTTP_HOST}", "x");
                break;
            case LocationOptions section:
                section.Path = "/l";
                section.SetEnv.Add("e");
                break;
            case SiteOptions site:
                site.ProxyPass.Add(new ProxyPassOptions { Path = "/i", To = "http://i/" });
                break;
            case SetEnvIfOptions rule:
                (rule.Attribute, rule.Pattern, rule.Variables) = ("Host", "x", ["v"]);
                break;
            case HeaderRuleOptions rule:
                (rule.Name, rule.Value) = ("N", "v");
                break;
            case ProxyPassReverseOptions entry:
                (entry.Path, entry.From) = (parents.Exists(p => p is LocationOptions) ? "/l" : "/p", "http://t/");
                break;
            case CookieRuleOptions rule:
                (rule.From, rule.To) = ("a", "b");
                break;
            case AccessOptions access:
                access.Require.Add("all granted");
                break;
        }
    }

    private static IEnumerable<object> Samples(string place)
    {
        var type = typeof(BalancingOptions);
        foreach (var step in place.Split(':'))
        {
            var property = type.GetProperty(step)!;
            type = PartOf(property.PropertyType) ?? property.PropertyType;
        }

        var said = Nullable.GetUnderlyingType(type) ?? type;
        return said == typeof(string) ? ["/7"]
            : said == typeof(bool) ? [true, false]
            : said == typeof(int) ? [77]
            : said == typeof(double) ? [7.5]
            : said == typeof(TimeSpan) ? [TimeSpan.FromSeconds(7)]
            : said.IsEnum ? Enum.GetValues(said).Cast<object>()
            : said == typeof(List<string>) ? [new List<string> { "7" }]
            : said == typeof(List<int>) ? [new List<int> { 507 }]
            : throw new InvalidOperationException($"No sample for {said} at {place}: teach this test, and the writers, what it is.");
    }
}
