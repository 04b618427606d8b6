using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Balancing.Testing;

/// <summary>
/// A plan as text, everything that it says: two plans that decide alike by what was configured give one text, and the first line
/// that differs names what does. Properties come by name, so the text does not depend on how the plans are declared.
/// </summary>
internal static class PlanText
{
    /// <summary>A balancer's plan.</summary>
    public static string Of(BalancerPlan plan) => Write(plan);

    /// <summary>A site's plan.</summary>
    public static string Of(SitePlan plan) => Write(plan);

    /// <summary>The plans of a whole configuration: its balancers by name, then its sites in order.</summary>
    public static string Of(BalancingOptions options)
    {
        var services = new BalancerServices { HealthCheckTemplates = options.HealthCheckTemplates };
        Balancer[] balancers = [.. options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value, services))];
        ReverseProxy[] sites = [.. options.Sites.Select(s => ReverseProxy.FromOptions(s.Key, s.Value, balancers, services))];
        return Of(balancers, sites);
    }

    /// <summary>The plans in force; what is given is disposed of.</summary>
    public static string Of(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy> sites)
    {
        var text = new StringBuilder();
        foreach (var site in sites.Select(site => (site.Plan, Dispose: (IDisposable)site)).ToList())
        {
            site.Dispose.Dispose();
            text.Append("site\n").Append(Of(site.Plan));
        }

        foreach (var balancer in balancers.OrderByDescending(b => b.Name, StringComparer.Ordinal))
        {
            text.Insert(0, "balancer\n" + Of(balancer.Plan));
            balancer.Dispose();
        }

        return text.ToString();
    }

    private static string Write(object plan)
    {
        var text = new StringBuilder();
        Write(text, plan, "  ");
        return text.ToString();
    }

    private static void Write(StringBuilder text, object value, string indent)
    {
        var properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var property in properties.OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            Write(text, property.Name, property.GetValue(value), indent);
        }
    }

    private static void Write(StringBuilder text, string name, object? value, string indent)
    {
        text.Append(indent).Append(name).Append(':');
        if (Simple(value) is { } simple)
        {
            text.Append(' ').Append(simple).Append('\n');
            return;
        }

        text.Append('\n');
        if (value is IEnumerable list)
        {
            var index = 0;
            foreach (var item in list is IEnumerable<BalancerPlan> balancers ? balancers.OrderBy(b => b.Name, StringComparer.Ordinal) : list)
            {
                Write(text, (index++).ToString(CultureInfo.InvariantCulture), item, indent + "  ");
            }
        }
        else
        {
            Write(text, value!, indent + "  ");
        }
    }

    private static string? Simple(object? value) => value switch
    {
        null => "-",
        string said => Quote(said),
        MemberUrl url => $"{Quote(url.Configured)} {url.Identity}",
        LbMethod method => $"{method.Name} ({method.GetType().Name})",
        Delegate => "code",
        KeyValuePair<string, string?> pair => $"{Quote(pair.Key)} = {(pair.Value is null ? "-" : Quote(pair.Value))}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.GetType().Namespace?.StartsWith("Balancing", StringComparison.Ordinal) == true || value is IEnumerable ? null : value.ToString(),
    };

    // One line, whatever is in it.
    private static string Quote(string text) => string.Concat(text.Select(c =>
        c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) || char.IsSurrogate(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : c.ToString()))
        is var inner ? $"\"{inner}\"" : "";
}
