using System.Net;
using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

public class ForwardingRulesTests
{
    private static readonly RequestFacts Request = RequestFacts.Get("/app/r").OnHost("www.example.com").From(IPAddress.Loopback);
    private static readonly RequestFacts Stranger = Request.From(IPAddress.Parse("203.0.113.9"));
    private static readonly ForwardingRules Rules = ForwardingRules.Of(Plans.Site());
    private static readonly ForwardingRules Believing = ForwardingRules.Of(Plans.Site() with { TrustedProxies = SitePlan.Loopback });

    [Theory]
    [InlineData("Connection")]
    [InlineData("keep-alive")]
    [InlineData("Proxy-Connection")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("Proxy-Authorization")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    public void R16_what_belongs_to_this_hop_goes_no_further_in_either_direction(string name)
    {
        Assert.True(Rules.DropsFromRequest(name, default, isTrusted: true));
        Assert.True(ForwardingRules.DropsFromResponse(name, default));
    }

    [Theory]
    [InlineData("Host", true)]
    [InlineData("Content-Length", true)]
    [InlineData("Expect", true)]
    [InlineData("Proxy", true)]
    [InlineData("X_Forwarded_For", true)]
    [InlineData("Cookie", false)]
    [InlineData("Authorization", false)]
    [InlineData("Content-Type", false)]
    [InlineData("Via", false)]
    public void A_request_header_is_copied_unless_it_is_made_anew_or_ambiguous(string name, bool dropped)
    {
        Assert.Equal(dropped, Rules.DropsFromRequest(name, default, isTrusted: true));
        Assert.False(ForwardingRules.DropsFromResponse(name, default));
    }

    [Fact]
    public void R12_names_with_underscores_pass_when_the_site_says_so()
    {
        var rules = ForwardingRules.Of(Plans.Site() with { UnderscoreHeaders = true });

        Assert.False(rules.DropsFromRequest("X_Y", default, isTrusted: true));
        Assert.True(rules.DropsFromRequest("Proxy", default, isTrusted: true));
    }

    [Theory]
    [InlineData("close, X-Mine", "x-mine", true)]
    [InlineData(" , ,X-Mine\t,", "X-Mine", true)]
    [InlineData("close", "X-Mine", false)]
    [InlineData("X Mine", "X Mine", false)]
    [InlineData(null, "X-Mine", false)]
    public void R16_a_header_that_Connection_names_goes_no_further(string? connection, string name, bool dropped)
    {
        var nominated = Nomination.Of(connection);

        Assert.Equal(dropped, Rules.DropsFromRequest(name, nominated, isTrusted: true));
        Assert.Equal(dropped, ForwardingRules.DropsFromResponse(name, nominated));
        Assert.Null(ForwardingRules.Check(Request, nominated));
    }

    [Theory]
    [InlineData("close, Host")]
    [InlineData("content-length")]
    [InlineData("Content-Type")]
    [InlineData("Transfer-Encoding")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("Forwarded")]
    [InlineData("Authorization")]
    [InlineData("keep-alive, COOKIE")]
    public void R17_nominating_a_header_that_must_arrive_is_400(string connection)
    {
        var nominated = Nomination.Of(connection);

        Assert.Equal(400, ForwardingRules.Check(Request, nominated)?.SuggestedStatus);
        Assert.False(ForwardingRules.DropsFromResponse("Content-Type", Nomination.Of("Content-Type")));
    }

    [Fact]
    public void The_words_of_Connection_can_be_asked_for()
    {
        var nominated = Nomination.Of("Upgrade, Close");

        Assert.True(nominated.Holds("upgrade") && nominated.Holds("close"));
        Assert.False(nominated.Holds("keep-alive"));
    }

    [Theory]
    [InlineData("www.example.com", true)]
    [InlineData("www.example.com:8080", true)]
    [InlineData("[2001:db8::1]:443", true)]
    [InlineData("a_b.example", true)]
    [InlineData("", false)]
    [InlineData("a:0", false)]
    [InlineData("a:65536", false)]
    [InlineData("a:+80", false)]
    [InlineData("a:", false)]
    [InlineData("u@a", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a,b", false)]
    [InlineData("a\\b", false)]
    [InlineData("[::1", false)]
    [InlineData("::1", false)]
    [InlineData("[1.2.3.4]", false)]
    [InlineData("[fe80::1%25eth0]", false)]
    public void R19_a_Host_that_is_no_host_is_400(string host, bool isGood) =>
        Assert.Equal(isGood ? null : 400, ForwardingRules.Check(Request.OnHost(host), default)?.SuggestedStatus);

    [Theory]
    [InlineData("http://10.0.0.1:8080", false, "www.example.com", "10.0.0.1:8080")]
    [InlineData("http://10.0.0.1:80/ctx", false, "www.example.com", "10.0.0.1")]
    [InlineData("https://m:443", false, "www.example.com", "m")]
    [InlineData("http://m:81", true, "www.example.com:82", "www.example.com:82")]
    [InlineData("http://m:81", true, null, "site.example")]
    public void The_Host_sent_is_the_targets_unless_it_is_preserved(string target, bool preserve, string? host, string expected)
    {
        var rules = ForwardingRules.Of(Plans.Site() with { PreserveHost = preserve, ServerName = "site.example:80" });

        Assert.Equal(expected, rules.HostFor(Plans.Url(target), new RequestFacts { Host = host }));
    }

    [Fact]
    public void A_trusted_peer_keeps_its_list_and_is_appended()
    {
        var sent = Believing.Forwarded(Request, new("10.1.1.1", "first.example", "outer.example"));

        Assert.Equal(new("10.1.1.1, 127.0.0.1", "first.example, www.example.com", "outer.example, www.example.com"), sent);
    }

    [Fact]
    public void A_request_without_any_gets_ours_as_recorded()
    {
        var rules = ForwardingRules.Of(Plans.Site() with { ServerName = "www.example.com:80" });

        Assert.Equal(new("127.0.0.1", "front.example:8080", "www.example.com"), rules.Forwarded(Request.OnHost("front.example:8080"), default));
    }

    [Fact]
    public void With_ProxyAddHeaders_Off_a_trusted_peers_line_is_untouched_as_recorded()
    {
        var rules = ForwardingRules.Of(Plans.Site() with { AddHeaders = false, TrustedProxies = SitePlan.Loopback });

        Assert.Equal(new("10.1.1.1", null, null), rules.Forwarded(Request, new("10.1.1.1", null, null)));
        Assert.Equal(default, rules.Forwarded(Stranger, new("10.1.1.1", "h", "s")));
    }

    [Theory]
    [InlineData("127.9.9.9", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData(null, false)]
    public void R18_who_believes_this_machine_believes_no_other(string? peer, bool isTrusted) =>
        Assert.Equal(isTrusted, Believing.Trusts(new RequestFacts { ClientAddress = peer is null ? null : IPAddress.Parse(peer) }));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    public void R18_by_default_nobody_is_believed(string peer) =>
        Assert.False(Rules.Trusts(new RequestFacts { ClientAddress = IPAddress.Parse(peer) }));

    [Theory]
    [InlineData("192.0.2.7", "www.example.com", "https", "for=192.0.2.7;host=www.example.com;proto=https")]
    [InlineData("192.0.2.7", "www.example.com:8080", "http", "for=192.0.2.7;host=\"www.example.com:8080\";proto=http")]
    [InlineData("2001:db8::9", "[2001:db8::1]", "http", "for=\"[2001:db8::9]\";host=\"[2001:db8::1]\";proto=http")]
    [InlineData("::ffff:192.0.2.7", null, "http", "for=192.0.2.7;proto=http")]
    [InlineData(null, "a", "http", "for=unknown;host=a;proto=http")]
    public void Forwarded_is_one_element_of_RFC_7239(string? peer, string? host, string scheme, string element)
    {
        var facts = new RequestFacts { ClientAddress = peer is null ? null : IPAddress.Parse(peer), Host = host, Scheme = scheme };

        Assert.Equal(element, ForwardingRules.Of(Plans.Site() with { Forwarded = true }).Standard(facts, null));
        Assert.Equal($"for=10.0.0.1, {element}", ForwardingRules.Of(Plans.Site() with { Forwarded = true }).Standard(facts, "for=10.0.0.1"));
        Assert.Null(Rules.Standard(facts, null));
    }

    [Fact]
    public void X_Forwarded_Proto_is_the_clients_scheme_unless_a_believed_peer_knows_better()
    {
        var rules = ForwardingRules.Of(Plans.Site() with { ForwardedProto = true });

        Assert.Equal("http", rules.Proto(Request, null));
        Assert.Equal("https", rules.Proto(Request, "https"));
        Assert.Null(Rules.Proto(Request, null));
        Assert.True(rules.IsMadeAnew("x-forwarded-proto"));
        Assert.False(Rules.IsMadeAnew("x-forwarded-proto"));
    }

    [Fact]
    public void R18_whom_to_believe_is_configured()
    {
        var networks = new[] { "10.0.0.0/8", "192.0.2.7", "2001:db8::/32" }
            .Select(text => PeerTrust.TryParse(text, out var network) ? network : throw new FormatException(text));
        var rules = ForwardingRules.Of(Plans.Site() with { TrustedProxies = [.. networks] });

        Assert.True(rules.Trusts(Request.From(IPAddress.Parse("10.255.0.1"))));
        Assert.True(rules.Trusts(Request.From(IPAddress.Parse("192.0.2.7"))));
        Assert.True(rules.Trusts(Request.From(IPAddress.Parse("2001:db8::9"))));
        Assert.False(rules.Trusts(Request.From(IPAddress.Parse("192.0.2.8"))));
        Assert.False(rules.Trusts(Request));
        Assert.False(PeerTrust.TryParse("everyone", out _));
        Assert.False(PeerTrust.TryParse("10.0.0.0/33", out _));
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void The_peer_is_written_as_people_write_it(string peer, string expected) =>
        Assert.Equal(expected, Rules.Forwarded(Request.From(IPAddress.Parse(peer)), default).For);

    [Theory]
    [InlineData(Via.Off, "HTTP/1.1", null, null)]
    [InlineData(Via.Block, "HTTP/1.1", null, null)]
    [InlineData(Via.On, "HTTP/1.1", "1.0 first, 1.1 site.example:8080", "1.1 site.example:8080")]
    [InlineData(Via.On, "HTTP/2", "1.0 first, 2 site.example:8080", "2 site.example:8080")]
    [InlineData(Via.Full, "HTTP/1.1", "1.0 first, 1.1 site.example:8080 (Balancer)", "1.1 site.example:8080 (Balancer)")]
    public void Via_names_us_as_the_site_says(Via via, string protocol, string? request, string? response)
    {
        var rules = ForwardingRules.Of(Plans.Site() with { Via = via, ServerName = "site.example:8080" });

        Assert.Equal(request, rules.RequestVia(Request, "1.0 first", protocol));
        Assert.Equal(response, rules.ResponseVia(Request, protocol));
        Assert.Equal(via != Via.Off, rules.DropsFromRequest("via", default, isTrusted: true));
    }

    [Theory]
    [InlineData("www.example.com:81", false, "1.1 site.example:81")]
    [InlineData("www.example.com", false, "1.1 site.example:8080")]
    [InlineData("www.example.com:81", true, "1.1 site.example:8080")]
    public void Via_says_the_port_the_client_used_unless_the_name_is_canonical(string host, bool canonical, string expected)
    {
        var rules = ForwardingRules.Of(Plans.Site() with { Via = Via.On, ServerName = "site.example:8080", UseCanonicalName = canonical });

        Assert.Equal(expected, rules.ResponseVia(Request with { Host = host }, "HTTP/1.1"));
    }

    [Fact]
    public void Via_without_a_ServerName_says_the_Host_and_without_one_a_pseudonym()
    {
        var rules = ForwardingRules.Of(Plans.Site() with { Via = Via.On });

        Assert.Equal("1.1 www.example.com", rules.RequestVia(Request, null, "HTTP/1.1"));
        Assert.Equal("1.1 balancer", rules.ResponseVia(new RequestFacts(), "HTTP/1.1"));
    }

    [Theory]
    [InlineData("GET", null, null, "Forward", null)]
    [InlineData("GET", null, 10, "Forward", "10")]
    [InlineData("GET", null, 0, "Forward", "0")]
    [InlineData("GET", "5", 10, "Forward", "4")]
    [InlineData("POST", "1", null, "Forward", "0")]
    [InlineData("GET", "0", null, "Refuse", null)]
    [InlineData("TRACE", "0", null, "AnswerLocally", null)]
    [InlineData("OPTIONS", "0", null, "AnswerLocally", null)]
    [InlineData("OPTIONS", "1", null, "Forward", "0")]
    [InlineData("GET", "-1", null, "Refuse", null)]
    [InlineData("GET", "+1", null, "Refuse", null)]
    [InlineData("GET", "1x", null, "Refuse", null)]
    [InlineData("GET", "", null, "Refuse", null)]
    [InlineData("GET", "5, 5", null, "Refuse", null)]
    [InlineData("GET", "99999999999999999999", null, "Refuse", null)]
    public void Max_Forwards_counts_down_for_every_method(string method, string? received, int? configured, string step, string? value)
    {
        var rules = ForwardingRules.Of(Plans.Site() with { MaxForwards = configured });

        var answer = rules.MaxForwards(method, received);

        Assert.Equal((step, value), (answer.Step.ToString(), answer.Value));
        Assert.True(rules.DropsFromRequest("Max-Forwards", default, isTrusted: true));
    }

    [Fact]
    public void ProxyErrorOverride_replaces_the_statuses_it_names_and_keeps_the_challenge()
    {
        var rules = ForwardingRules.Of(Plans.Site() with { ErrorOverride = [401, 503] });

        Assert.True(rules.Overrides(401) && rules.Overrides(503));
        Assert.False(rules.Overrides(500) || rules.Overrides(200) || Rules.Overrides(503));
        Assert.True(ForwardingRules.KeepsWhenOverridden("www-authenticate", 401));
        Assert.False(ForwardingRules.KeepsWhenOverridden("WWW-Authenticate", 503) || ForwardingRules.KeepsWhenOverridden("Set-Cookie", 401));
    }
}
