using Balancing.HttpdConf.ModJk;

namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>Short ways to what a mod_jk configuration becomes.</summary>
internal static class Jk
{
    /// <summary>Workers a, b and c, each a balancer of one member, and a status worker.</summary>
    public const string ThreeWorkers = """
        worker.list=a,b,c,jkstatus
        worker.a.type=lb
        worker.a.balance_workers=a1
        worker.a1.host=ha
        worker.b.type=lb
        worker.b.balance_workers=b1
        worker.b1.host=hb
        worker.c.type=lb
        worker.c.balance_workers=c1
        worker.c1.host=hc
        worker.jkstatus.type=status
        """;

    public static ReverseProxy Site(string map, string workers = ThreeWorkers) => Site(ModJkImporter.Import(workers, map).OptionsOrThrow());

    public static ReverseProxy Site(BalancingOptions options) => ReverseProxy.FromOptions(
        "default", options.Sites["default"], [.. options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value))]);

    /// <summary>The balancer or plain URL that gets a path; null: nobody.</summary>
    public static string? WorkerOf(this ReverseProxy site, string path)
    {
        var hit = site.Map(RequestFacts.Get(path));
        return hit.Outcome == MapOutcome.Mapped ? hit.Rule!.Balancer ?? hit.Rule.To : null;
    }

    public static (ImportResult Result, JkReport Report, IReadOnlyList<JkLocation> Locations) Run(string workers, string? map = null)
    {
        var result = ModJkImporter.Run(workers, map, new ModJkImportOptions { WorkersFileName = "w", UriWorkerMapFileName = "m" }, out var report, out var locations);
        return (result, report, locations);
    }
}
