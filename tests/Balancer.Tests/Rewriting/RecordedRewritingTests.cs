using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

/// <summary>What httpd made of each value, replayed; the rows with an id are where we differ on purpose.</summary>
public class RecordedRewritingTests
{
    private static readonly RequestFacts Request = RequestFacts.Get("/app/r").OnHost("www.example.com");

    public static TheoryData<string, string, string, string> Locations => Recordings.Read("locations.recorded.tsv");

    public static TheoryData<string, string, string, string> Cookies => Recordings.Read("cookies.recorded.tsv");

    public static TheoryData<string, string, string, string> Headers => Recordings.Read("headers.recorded.tsv");

    [Theory]
    [MemberData(nameof(Locations))]
    public void A_redirect_is_rewritten_as_recorded(string scenario, string value, string expected, string difference)
    {
        var map = ReverseMap.Of(Recordings.Site(scenario), _ => Recordings.Balancer(scenario));

        Assert.Equal((expected, difference), (map.Location(value, Request), difference));
    }

    [Theory]
    [MemberData(nameof(Cookies))]
    public void A_cookie_is_rewritten_as_recorded(string scenario, string value, string expected, string difference)
    {
        var map = ReverseMap.Of(Recordings.Site(scenario), _ => null);

        Assert.Equal((expected, difference), (map.SetCookie(value), difference));
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_is_rewritten_as_recorded(string header, string value, string expected, string difference)
    {
        var map = ReverseMap.Of(Recordings.Site("reverse-headers"), _ => null);

        Assert.Equal((expected, difference), (map.RewriteHeader(header, value, Request), difference));
    }
}
