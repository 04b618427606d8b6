using Balancing.HttpdConf.Directives;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>What one directive does to the import.</summary>
internal delegate void Handler(Import import, ConfigNode node, Scope scope);

/// <summary>Every directive that has an effect here. A new one is a line in the file of its family.</summary>
internal sealed class DirectiveTable
{
    private static readonly DirectiveTable All = Build();

    private readonly Dictionary<string, (Places Places, Handler Handler)> _byLabel = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a directive, or with brackets a section.</summary>
    public void Add(string label, Places places, Handler handler) => _byLabel.Add(label, (places, handler));

    /// <summary>True for what has an effect here.</summary>
    public static bool Knows(string label) => All._byLabel.ContainsKey(label);

    /// <summary>Imports one node. Every node gets a verdict; none is skipped.</summary>
    public static void Run(Import import, ConfigNode node, Scope scope)
    {
        import.Report.Open(node, "as said");
        if (Others.IsRefusedByHttpd(import, node, scope))
        {
            return;
        }

        if (!All._byLabel.TryGetValue(node.Label, out var known))
        {
            Others.Run(import, node, scope);
        }
        else if (!known.Places.HasFlag(scope.Place))
        {
            import.Problem(node, $"{node.Label} cannot stand in {scope.Label}", $"It may stand in: {Describe(known.Places)}");
        }
        else
        {
            known.Handler(import, node, scope);
        }
    }

    private static DirectiveTable Build()
    {
        var table = new DirectiveTable();
        SectionDirectives.AddTo(table);
        ServerDirectives.AddTo(table);
        BalancerDirectives.AddTo(table);
        HealthDirectives.AddTo(table);
        MappingDirectives.AddTo(table);
        ReverseDirectives.AddTo(table);
        EnvironmentDirectives.AddTo(table);
        RewriteDirectives.AddTo(table);
        RedirectDirectives.AddTo(table);
        HeaderDirectives.AddTo(table);
        SiteDirectives.AddTo(table);
        AccessDirectives.AddTo(table);
        CompatDirectives.AddTo(table);
        ForwardDirectives.AddTo(table);
        JkDirectives.AddTo(table);
        return table;
    }

    private static string Describe(Places places) =>
        string.Join(", ", new[] { (Places.Server, "the server"), (Places.Proxy, "<Proxy>"), (Places.Location, "<Location>") }
            .Where(p => places.HasFlag(p.Item1)).Select(p => p.Item2));
}
