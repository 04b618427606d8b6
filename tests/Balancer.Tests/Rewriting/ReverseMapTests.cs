using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

public class ReverseMapTests
{
    private static readonly RequestFacts Request = RequestFacts.Get("/app/r").OnHost("www.example.com");

    [Theory]
    [InlineData("http://m/ctx/x")]
    [InlineData("http://m/ctx/")]
    [InlineData("http://m:80/ctx/x")]
    public void D1_a_member_is_the_same_with_and_without_slash_and_default_port(string value)
    {
        foreach (var member in new[] { "http://m/ctx", "http://m/ctx/", "http://m:80/ctx" })
        {
            var map = Plans.Map(Plans.Balancer(member), ("/app", "balancer://b1"));

            Assert.Equal(value.EndsWith('x') ? "http://www.example.com/app/x" : "http://www.example.com/app/", map.Location(value, Request));
        }
    }

    [Theory]
    [InlineData("/app", "balancer://b1/p", "http://m/ctx/p/x", "/app/x")]
    [InlineData("/app", "balancer://b1/p", "http://m/ctx/px", null)]
    [InlineData("/app", "balancer://b1/p", "http://m/CTX/p/x", "/app/x")]
    [InlineData("/app", "balancer://b1/p", "http://m/ctx/P/x", null)]
    [InlineData("/app", "balancer://B1/p/", "http://m/ctx/p/x", "/app/x")]
    [InlineData("/app", "balancer://b1/p/", "http://m/ctx/p", null)]
    [InlineData("/app/", "balancer://b1/p", "http://m/ctx/p", "/app/")]
    [InlineData("/app/", "balancer://b1/p", "http://m/ctx/p/x", "/app/x")]
    [InlineData("/app", "balancer://other", "http://m/ctx/x", null)]
    [InlineData("/h2", "http://h/", "http://h/mem", "/h2/mem")]
    [InlineData("/h2", "http://h/", "http://h?q", "/h2?q")]
    [InlineData("/h", "http://h/H", "http://h/Hx", null)]
    [InlineData("/app", "https://h:8443/a", "HTTPS://H:8443/a/b", "/app/b")]
    [InlineData("/app", "http://[::1]:81/a", "http://[::1]:81/a/b", "/app/b")]
    [InlineData("/app", "http://h/a", "http://h:080/a/b", "/app/b")]
    [InlineData("/app", "http://h/a", "http://h:/a/b", null)]
    [InlineData("/app", "http://h/a", "https://h:80/a/b", null)]
    public void D1_an_entry_is_the_inverse_of_the_mapping_by_whole_segments(string path, string from, string value, string? expected)
    {
        var map = Plans.Map(Plans.Balancer("http://m/ctx"), (path, from));

        Assert.Equal(expected is null ? value : "http://www.example.com" + expected, map.Location(value, Request));
    }

    [Theory]
    [InlineData("/ctx/x", "http://www.example.com/app/x")]
    [InlineData("http://anything:81/ctx/x?a#b", "http://www.example.com/app/x?a#b")]
    [InlineData("http://anything/CTX", "http://www.example.com/app")]
    [InlineData("/ctxx", "/ctxx")]
    [InlineData("//evil/ctx/x", "//evil/ctx/x")]
    [InlineData("/other?u=http://h/ctx/x", "/other?u=http://h/ctx/x")]
    [InlineData("http://u:p@h/ctx/x", "http://u:p@h/ctx/x")]
    [InlineData("ctx/x", "ctx/x")]
    public void A_path_alone_accepts_any_host(string value, string expected) =>
        Assert.Equal(expected, Plans.Map(null, ("/app", "/ctx")).Location(value, Request));

    [Fact]
    public void S77_members_added_later_count()
    {
        var now = Plans.Balancer("http://m");
        var map = ReverseMap.Of(Plans.Site() with { Reverse = [new("/app", "balancer://b1")] }, _ => now);
        Assert.Equal("http://n/x", map.Location("http://n/x", Request));

        now = Plans.Balancer("http://m", "http://n");

        Assert.Equal("http://www.example.com/app/x", map.Location("http://n/x", Request));
    }

    [Fact]
    public void The_first_matching_entry_answers()
    {
        var map = Plans.Map(null, ("/one", "http://h/a"), ("/two", "http://h"), ("/three", "http://h/b"));

        Assert.Equal("http://www.example.com/one/x", map.Location("http://h/a/x", Request));
        Assert.Equal("http://www.example.com/two/b/x", map.Location("http://h/b/x", Request));
    }

    [Theory]
    [InlineData("Www.Example.com:80", "http", "http://www.example.com/app/x")]
    [InlineData("www.example.com:443", "https", "https://www.example.com/app/x")]
    [InlineData("www.example.com:8080", "http", "http://www.example.com:8080/app/x")]
    [InlineData("[2001:db8::1]:81", null, "http://[2001:db8::1]:81/app/x")]
    [InlineData("evil/path", "http", "/app/x")]
    [InlineData("a@b", "http", "/app/x")]
    [InlineData(null, "http", "/app/x")]
    public void The_result_is_absolute_with_the_name_the_client_used(string? host, string? scheme, string expected)
    {
        var request = new RequestFacts { Host = host, Scheme = scheme };

        Assert.Equal(expected, Plans.Map(null, ("/app", "http://h")).Location("http://h/x", request));
    }

    [Theory]
    [InlineData("site.example", "http", "http://site.example/app/x")]
    [InlineData("site.example:8080", "https", "https://site.example:8080/app/x")]
    [InlineData("https://site.example:443", "http", "https://site.example/app/x")]
    public void UseCanonicalName_takes_the_ServerName(string serverName, string scheme, string expected)
    {
        var site = Plans.Site() with { ServerName = serverName, UseCanonicalName = true, Reverse = [new("/app", "http://h")] };

        Assert.Equal(expected, ReverseMap.Of(site, _ => null).Location("http://h/x", Request with { Scheme = scheme }));
    }

    [Theory]
    [InlineData("www.example.com", "http://www.example.com:8080/app/x")]
    [InlineData("www.example.com:81", "http://www.example.com:81/app/x")]
    public void A_Host_without_a_port_means_the_port_of_the_ServerName(string host, string expected)
    {
        var site = Plans.Site() with { ServerName = "site.example:8080", Reverse = [new("/app", "http://h")] };

        Assert.Equal(expected, ReverseMap.Of(site, _ => null).Location("http://h/x", Request with { Host = host }));
    }

    [Fact]
    public void Without_a_name_of_ours_the_path_never_reads_as_another_host() =>
        Assert.Equal("/evil.example/x", Plans.Map(null, ("/", "http://h")).Location("http://h//evil.example/x", new RequestFacts()));

    [Fact]
    public void Our_side_may_be_an_absolute_URL() =>
        Assert.Equal("https://front.example/x", Plans.Map(null, ("https://front.example", "http://h/a")).Location("http://h/a/x", Request));

    [Theory]
    [InlineData(true, true, "http://www.example.com/eu/x")]
    [InlineData(true, false, "http://h/a/x")]
    [InlineData(false, true, "http://h/a/x")]
    public void Variables_are_replaced_where_site_and_entry_say_so(bool site, bool entry, string expected)
    {
        var plan = Plans.Site() with { InterpolateEnv = site, Reverse = [new("/${ZONE}", "http://${HOST}${NOTHING}/a", entry)] };
        var env = new Dictionary<string, string> { ["ZONE"] = "eu", ["HOST"] = "h" };

        Assert.Equal(expected, ReverseMap.Of(plan, _ => null).Location("http://h/a/x", Request, env));
    }

    [Theory]
    [InlineData("http://h/a/x", "http://www.example.com/app/x")]
    [InlineData("http://m/b/x", "http://www.example.com/bal/x")]
    [InlineData("http://q/c/x", "http://www.example.com/query/x")]
    [InlineData("http://p/x", "http://p/x")]
    public void S77_a_site_without_entries_gets_them_from_its_mapping(string value, string expected)
    {
        var site = Plans.Site() with
        {
            ImplicitReverse = true,
            Rules =
            [
                new() { Index = 0, Path = "/app/static", Exclude = true },
                new() { Index = 1, Path = "/app", To = "http://h/a" },
                new() { Index = 2, Path = "/bal/", To = "balancer://b1/b/" },
                new() { Index = 3, Path = "/query", To = "http://q/c?fixed=1" },
                new() { Index = 4, Match = "^/p(.*)$", To = "http://p$1" },
            ],
        };

        Assert.Equal(expected, ReverseMap.Of(site, _ => Plans.Balancer("http://m")).Location(value, Request));
        Assert.Equal(value, ReverseMap.Of(site with { ImplicitReverse = false }, _ => Plans.Balancer("http://m")).Location(value, Request));
        Assert.Equal(value, ReverseMap.Of(site with { Reverse = [new("/z", "http://z")] }, _ => Plans.Balancer("http://m")).Location(value, Request));
    }

    [Theory]
    [InlineData("Refresh", "5; url=http://h/a/x", "5; url=http://www.example.com/app/x")]
    [InlineData("refresh", "0;URL = 'http://h/a/x'", "0;URL = 'http://www.example.com/app/x'")]
    [InlineData("Refresh", "0.5, http://h/a/x", "0.5, http://www.example.com/app/x")]
    [InlineData("Refresh", "5; url=\"http://h/a/x", "5; url=\"http://www.example.com/app/x")]
    [InlineData("Refresh", "5; url=http://other/a", "5; url=http://other/a")]
    [InlineData("Refresh", "5;", "5;")]
    [InlineData("Refresh", "5", "5")]
    [InlineData("Refresh", "; url=http://h/a/x", "; url=http://h/a/x")]
    [InlineData("Link", "<http://h/a/x>; rel=next, <http://o/>; t=\"a, <http://h/a>\\\"\" , <http://h/a>", "<http://www.example.com/app/x>; rel=next, <http://o/>; t=\"a, <http://h/a>\\\"\" , <http://www.example.com/app>")]
    [InlineData("Link", "<http://h/a/x", "<http://h/a/x")]
    [InlineData("Link", "<>, <http://h/a/x>", "<>, <http://www.example.com/app/x>")]
    [InlineData("Link", "x <http://h/a/x>", "x <http://h/a/x>")]
    [InlineData("Location", "http://h/a/x", "http://www.example.com/app/x")]
    [InlineData("X-Link", "http://h/a/x", "http://h/a/x")]
    public void S82_the_URLs_in_Refresh_and_Link_are_rewritten_too(string name, string value, string expected)
    {
        var rewritten = Plans.Map(null, ("/app", "http://h/a")).RewriteHeader(name, value, Request);

        Assert.Equal(expected, rewritten);
        Assert.Equal(name != "X-Link", ReverseMap.Concerns(name));
    }
}
