namespace Balancing.Tests.Mapping;

/// <summary>RewriteRule [R]. Locations were compared with the real httpd's.</summary>
public class RedirectTests
{
    [Theory]
    [InlineData("/b", "/a?x=1", "www.example.com", "302 http://www.example.com/b?x=1")]
    [InlineData("/b", "/a?", "www.example.com", "302 http://www.example.com/b?")]
    [InlineData("/b", "/a", "WWW.EXAMPLE.com:8080", "302 http://www.example.com:8080/b")]
    [InlineData("/b", "/a", "other.org", "302 http://other.org/b")]
    [InlineData("/b?", "/a?x=1", "www.example.com", "302 http://www.example.com/b")]
    [InlineData("foo", "/a", "www.example.com", "302 http://www.example.com/foo")]
    [InlineData("http://other.org", "/a", "www.example.com", "302 http://other.org/")]
    [InlineData("http://other.org/x?y", "/a?z", "www.example.com", "302 http://other.org/x?y")]
    [InlineData("https://%{HTTP_HOST}%{REQUEST_URI}", "/a/b%20c?d=e", "www.example.com:81", "302 https://www.example.com:81/a/b%20c?d=e")]
    [InlineData("https://%{SERVER_NAME}:8443%{REQUEST_URI}", "/a", "www.example.com:81", "302 https://www.example.com:8443/a")]
    [InlineData("https://%{SERVER_NAME}:%{SERVER_PORT}/x", "/a", "www.example.com:81", "302 https://www.example.com:81/x")]
    [InlineData("%{REQUEST_SCHEME}://%{HTTP_HOST}/%{REQUEST_METHOD}", "/a", "h", "302 http://h/GET")]
    [InlineData("https://%{HTTP:Host}/", "/a", "h", "302 https://h/")]
    [InlineData("http://o.org%{REQUEST_URI}?%{QUERY_STRING}&k", "/a?x=%26&y", "h", "302 http://o.org/a?x=%26&y&k")]
    [InlineData("/x#y", "/a", "h", "302 http://h/x%23y")]
    public void A_client_is_sent_to_an_absolute_url(string to, string target, string host, string answer) =>
        Assert.Equal(answer, RewriteLines.Answer($"RewriteRule ^/a {to} [R,L]", RequestFacts.Get(target).OnHost(host)));

    [Theory]
    [InlineData("/b/$1#f", "/a/x", "302 http://h/b/x#f")]
    [InlineData("/b/$1#f", "/a/x?q", "302 http://h/b/x?q#f")]
    [InlineData("/b/$1", "/a/x%20y", "403 UnsafeNoEscape")]
    [InlineData("/b/\\%20?v=\\%26", "/a/x", "302 http://h/b/%20?v=%26")]
    public void NE_takes_the_text_as_encoded(string to, string target, string answer) =>
        Assert.Equal(answer, RewriteLines.Answer($"RewriteRule ^/a/(.*)$ {to} [R,L,NE]", RequestFacts.Get(target).OnHost("h")));

    [Theory]
    [InlineData("R", 302)]
    [InlineData("R=permanent", 301)]
    [InlineData("R=temp", 302)]
    [InlineData("R=seeother", 303)]
    [InlineData("redirect=307", 307)]
    [InlineData("R=308", 308)]
    [InlineData("R=300", 300)]
    public void The_status_is_a_code_or_a_word(string flag, int status)
    {
        var hit = RewriteLines.Plan($"RewriteRule ^/a /b [{flag}]").Map(RequestFacts.Get("/a").OnHost("h"));

        Assert.Equal((MapOutcome.Refused, status, "http://h/b"), (hit.Outcome, hit.Refusal!.SuggestedStatus, hit.Refusal.Location));
    }

    [Fact]
    public void The_well_known_recipes_work()
    {
        const string NoWww = """
            RewriteCond %{HTTPS} off [OR]
            RewriteCond %{HTTP_HOST} ^www\. [NC]
            RewriteCond %{HTTP_HOST} ^(?:www\.)?(.+)$ [NC]
            RewriteRule ^ https://%1%{REQUEST_URI} [L,NE,R=301]
            """;
        Assert.Equal("301 https://example.org/a?b", RewriteLines.Answer(NoWww, RequestFacts.Get("/a?b").OnHost("WWW.example.org")));
        Assert.Equal("/a?b", RewriteLines.Answer(NoWww, RequestFacts.Get("/a?b").OnHost("x.org") with { Scheme = "https" }));

        const string Tls = """
            RewriteCond %{HTTP:X-Forwarded-Proto} !=https
            RewriteRule ^/(.*)$ https://%{HTTP_HOST}/$1 [R=301,L]
            """;
        Assert.Equal("301 https://h/x/y?z", RewriteLines.Answer(Tls, RequestFacts.Get("/x/y?z").OnHost("h")));
        Assert.Equal("/x", RewriteLines.Answer(Tls, RequestFacts.Get("/x").OnHost("h").Header("X-Forwarded-Proto", "https")));

        const string Subdomain = """
            RewriteCond %{HTTP_HOST} ^([^.]+)\.example\.com$
            RewriteRule ^/(.*)$ http://%1.example.org/$1 [R,L]
            """;
        Assert.Equal("302 http://shop.example.org/a", RewriteLines.Answer(Subdomain, RequestFacts.Get("/a").OnHost("shop.example.com")));
    }

    [Theory]
    [InlineData("http://www.example.com/b/$1", "www.example.com", null, "/b/x?q")]
    [InlineData("http://www.example.com:80/b/$1", "www.example.com", null, "/b/x?q")]
    [InlineData("http://www.example.com/b/$1", "www.example.com:8080", null, "302 http://www.example.com/b/x?q")]
    [InlineData("http://www.example.com:8080/b/$1", "www.example.com:8080", null, "/b/x?q")]
    [InlineData("http://www.example.com/b/$1", "www.example.com", "https", "302 http://www.example.com/b/x?q")]
    [InlineData("https://www.example.com/b/$1", "www.example.com", "https", "/b/x?q")]
    [InlineData("http://other.org/b/$1", "www.example.com", null, "302 http://other.org/b/x?q")]
    public void A_url_without_R_is_a_redirect_unless_it_is_our_own(string to, string host, string? scheme, string answer) =>
        Assert.Equal(answer, RewriteLines.Answer($"RewriteRule ^/a/(.*)$ {to}", RequestFacts.Get("/a/x?q").OnHost(host) with { Scheme = scheme }));

    [Fact]
    public void An_alias_is_our_own_name_too()
    {
        var site = RewriteLines.Builder("RewriteRule ^/a http://x.example.org/b").ServerAlias("*.example.org");

        Assert.Equal("/b", RewriteLines.Say(Planning.Plans.Site(site.Options).Map(RequestFacts.Get("/a").OnHost("h"))));
    }

    [Fact]
    public void D30_a_redirect_ends_the_rules() =>
        Assert.Equal("302 http://h/b", RewriteLines.Answer("RewriteRule ^/a$ /b [R]\nRewriteRule (.*) /end$1", RequestFacts.Get("/a").OnHost("h")));

    [Theory]
    [InlineData("h\u00e4", "400 BadRedirect")]
    [InlineData("user@evil", "400 BadRedirect")]
    [InlineData("a b", "400 BadRedirect")]
    [InlineData("a/b", "400 BadRedirect")]
    [InlineData("a\\b", "400 BadRedirect")]
    [InlineData("a?b", "400 BadRedirect")]
    [InlineData("a,b", "400 BadRedirect")]
    [InlineData("a:0", "400 BadRedirect")]
    [InlineData("", "400 BadRedirect")]
    [InlineData("[::1]:81", "302 https://[::1]:81/x")]
    public void R19_a_host_that_is_none_is_redirected_to_nowhere(string host, string answer) =>
        Assert.Equal(answer, RewriteLines.Say(RewriteLines.Plan("RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R,L]").Map(RequestFacts.Get("/x").OnHost(host))));

    [Theory]
    [InlineData("^/x(.*)$", "https://%{HTTP_HOST}$1", "/x@evil.org/y", "302 https://h/@evil.org/y")]
    [InlineData("^/x(.*)$", "https://%{HTTP_HOST}$1", "/x.evil.org/y", "302 https://h/.evil.org/y")]
    [InlineData("^/x(.*)$", "https://%{HTTP_HOST}$1", "/x:80/y", "302 https://h/:80/y")]
    [InlineData("^/x(.*)$", "https://good.org:8443$1", "/x1/y", "302 https://good.org:8443/1/y")]
    [InlineData("^/x/(.*)$", "$1", "/x/http://evil.org/", "302 http://h/http:/evil.org/")]
    [InlineData("^/x/(.*)$", "/$1", "/x//evil.org/", "302 http://h/evil.org/")]
    [InlineData("^/x(.*)$", "/$1", "/x//evil.org/", "302 http://h//evil.org/")]
    [InlineData("^/([a-z.]*)/?$", "http://$1.example.org/", "/evil.org", "302 http://evil.org.example.org/")]
    [InlineData("^/(.*)$", "http://$1.example.org/", "/evil.org%23", "400 BadRedirect")]
    [InlineData("^/(.*)$", "http://$1.example.org/", "/evil.org/", "400 BadRedirect")]
    [InlineData("^/(.*)$", "http://$1.example.org/", "/evil.org:80", "400 BadRedirect")]
    public void Cve_2019_10098_and_2020_1927_no_capture_takes_over_the_authority(string pattern, string to, string target, string answer) =>
        Assert.Equal(answer, RewriteLines.Answer($"RewriteRule {pattern} {to} [R,L]", RequestFacts.Get(target).OnHost("h")));

    [Fact]
    public void Without_any_name_of_ours_a_path_is_all_that_is_said()
    {
        var site = ReverseProxy.Create("www").RewriteRule("^/x(.*)$", "$1", r => r.Redirect());

        Assert.Equal("302 /evil.org/", RewriteLines.Say(Planning.Plans.Site(site.Options).Map("/x//evil.org/")));
    }

    [Theory]
    [InlineData("/a?x=a%0d%0aSet-Cookie:%20b=c", null, "302 http://h/b?x=a%0d%0aSet-Cookie:%20b=c")] // a query is passed on as it came
    [InlineData("/a", "a\r\nSet-Cookie: b=c", "302 http://h/b?x=a%0D%0ASet-Cookie%3A%20b%3Dc")]
    [InlineData("/a%0d%0ab", null, "400 EncodedControl")]
    public void R15_nothing_of_a_request_splits_the_location(string target, string? header, string answer)
    {
        var lines = header is null ? "RewriteRule ^/a /b [R,L]" : "RewriteRule ^/a /b?x=%{HTTP:X-A} [R,L]";
        var facts = RequestFacts.Get(target).OnHost("h");

        Assert.Equal(answer, RewriteLines.Answer(lines, header is null ? facts : facts.Header("X-A", header)));
    }

    [Fact]
    public void R29_a_location_is_bounded() =>
        Assert.Equal("414 SubstitutionTooLong", RewriteLines.Answer("RewriteRule ^/(.*)$ /$1?$1 [R,L]", RequestFacts.Get("/" + new string('a', 6_000)).OnHost("h")));
}
