using System.Collections;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Balancing.Tests.Planning;

/// <summary>Makes plans in tests, and prints them so that two plans can be compared as text.</summary>
internal static class Plans
{
    private static readonly PlannerContext Context = new(BalancerServices.Default, null);

    public static BalancerPlan Balancer(BalancerOptions options)
    {
        var problems = new List<ConfigurationProblem>();
        var plan = Planner.PlanBalancer("foo", options, Context, problems);
        Planner.Throw(problems);
        return plan;
    }

    public static SitePlan Site(SiteOptions options, params string[] balancers)
    {
        var problems = new List<ConfigurationProblem>();
        var plan = Planner.PlanSite("www", options, Context with { Balancers = balancers }, problems);
        Planner.Throw(problems);
        return plan;
    }

    public static MemberPlan Member(Action<MemberBuilder> configure) =>
        Balancer(Balancing.Balancer.Create("foo").Member("http://h", configure).Options).Members[0];

    public static IReadOnlyList<ConfigurationProblem> Problems(BalancerOptions options, PlannerContext? context = null)
    {
        var problems = new List<ConfigurationProblem>();
        Planner.PlanBalancer("foo", options, context ?? Context, problems);
        return problems;
    }

    public static IReadOnlyList<ConfigurationProblem> Problems(SiteOptions options, params string[] balancers)
    {
        var problems = new List<ConfigurationProblem>();
        Planner.PlanSite("www", options, Context with { Balancers = balancers }, problems);
        return problems;
    }

    public static T FromJson<T>(string json)
        where T : class, new()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var options = new T();
        new ConfigurationBuilder().AddJsonStream(stream).Build().Bind(options);
        return options;
    }

    /// <summary>Every public property, indented; what is null is left out.</summary>
    public static string Print(object value)
    {
        var text = new StringBuilder();
        Print(text, value, "");
        return text.ToString();
    }

    private static void Print(StringBuilder text, object value, string indent)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            switch (property.GetValue(value))
            {
                case null:
                    break;
                case var simple when simple is string or LbMethod or Delegate || simple.GetType().IsValueType:
                    text.AppendLine($"{indent}{property.Name}: {simple}");
                    break;
                case MemberUrl url:
                    text.AppendLine($"{indent}{property.Name}: {url.Identity}");
                    break;
                case IEnumerable list:
                    text.AppendLine($"{indent}{property.Name}:");
                    foreach (var item in list.Cast<object>())
                    {
                        text.AppendLine($"{indent}  - {(item is string or ValueType ? item : "")}");
                        if (item is not (string or ValueType))
                        {
                            Print(text, item, indent + "    ");
                        }
                    }

                    break;
                case var inner:
                    text.AppendLine($"{indent}{property.Name}:");
                    Print(text, inner, indent + "  ");
                    break;
            }
        }
    }
}
