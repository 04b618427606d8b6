using System.Net;

namespace Balancing.Tests.Rewriting;

/// <summary>What ends at the gateway ends there before anybody is elected.</summary>
public class GatewayRulesTests
{
    [Theory]
    [InlineData("GET", "Connection", "Cookie", 400)]
    [InlineData("GET", "Bad Name", "x", 400)]
    [InlineData("GET", "X", "a\r\nb", 400)]
    [InlineData("GET", "Max-Forwards", "many", 400)]
    [InlineData("GET", "Max-Forwards", "0", 400)]
    public void A_request_that_must_not_go_on_is_refused_by_its_headers_alone(string method, string name, string value, int status)
    {
        Assert.Equal(status, EndsHere(method, name, value)!.Refusal!.SuggestedStatus);
    }

    [Fact]
    public void A_bad_host_is_refused_and_a_good_request_goes_on()
    {
        using var site = Site();

        Assert.Equal(400, site.Gateway.EndsHere(RequestFacts.Get("/x").OnHost("a b"), [])!.Refusal!.SuggestedStatus);
        Assert.Null(site.Gateway.EndsHere(RequestFacts.Get("/x").OnHost("www.example.com"), [new("Accept", "*/*")]));
    }

    [Fact]
    public void Options_whose_way_ends_here_is_answered_here() => Assert.True(EndsHere("OPTIONS", "Max-Forwards", "0")!.AnswerLocally);

    [Fact]
    public async Task A_rule_for_requests_sees_variables_of_the_request_and_none_of_the_election()
    {
        var foo = Balancer.Create("foo").Member("http://a").Build();
        using var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/")
            .SetEnvIf("Request_Method", "GET", "MARK=seen")
            .RequestHeader(h => h.Set("X", "%{MARK}e %{BALANCER_WORKER_NAME}e")).Header(h => h.Set("X", "%{MARK}e %{BALANCER_WORKER_NAME}e")).Build();

        var (request, response) = await ThroughAsync(site);

        Assert.Contains(new("X", "seen (null)"), request.Lines);
        Assert.Contains(new("X", "seen http://a"), response.Lines);
    }

    [Fact]
    public async Task A_plain_target_was_chosen_by_no_balancer()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://a/").Header(h => h.Set("X", "%{BALANCER_WORKER_NAME}e")).Build();

        Assert.Contains(new("X", "(null)"), (await ThroughAsync(site)).Response.Lines);
    }

    [Fact]
    public async Task Lines_of_one_name_are_one_to_the_rules_for_requests_and_several_to_those_for_answers()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://a/")
            .RequestHeader(h => h.Append("Y", "n")).Header(h => h.Append("Y", "n")).Build();

        var (request, response) = await ThroughAsync(site, new("Y", "1"), new("Y", "2"));

        Assert.Equal(["1, 2, n"], request.Lines.Where(l => l.Key == "Y").Select(l => l.Value));
        Assert.Equal(["1, n", "2"], response.Lines.Where(l => l.Key == "Y").Select(l => l.Value));
    }

    [Fact]
    public async Task What_a_rule_makes_of_a_forwarded_header_is_added_to()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://a/").ProxyVia(Via.On).ProxyMaxForwards(9)
            .RequestHeader(h => h.Unset("X-Forwarded-For").Set("X-Forwarded-Host", "edge").Set("Via", "1.0 x").Set("Max-Forwards", "3")).Build();

        var (request, _) = await ThroughAsync(site, new("X-Forwarded-For", "10.1.1.1"), new("Via", "1.0 client"));

        Assert.Contains(new("X-Forwarded-For", "127.0.0.1"), request.Lines);
        Assert.Contains(new("X-Forwarded-Host", "edge, www.example.com"), request.Lines);
        Assert.Contains(new("Via", "1.0 x, 1.1 www.example.com"), request.Lines);
        Assert.Contains(new("Max-Forwards", "2"), request.Lines);
    }

    [Fact]
    public async Task A_rule_for_Host_counts_where_the_clients_host_is_kept()
    {
        using var kept = ReverseProxy.Create("www").ProxyPass("/", "http://a/").ProxyPreserveHost().RequestHeader(h => h.Set("Host", "inner")).Build();
        using var ours = ReverseProxy.Create("www").ProxyPass("/", "http://a/").RequestHeader(h => h.Set("Host", "inner")).Build();

        Assert.Contains(new("Host", "inner"), (await ThroughAsync(kept)).Request.Lines);
        Assert.Contains(new("Host", "a"), (await ThroughAsync(ours)).Request.Lines);
    }

    [Fact]
    public async Task R18_what_a_rule_says_goes_on_though_the_client_is_a_stranger_who_names_it()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://a/").TrustedProxies("192.0.2.1")
            .RequestHeader(h => h.Set("X-Forwarded-Proto", "https").Set("X-Ours", "1").Set("X_Ours", "1")).Build();

        var (request, _) = await ThroughAsync(
            site, new("X-Forwarded-Proto", "gopher"), new("X-Forwarded-For", "6.6.6.6"), new("Connection", "X-Ours"), new("X-Ours", "6"), new("X_Theirs", "6"));

        Assert.Contains(new("X-Forwarded-Proto", "https"), request.Lines);
        Assert.Contains(new("X-Ours", "1"), request.Lines);
        Assert.Contains(new("X_Ours", "1"), request.Lines);
        Assert.DoesNotContain(request.Lines, line => line.Value.Contains('6', StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_expression_sees_the_query_that_rewrite_rules_left_and_writes_a_path_as_its_bytes()
    {
        using var site = ReverseProxy.Create("www").RewriteRule("^/q", "http://a/?new=1", r => r.Proxy()).ProxyPass("/", "http://a/")
            .Header(h => h.Set("Q", "expr=%{QUERY_STRING}").Set("P", "expr=%{REQUEST_URI}")).Build();

        Assert.Contains(new("Q", "new=1"), (await AskedForAsync(site, "/q?old=1")).Response.Lines);
        Assert.Contains(new("Q", "old=1"), (await AskedForAsync(site, "/x?old=1")).Response.Lines);
        Assert.Contains(new("P", "/\u00e2\u0082\u00ac"), (await AskedForAsync(site, "/%E2%82%AC")).Response.Lines);
    }

    [Fact]
    public async Task Echo_repeats_what_the_rules_for_requests_made()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://a/").RequestHeader(h => h.Append("X-One", "n")).Header(h => h.Echo("^X-One$")).Build();

        Assert.Contains(new("X-One", "1, n"), (await ThroughAsync(site, new KeyValuePair<string, string>("X-One", "1"))).Response.Lines);
    }

    private static async Task<(GatewayHeaders Request, GatewayHeaders Response)> ThroughAsync(
        ReverseProxy site, params KeyValuePair<string, string>[] lines) => await AskedForAsync(site, "/x", lines);

    private static async Task<(GatewayHeaders Request, GatewayHeaders Response)> AskedForAsync(
        ReverseProxy site, string target, params KeyValuePair<string, string>[] lines)
    {
        var facts = RequestFacts.Get(target).OnHost("www.example.com").From(IPAddress.Loopback) with { Headers = new Lines(lines) };
        var hit = site.Map(facts);
        (GatewayHeaders, GatewayHeaders)? seen = null;
        await site.ExecuteAsync(facts, (attempt, _) =>
        {
            seen = (site.Gateway.Request(facts, hit, attempt, "HTTP/1.1", lines), site.Gateway.Response(facts, hit, attempt, "HTTP/1.1", lines));
            return ValueTask.FromResult(Outcome.Completed(200));
        });
        return seen!.Value;
    }

    private static GatewayHeaders? EndsHere(string method, string name, string value)
    {
        using var site = Site();
        return site.Gateway.EndsHere(RequestFacts.For(method, "/x").OnHost("www.example.com"), [new(name, value)]);
    }

    private sealed class Lines(KeyValuePair<string, string>[] lines) : IRequestHeaders
    {
        IEnumerable<KeyValuePair<string, string>> IRequestHeaders.Lines => lines;

        public string? Get(string name) => lines.FirstOrDefault(line => line.Key == name).Value;
    }

    private static ReverseProxy Site() => ReverseProxy.Create("www").ProxyPass("/", "http://a/").Build();
}
