using System.Runtime.CompilerServices;
using Balancing.HttpdConf.ModJk;

namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>docs/mod_jk.md: its sample runs, and its tables leave nothing out.</summary>
public class DocumentationTests
{
    private static string Page([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/mod_jk.md"));

    [Fact]
    public void Every_property_is_in_the_table() => AssertNamed(JkVocabulary.Properties.Select(p => p.Name));

    [Fact]
    public void Every_directive_is_in_the_table() => AssertNamed(JkServer.Directives);

    [Fact]
    public void The_sample_runs()
    {
        using var site = Site("worker.list=tomcat\nworker.tomcat.host=127.0.0.1\nworker.tomcat.socket_timeout=5\n", "/app|/*=tomcat\n");
        Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get("/app/x")).Outcome);
    }

    private static void AssertNamed(IEnumerable<string> names)
    {
        var page = Page();
        Assert.All(names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    private static ReverseProxy Site(string workers, string uriWorkerMap)
    {
        // <snippet:import>
        ImportResult read = ModJkImporter.Import(workers, uriWorkerMap);
        Console.WriteLine(read.Report);     // what became of every line, and what is probably not meant

        BalancingOptions options = read.OptionsOrThrow();
        List<Balancer> balancers = [.. options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value))];
        var (name, site) = options.Sites.Single();
        ReverseProxy proxy = ReverseProxy.FromOptions(name, site, balancers);
        // </snippet:import>
        return proxy;
    }
}
