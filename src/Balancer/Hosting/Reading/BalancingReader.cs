namespace Balancing.Hosting.Reading;

/// <summary>Reads a whole configuration into options.</summary>
internal static class BalancingReader
{
    // A balancer and a site keep their own problems: the planner knows where they stand.
    public static void Read(SectionReader reader, BalancingOptions options) => reader
        .Map("Balancers", name => Named(options.Balancers, name), BalancerReader.Read, o => o.Problems)
        .Map("Sites", name => Named(options.Sites, name), SiteReader.Read, o => o.Problems)
        .Texts("Listen", options.Listen.AddRange)
        .Whole("HealthChecksAtOnce", v => options.HealthChecksAtOnce = v)
        .Text("StateDirectory", v => options.StateDirectory = v)
        .Map("HealthCheckTemplates", name => Named(options.HealthCheckTemplates, name), MemberReader.Read)
        .End();

    /// <summary>The options of a name, made when there are none yet.</summary>
    public static T Named<T>(Dictionary<string, T> all, string name)
        where T : class, new()
    {
        if (!all.TryGetValue(name, out var options))
        {
            all[name] = options = new T();
        }

        return options;
    }
}
