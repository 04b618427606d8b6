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

    private static GatewayHeaders? EndsHere(string method, string name, string value)
    {
        using var site = Site();
        return site.Gateway.EndsHere(RequestFacts.For(method, "/x").OnHost("www.example.com"), [new(name, value)]);
    }

    private static ReverseProxy Site() => ReverseProxy.Create("www").ProxyPass("/", "http://a/").Build();
}
