using Balancing.Mapping;

namespace Balancing.Tests.Mapping;

/// <summary>ProxyPassMatch: patterns, captures, and targets that no request can leave (R27..R31).</summary>
public class PatternRulesTests
{
    [Theory]
    [InlineData(@"\.png$", "http://m", "/zz/foo.png", "/zz/foo.png")]
    [InlineData(@"^/(\w+)/(\d+)$", @"http://m/$2/$1\$1", "/item/7", "/7/item$1")]
    [InlineData("^/(.*)$", "http://m/x?p=$1", "/a&b=c%3F?d", "/x?p=a%26b%3Dc%3F&d")]
    [InlineData("^/(a)?(.*)$", "http://m/$1-$2", "/b", "/-b")]
    [InlineData("^/a(.*)$", "http://m/u&$1", "/ab", "/u&b")]
    [InlineData("^/a/(.*)$", "http://m/$1", "/a/x%3By;z", "/x%3By;z")]
    [InlineData("^/(?<year>[[:digit:]]+)/(.*)$", "http://m/$2/$1", "/2024/x", "/x/2024")]
    [InlineData(@"^/(?=a)(.*)$", "http://m/$1", "/abc", "/abc")]
    [InlineData("^/(.*)$", "http://m/$1", "/caf%c3%a9", "/caf%C3%A9")]
    public void Captures_land_encoded_for_where_they_stand(string pattern, string to, string path, string sent) =>
        Assert.Equal(sent, Sites.Site(Sites.Match(pattern, to)).Sent(path));

    [Theory]
    [InlineData("/cat@other:81/x", "http://host:80/@other:81/x")]
    [InlineData("/cat:81", "http://host:80/:81")]
    [InlineData("/cat", "http://host:80/")]
    [InlineData("/cat.evil.example/x", "http://host:80/.evil.example/x")]
    public void Cve_2011_3368_a_capture_behind_the_authority_never_changes_it(string path, string target)
    {
        var hit = Sites.Site(Sites.Match("^/cat(.*)$", "http://host:80$1")).Map(path);

        Assert.Equal(target.Replace(":80/", "/", StringComparison.Ordinal), ProxyMap.TargetOf(hit.Worker!.Url, hit));
    }

    [Theory]
    [InlineData("/user/admin%3f/profile", "/u/admin%3F/profile/view")]
    [InlineData("/user/a%23b", "/u/a%23b/view")]
    [InlineData("/user/a%2525", "/u/a%2525/view")]
    public void Cve_2024_38474_a_captured_question_mark_does_not_cut_the_template(string path, string sent) =>
        Assert.Equal(sent, Sites.Site(Sites.Match("^/user/(.*)$", "http://m/u/$1/view")).Sent(path));

    [Fact]
    public void Cve_2023_25690_a_captured_line_break_never_reaches_the_target() =>
        Assert.Equal("400 EncodedControl", Sites.Site(Sites.Match("^/here/(.*)$", "http://m/x?p=$1")).Sent("/here/%20HTTP/1.1%0d%0aHost:x"));

    [Theory]
    [InlineData("^/a(.)(.*)$", "http://m/root/$1$1/x", "/a./y")]
    [InlineData("^/a/(.)(.*)$", "http://m/root/$2%2$1/x", "/a/e./x")]
    [InlineData("^/a/(.*)$", "http://m/base/.$1", "/a/")]
    public void Captures_that_make_a_dot_segment_together_are_refused(string pattern, string to, string path) =>
        Assert.Equal("400 UnsafeTarget", Sites.Site(Sites.Match(pattern, to)).Sent(path));

    [Fact]
    public void Cve_2011_3607_a_substitution_is_bounded() =>
        Assert.Equal("414 SubstitutionTooLong", Sites.Site(Sites.Match("^/(.*)$", "http://m/$1$1$1")).Sent("/" + new string('a', 3_000)));

    [Fact]
    public void A_pattern_that_takes_too_long_is_an_error_and_never_a_miss()
    {
        var site = Sites.Site(Sites.Match(@"^/(?=x)((a|aa|x)+)+\1b$", "!"), Sites.Pass("/", "http://m/"));

        Assert.Equal("500 PatternTimeout", site.Sent("/x" + new string('a', 200)));
    }

    [Theory]
    [InlineData("http://host", "http://host", "")]
    [InlineData("http://host/a/$1", "http://host", "/a/$1")]
    [InlineData("http://host:8080$1", "http://host:8080", "$1")]
    [InlineData("http://host$1?x=$2", "http://host", "$1?x=$2")]
    [InlineData("http://host?x=1", "http://host", "?x=1")]
    [InlineData("http://[::1]:80/x", "http://[::1]:80", "/x")]
    [InlineData("unix:/run/app.sock|http://app/x", "unix:/run/app.sock|http://app", "/x")]
    public void A_target_is_split_behind_its_authority(string to, string authority, string rest)
    {
        Assert.True(TemplateRules.TrySplit(to, out var balancer, out var url, out var template, out _));
        Assert.Equal((null, authority, rest), (balancer, url, template));
    }

    [Theory]
    [InlineData("http://$1/")]
    [InlineData("http://$1")]
    [InlineData("http://ho$1st/")]
    [InlineData("http://host$1.example/")]
    [InlineData("http://host$1/x")]
    [InlineData("http://host:$1")]
    [InlineData("http://host${VAR}/")]
    [InlineData("http://${VAR}/")]
    [InlineData("http://%{HTTP_HOST}/")]
    [InlineData("http://user@host/")]
    [InlineData("$1://host/")]
    [InlineData("unix:$1|http://host/")]
    [InlineData("balancer://$1")]
    [InlineData("balancer://b$1x/")]
    [InlineData("http://host\\$1/")]
    [InlineData("http://host/a/../b")]
    [InlineData("http://host/a#b")]
    [InlineData("http://host:99999/")]
    [InlineData("/path")]
    [InlineData("")]
    public void Cve_2024_39573_nothing_of_a_request_selects_a_scheme_host_or_port(string to)
    {
        Assert.False(TemplateRules.TrySplit(to, out _, out _, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("^/app/(.*)$", "/app/")]
    [InlineData(@"^/a\.b/c?d", "/a.b/")]
    [InlineData("^/a|^/b", "")]
    [InlineData("^/a(b|c)", "/a")]
    [InlineData("^/ab*", "/a")]
    [InlineData("/app", "")]
    public void A_pattern_is_only_asked_behind_its_literal_start(string pattern, string literal) => Assert.Equal(literal, PatternText.LiteralStart(pattern));

    [Theory]
    [InlineData("a$", @"a\z")]
    [InlineData(@"\$[$]", @"\$[$]")]
    [InlineData(@"\d[\d[]", @"[0-9][0-9\[]")]
    [InlineData("(?P<n>a)(?:b)", "(a)(?:b)")]
    public void A_pattern_says_in_dotnet_what_it_says_in_httpd(string pattern, string expected) => Assert.Equal(expected, PatternText.ToDotNet(pattern));

    [Fact]
    public void A_pattern_that_cannot_be_read_is_a_problem()
    {
        Assert.False(PathPattern.TryCreate("^/(a", ignoreCase: false, out _, out var problem));
        Assert.NotEmpty(problem);
    }
}
