using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Raw;

namespace Balancing.AspNetCore.Tests.Cves;

/// <summary>Rows of the CVE table about targets: what chose a target, a path or a file that it should not. <c>/no</c> is excluded.</summary>
public class TargetCves(RequestGateway gateway) : IClassFixture<RequestGateway>
{
    private Task AskAsync(string target, string outcome) => gateway.AssertAsync(target, $"GET {target} HTTP/1.1¶Host: a¶¶", outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("@evil:80/x", "400 closed")]
    [InlineData("x:@evil/", "400 closed")]
    [InlineData("//@evil:80/x", "200 open <- GET /@evil:80/x HTTP/1.1")]
    public Task Cve_2011_3368_and_2011_4317_no_target_names_a_host(string target, string outcome) => AskAsync(target, outcome);

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2011_3639_there_is_no_request_without_version() => gateway.AssertAsync("R10", "GET @evil/¶¶", "400 closed");

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2021_40438_a_socket_in_a_query_is_text() =>
        AskAsync($"/?unix:{new string('a', 7_700)}|http://evil/", $"200 open <- GET /?unix:{new string('a', 7_700)}|http://evil/ HTTP/1.1");

    [Theory(Timeout = Limits.Test)]
    [InlineData("http:///unix:/run/s|http://evil/", "400 closed")]
    [InlineData("unix:/run/s|http://evil/", "400 closed")]
    [InlineData("http:///x", "400 closed")]
    [InlineData("http:", "405 closed")]
    [InlineData("http://", "400 closed")]
    public Task Cve_2021_44224_and_2024_38477_a_URL_without_host_is_refused(string target, string outcome) => AskAsync(target, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("/here/%20HTTP/1.1%0d%0aHost:%20evil%0d%0a%0d%0aGET%20/x", "400 open")]
    [InlineData("/here/%20HTTP/1.1", "200 open <- GET /here/%20HTTP/1.1 HTTP/1.1")]
    [InlineData("/x%0aphp", "400 open")]
    public Task Cve_2023_25690_and_2019_11043_nothing_encoded_splits_a_request(string target, string outcome) => AskAsync(target, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("/%6e%6f/x", "404 open")]
    [InlineData("/no%3f/x", "200 open <- GET /no%3F/x HTTP/1.1")]
    [InlineData("/x/%2e%2e/no/y", "404 open")]
    [InlineData("/no%2fx", "404 open")]
    public Task Cve_2024_38473_what_is_decided_on_is_what_is_sent(string target, string outcome) => AskAsync(target, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("//evil/share", "200 open <- GET /evil/share HTTP/1.1")]
    [InlineData("/%5c%5cevil/share", "400 open")]
    [InlineData("/%2f%2fevil/share", "404 open")]
    [InlineData("/\\\\evil\\share", "400 open")]
    public Task Cve_2024_38472_2024_43394_2024_40898_and_2025_59775_nothing_becomes_a_network_path(string target, string outcome) => AskAsync(target, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("//no/x", "404 open")]
    [InlineData("///no///x", "404 open")]
    [InlineData("/x//../no/y", "404 open")]
    public Task Cve_2019_0220_2021_30641_and_2014_8111_slashes_dodge_no_exclusion(string target, string outcome) => AskAsync(target, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("/.%2e/no", "400 open")]
    [InlineData("/x/%2e%2e/%2e%2e/etc/passwd", "400 open")]
    [InlineData("/%%32%65%%32%65/no", "400 open")]
    [InlineData("/x/%252e%252e/no", "400 open")]
    [InlineData("/x/..;/no", "400 open")]
    public Task Cve_2021_41773_2021_42013_2007_0450_2007_1860_and_2018_11759_no_dots_hide(string target, string outcome) => AskAsync(target, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("?x", "400 closed")]
    [InlineData("http://a", "200 open <- GET / HTTP/1.1")]
    [InlineData("http://a?q", "200 open <- GET /?q HTTP/1.1")]
    public Task Cve_2010_1452_an_empty_path_is_the_root_or_refused(string target, string outcome) => AskAsync(target, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData(250, 7_000, "200 open")]
    [InlineData(300, 7_000, "400 open")]
    [InlineData(250, 9_000, "414 closed")]
    public async Task Cve_2016_6808_and_2007_0774_a_long_host_and_a_long_path_have_their_limits(int host, int path, string outcome)
    {
        var (name, target) = (new string('h', host), "/" + new string('p', path));
        var sent = outcome.StartsWith("200", StringComparison.Ordinal) ? $" <- GET {target} HTTP/1.1 X-Forwarded-Host: {name}¶X-Forwarded-Server: {name}" : "";
        await gateway.AssertAsync("R13", $"GET {target} HTTP/1.1¶Host: {name}¶¶", outcome + sent);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2023_41081_what_is_not_mapped_goes_nowhere()
    {
        using var backend = ScriptedBackend.Named("secret");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/app", backend.Url).Build());

        foreach (var path in (string[])["/", "/ap", "/apps", "/appx/", "/server-status"])
        {
            Assert.Equal(404, (int)(await front.GetAsync(path)).Status);
        }

        Assert.Empty(backend.Heads);
    }
}
