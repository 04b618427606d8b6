namespace Balancing.HttpdConf.Tests.Docs;

/// <summary>docs/importing.md: its sample runs.</summary>
public class ImportingSampleTests
{
    [Fact]
    public void The_sample_runs()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "<Proxy balancer://foo>\nBalancerMember http://php1:8080/\n</Proxy>\nProxyPass /apps/ balancer://foo/\n");
        using var site = Import(file);
        Assert.Equal("http://php1:8080/", site.Explain(RequestFacts.Get("/apps/cart")).Member?.ToString());
        File.Delete(file);
    }

    private static ReverseProxy Import(string file)
    {
        // <snippet:import>
        ImportResult read = HttpdImporter.ImportFile(file);
        Console.WriteLine(read.Report);                        // what became of every line

        BalancingOptions options = read.OptionsOrThrow();      // as the DSL or JSON would have filled them
        List<Balancer> balancers = [.. options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value))];
        var (name, first) = options.Sites.First();             // one site for each virtual host
        ReverseProxy site = ReverseProxy.FromOptions(name, first, balancers);
        // </snippet:import>
        return site;
    }
}
