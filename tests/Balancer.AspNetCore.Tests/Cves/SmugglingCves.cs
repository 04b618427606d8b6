using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Raw;

namespace Balancing.AspNetCore.Tests.Cves;

/// <summary>Rows of the CVE table about framing and header lines of requests.</summary>
public class SmugglingCves(RequestGateway gateway) : IClassFixture<RequestGateway>
{
    private const string Post = "POST /x HTTP/1.1¶Host: a¶";

    private Task SendAsync(string request, string outcome) => gateway.AssertAsync("smuggling", request, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("Content-Length: 6¶Transfer-Encoding: chunked¶¶0¶¶G")]
    [InlineData("Transfer-Encoding: chunked¶Content-Length: 4¶¶5c¶GPOST / HTTP/1.1¶¶0¶¶")]
    public Task Cve_2005_2088_and_2020_13950_two_framings_are_none(string rest) => SendAsync(Post + rest, "400 closed");

    [Theory(Timeout = Limits.Test)]
    [InlineData("fffffffffffffff0¶abc¶0¶¶")]
    [InlineData("80000000¶abc¶0¶¶")]
    [InlineData("ffffffff00000003¶abc¶0¶¶")]
    public Task Cve_2002_0392_and_2010_0010_a_chunk_is_never_of_a_negative_size(string chunks) =>
        SendAsync($"{Post}Transfer-Encoding: chunked¶¶{chunks}", "closed");

    [Theory(Timeout = Limits.Test)]
    [InlineData("3;a\nb¶abc¶0¶¶")]
    [InlineData("3 3¶abc¶0¶¶")]
    [InlineData("3,¶abc¶0¶¶")]
    public Task Cve_2015_3183_a_chunk_head_is_read_by_the_letter(string chunks) => SendAsync($"{Post}Transfer-Encoding: chunked¶¶{chunks}", "400 closed");

    [Theory(Timeout = Limits.Test)]
    [InlineData("GET\t/x\tHTTP/1.1¶Host: a¶¶")]
    [InlineData("GET /x HTTP/1.1¶Host : a¶¶")]
    [InlineData("GET /x HTTP/1.1¶Host: a¶X-A: a\rb¶¶")]
    [InlineData("GET /x HTTP/1.1¶Host: a¶ X-A: b¶¶")]
    public Task Cve_2016_8743_no_lax_whitespace(string request) => SendAsync(request, "400 closed");

    [Theory(Timeout = Limits.Test)]
    [InlineData(",")]
    [InlineData(",,, ,\t,")]
    [InlineData("a,")]
    [InlineData("\"")]
    [InlineData("close,,\"a")]
    public async Task Cve_2017_7668_and_2014_0117_an_odd_list_is_read_to_its_end(string list) =>
        await SendAsync($"GET /x HTTP/1.1¶Host: a¶Connection: {list}¶¶", $"200 {(list.StartsWith("close", StringComparison.Ordinal) ? "closed" : "open")} <- GET /x HTTP/1.1");

    [Theory(Timeout = Limits.Test)]
    [InlineData("Authorization: Basic eA==")]
    [InlineData("X-Forwarded-For: 6.6.6.6")]
    [InlineData("Cookie: admin=1")]
    [InlineData("Host: evil")]
    public Task Cve_2013_5704_a_trailer_is_no_header(string trailer) =>
        SendAsync($"{Post}Transfer-Encoding: chunked¶¶3¶abc¶0¶{trailer}¶¶", "200 open <- POST /x HTTP/1.1 Transfer-Encoding: chunked [abc]");

    [Theory(Timeout = Limits.Test)]
    [InlineData("POST /a%0a HTTP/1.1¶Host: a¶Content-Length: 36¶¶GET /smuggled HTTP/1.1¶Host: a¶X: abc¶")]
    [InlineData("POST /x HTTP/1.1¶Host: a¶Max-Forwards: 0¶Content-Length: 36¶¶GET /smuggled HTTP/1.1¶Host: a¶X: abc¶")]
    [InlineData("POST /x HTTP/1.1¶Host: a:0¶Content-Length: 36¶¶GET /smuggled HTTP/1.1¶Host: a¶X: abc¶")]
    [InlineData("POST /x HTTP/1.1¶Host: a¶Connection: Cookie¶Content-Length: 36¶¶GET /smuggled HTTP/1.1¶Host: a¶X: abc¶")]
    public Task Cve_2022_22720_a_body_that_nobody_read_is_never_a_request(string request) => SendAsync(request, "400 closed");

    [Theory(Timeout = Limits.Test)]
    [InlineData("chunked, x")]
    [InlineData("x, chunked")]
    [InlineData("chunked, chunked")]
    [InlineData("identity")]
    public Task Cve_2022_26377_and_2022_36760_a_coding_list_is_refused(string coding) => SendAsync($"{Post}Transfer-Encoding: {coding}¶¶0¶¶", "400 closed");

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2009_1890_bytes_behind_a_body_are_the_next_request_or_an_error() => SendAsync($"{Post}Content-Length: 3¶¶abcdef¶¶", "200 400 closed <- POST /x HTTP/1.1 Content-Length: 3 [abc]");

    [Theory(Timeout = Limits.Test)]
    [InlineData("PROXY TCP4 6.6.6.6 10.0.0.1 1 80¶GET /x HTTP/1.1¶Host: a¶¶", "400 closed")]
    [InlineData("GET /x HTTP/1.1¶Host: a¶X-Forwarded-For: 6.6.6.6¶¶", "200 open <- GET /x HTTP/1.1")]
    public Task Cve_2019_10097_and_2020_11985_nobody_says_who_asks_but_the_connection(string request, string outcome) => SendAsync(request, outcome);

    [Theory(Timeout = Limits.Test)]
    [InlineData("close, X-Forwarded-For")]
    [InlineData("X-Forwarded-For, close")]
    [InlineData("close, X-Forwarded-Host")]
    public Task Cve_2022_31813_nobody_removes_what_the_gateway_adds(string connection) => SendAsync($"GET /x HTTP/1.1¶Host: a¶Connection: {connection}¶¶", "400 closed");

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2016_5387_Proxy_never_reaches_a_member() => SendAsync("GET /x HTTP/1.1¶Host: a¶Proxy: http://evil/¶¶", "200 open <- GET /x HTTP/1.1");

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2010_0434_a_request_has_no_header_of_the_one_before() => SendAsync(
        "GET /1 HTTP/1.1¶Host: a¶X-Secret: 1¶Cookie: a=1¶¶GET /2 HTTP/1.1¶Host: a¶¶",
        "200 200 open <- GET /1 HTTP/1.1 Cookie: a=1¶X-Secret: 1 <- GET /2 HTTP/1.1");

    [Theory(Timeout = Limits.Test)]
    [InlineData("Connection: Upgrade¶Upgrade: TLS/1.0¶¶")]
    [InlineData("Connection: Upgrade¶Upgrade: TLS/1.2, HTTP/1.1¶¶")]
    public Task Cve_2025_49812_TLS_is_never_upgraded_to(string lines) => SendAsync($"OPTIONS /x HTTP/1.1¶Host: a¶{lines}", "200 open <- OPTIONS /x HTTP/1.1");

    [Fact(Timeout = Limits.Test)]
    public Task Cve_2019_17567_what_follows_a_refused_upgrade_is_a_request_like_any_other() => SendAsync(
        "GET /x HTTP/1.1¶Host: a¶Connection: Upgrade¶Upgrade: websocket¶¶GET /no/admin HTTP/1.1¶Host: a¶¶",
        "200 404 open <- GET /x HTTP/1.1");

    [Theory]
    [InlineData("/x HTTP/1.1\r\nHost: evil\r\n\r\nGET /y")]
    [InlineData("/x y")]
    [InlineData("/x\0")]
    public void Cve_2021_33193_a_target_is_checked_whatever_the_version(string target)
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/").Build();

        Assert.Equal(400, site.Map(new RequestFacts { Target = target, Protocol = "HTTP/2", Host = "a" }).Refusal?.SuggestedStatus);
    }
}
