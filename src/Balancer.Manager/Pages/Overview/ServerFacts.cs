using System.Globalization;
using System.Reflection;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>The facts at the head of httpd's page: who serves, since when, and what becomes of edits.</summary>
internal static class ServerFacts
{
    private static readonly string Library = $"Balancer {VersionOf(typeof(Balancer).Assembly)}";
    private static readonly string Program = Assembly.GetEntryAssembly() is { } entry ? $"{entry.GetName().Name} {VersionOf(entry)}" : "";
    private static readonly DateTimeOffset? Built = BuiltAt();

    public static void Write(HtmlWriter html, PageContext context, ManagerView view)
    {
        html.Open(HtmlTag.Dl, "facts");
        Fact(html, "Server Version", Program.Length == 0 ? Library : $"{Library}, {Program}");
        if (Built is { } built)
        {
            Fact(html, "Server Built", built.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        }

        Fact(html, "Uptime", MemberWords.TimeOf(context.Now - context.StartedAt));
        html.Close();
        html.Open(HtmlTag.P, "facts");
        html.Text(Sentence(view, p => p.Persist, "Balancer changes will {0}be persisted on restart"));
        html.Text(" ").Text(Sentence(view, p => p.Inherit, "Balancers are {0}inherited from main server")).Close();
    }

    private static void Fact(HtmlWriter html, string name, string value) =>
        html.Open(HtmlTag.Div).Leaf(HtmlTag.Dt, name).Leaf(HtmlTag.Dd, value).Close();

    // httpd has one switch for all balancers; here each has its own.
    private static string Sentence(ManagerView view, Func<BalancerPlan, bool> isOn, string text)
    {
        var on = view.Balancers.Where(b => isOn(b.Snapshot.Plan)).ToArray();
        var only = on.Length > 0 && on.Length < view.Balancers.Count
            ? $": only {string.Join(", ", on.Take(10).Select(b => b.Key))}{(on.Length > 10 ? ", \u2026" : "")}" : "";
        return string.Format(CultureInfo.InvariantCulture, text, on.Length == 0 ? "NOT " : "") + only + ".";
    }

    private static string VersionOf(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "";
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? version : version[..plus];
    }

    // Assemblies do not hold a date; their file has one, unless they are all in one.
    private static DateTimeOffset? BuiltAt()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetEntryAssembly()?.GetName().Name}.dll");
        return File.Exists(file) ? new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero) : null;
    }
}
