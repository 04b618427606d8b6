namespace Balancing.HttpdConf.Tests.Docs;

/// <summary>The sample of docs/importing.md.</summary>
public class ExportingSampleTests
{
    [Fact]
    public void What_was_imported_is_written_in_three_tongues()
    {
        var options = HttpdImporter.Import("""
            <Proxy balancer://shop>
                BalancerMember http://10.0.0.1:8080 route=a
                ProxySet stickysession=JSESSIONID|jsessionid
            </Proxy>
            ProxyPass / balancer://shop/
            """).OptionsOrThrow();
        options.Sites["default"].TrustedProxies = ["10.0.0.0/8"];
        var notes = new StringWriter();

        // <snippet:export>
        ExportResult code = ConfigurationExport.ToCSharp(options);    // or ToJson, or ToHttpd
        File.WriteAllText(Path.Combine(Folder, "Shop.txt"), code.Text);

        ExportResult conf = ConfigurationExport.ToHttpd(options);
        foreach (ExportLoss loss in conf.Losses)                      // what that format cannot say; none for C# and JSON here
        {
            notes.WriteLine(loss);
        }

        // </snippet:export>
        Assert.Contains(".StickySession(\"JSESSIONID\", path: \"jsessionid\")", File.ReadAllText(Path.Combine(Folder, "Shop.txt")), StringComparison.Ordinal);
        Assert.Equal("Sites:default:TrustedProxies: httpd passes on X-Forwarded headers of everybody", notes.ToString().TrimEnd());
        Assert.Empty(code.Losses);
        Directory.Delete(Folder, recursive: true);
    }

    [Fact]
    public void What_runs_is_written_too()
    {
        // <snippet:living>
        using Balancer foo = Balancer.Create("foo").Member("http://10.0.0.1:8080").Member("http://10.0.0.2:8080").Build();
        using ReverseProxy www = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/app", "balancer://foo/app").Build();

        string conf = ConfigurationExport.ToHttpd([foo], [www]).Text;

        // </snippet:living>
        Assert.Contains("ProxyPass /app balancer://foo/app", conf, StringComparison.Ordinal);
    }

    private string Folder { get; } = Directory.CreateTempSubdirectory().FullName;
}
