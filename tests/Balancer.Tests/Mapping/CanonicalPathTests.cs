namespace Balancing.Tests.Mapping;

/// <summary>From the raw target to the path that is matched and sent (R20..R24), and the CVE rows that are about it.</summary>
public class CanonicalPathTests
{
    private static readonly SitePlan All = Sites.Site(Sites.Pass("/", "http://m/"));
    private static readonly SitePlan App = Sites.Site(Sites.Pass("/app", "http://m/ctx"));

    [Theory]
    [InlineData("/%41%7E%2B%2b", "/A~++")]
    [InlineData("/a%3fb%3F", "/a%3Fb%3F")]
    [InlineData("/[x]|y", "/%5Bx%5D%7Cy")]
    [InlineData("/caf%c3%a9%F0%9F%98%80", "/caf%C3%A9%F0%9F%98%80")]
    [InlineData("/100%25", "/100%25")]
    [InlineData("/a//b///", "/a/b/")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/.well-known/...", "/.well-known/...")]
    [InlineData("/a?b=%zz&c=/../", "/a?b=%zz&c=/../")]
    [InlineData("/?", "/?")]
    public void A_path_is_decoded_once_and_encoded_again(string raw, string sent) => Assert.Equal(sent, All.Sent(raw));

    [Theory]
    [InlineData("/a b", "400 BadCharacter")]
    [InlineData("/a#b", "400 BadCharacter")]
    [InlineData("/a?b#c", "400 BadCharacter")]
    [InlineData("/a\\b", "400 BadCharacter")]
    [InlineData("/a\u00e9", "400 BadCharacter")]
    [InlineData("/a?b\u0001", "400 BadCharacter")]
    [InlineData("/a\u007f", "400 BadCharacter")]
    [InlineData("/a%", "400 BadEscape")]
    [InlineData("/a%4", "400 BadEscape")]
    [InlineData("/a%g0", "400 BadEscape")]
    [InlineData("/a%1f", "400 EncodedControl")]
    [InlineData("/a%7F", "400 EncodedControl")]
    [InlineData("/a%ff", "400 BadUtf8")]
    [InlineData("/a%c0%af", "400 BadUtf8")]
    [InlineData("/a%e2%82", "400 BadUtf8")]
    [InlineData("/a%ed%a0%80", "400 BadUtf8")]
    [InlineData("/a%2fb", "404 EncodedSlash")]
    [InlineData("/a%5cb", "400 EncodedBackslash")]
    public void A_malformed_or_ambiguous_target_is_refused_before_any_rule(string raw, string refusal) => Assert.Equal(refusal, All.Sent(raw));

    [Theory]
    [InlineData("GET", "", "400 EmptyTarget")]
    [InlineData("GET", "*", "400 NotOriginForm")]
    [InlineData("OPTIONS", "*", "404 NotMapped")]
    [InlineData("CONNECT", "/app", "400 NotOriginForm")]
    [InlineData("CONNECT", "inside:22", "400 NotOriginForm")]
    [InlineData("GET", "http://elsewhere/app", "400 NotOriginForm")]
    [InlineData("GET", "gopher://www/app", "400 NotOriginForm")]
    [InlineData("GET", "http://www/app/x?q", "/ctx/x?q")]
    [InlineData("GET", "HTTP://WWW", "404 NotMapped")]
    public void There_is_no_forward_proxy(string method, string target, string sent) =>
        Assert.Equal(sent, Sites.Sent(App.Map(RequestFacts.For(method, target).OnHost("www"))));

    [Fact]
    public void A_target_beyond_64_KiB_is_refused() => Assert.Equal("414 TargetTooLong", All.Sent("/" + new string('a', 65_536)));

    [Theory]
    [InlineData("/x%252Fy", "/x%252Fy")]
    [InlineData("/x%2fy%2Fz", "/x%2fy%2Fz")]
    [InlineData("/x%5Cy", "/x%5Cy")]
    [InlineData("/x%2F..", "400 AmbiguousDots")]
    [InlineData("/x%5c..%5cy", "400 AmbiguousDots")]
    public void A_kept_slash_is_sent_as_received_and_hides_no_dot_segment_D18(string raw, string sent) =>
        Assert.Equal(sent, (All with { EncodedSlashes = EncodedSlashes.NoDecode }).Sent(raw));

    [Theory]
    [InlineData("/app/.%2e/.%2e/etc/passwd", "400 AboveRoot")]
    [InlineData("/app/%2e%2e/x", "404 NotMapped")]
    public void Cve_2021_41773_an_encoded_dot_segment_is_a_dot_segment(string raw, string sent) => Assert.Equal(sent, App.Sent(raw));

    [Theory]
    [InlineData("/app/%%32%65%%32%65/x", "400 BadEscape")]
    [InlineData("/app/%252e%252e/x", "400 AmbiguousDots")]
    [InlineData("/app/.%252e/x", "400 AmbiguousDots")]
    [InlineData("/app/..%252fx", "400 AmbiguousDots")]
    public void Cve_2021_42013_and_2007_0450_a_doubly_encoded_dot_segment_is_refused(string raw, string sent) => Assert.Equal(sent, App.Sent(raw));

    [Theory]
    [InlineData("/app/..;/secret")]
    [InlineData("/app/..;x=1/secret")]
    [InlineData("/app/..%3b/secret")]
    [InlineData("/app/.;/x")]
    public void Cve_2018_11759_a_dot_segment_with_parameters_is_refused(string raw) => Assert.Equal("400 AmbiguousDots", App.Sent(raw));

    [Fact]
    public void Cve_2026_79768_a_path_with_dot_slash_is_the_path_without() => Assert.Equal("/ctx/x", App.Sent("/./app/./x"));

    [Theory]
    [InlineData("//evil.example/x", "/evil.example/x")]
    [InlineData("/%2f/evil.example", "404 EncodedSlash")]
    public void Cve_2024_38472_no_request_becomes_a_network_path(string raw, string sent) => Assert.Equal(sent, All.Sent(raw));

    [Theory]
    [InlineData("/app/x%0a//evil")]
    [InlineData("/app/x%0d%0aHost:%20evil")]
    [InlineData("/app/x%00")]
    public void Cve_2019_10098_and_2017_15715_an_encoded_newline_never_reaches_a_rule(string raw) => Assert.Equal("400 EncodedControl", App.Sent(raw));

    [Fact]
    public void Cve_2007_0774_a_long_path_is_just_a_long_path() => Assert.Equal("/ctx/" + new string('a', 5_000), App.Sent("/app/" + new string('a', 5_000)));

    [Theory]
    [InlineData("@inside:80/x")]
    [InlineData("x:@inside/")]
    [InlineData("http:///unix:/var/run/x|http://x/")]
    [InlineData("http://")]
    public void Cve_2011_3368_4317_and_2021_44224_a_target_that_is_no_path_is_refused(string target) =>
        Assert.Equal("400 NotOriginForm", Sites.Sent(Sites.Site(Sites.Match("(.*)", "http://backend$1")).Map(RequestFacts.Get(target).OnHost("www"))));
}
