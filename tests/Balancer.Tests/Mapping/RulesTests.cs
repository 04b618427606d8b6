using Balancing.Explaining;
using Balancing.Mapping;

namespace Balancing.Tests.Mapping;

/// <summary>Which rule answers, and what it sends.</summary>
public class RulesTests
{
    [Theory]
    [InlineData("/a", "/a", "/t")]
    [InlineData("/a", "/a/", "/t/")]
    [InlineData("/a", "/a/x", "/t/x")]
    [InlineData("/a", "/ab", "404 NotMapped")]
    [InlineData("/a/", "/a", "404 NotMapped")]
    [InlineData("/a/", "/a/x", "/t/x")]
    [InlineData("/a//b", "/a/b/x", "/t/x")]
    [InlineData("/", "/x", "/t/x")]
    [InlineData("/a b", "/a%20b/c", "/t/c")]
    public void An_alias_matches_whole_segments(string alias, string path, string sent) =>
        Assert.Equal(sent, Sites.Site(Sites.Pass(alias, "http://m/t")).Sent(path));

    [Theory]
    [InlineData("http://m", "balancer://b", "/app", "/")]
    [InlineData("http://m/ctx", "balancer://b", "/app", "/ctx")]
    [InlineData("http://m/ctx/", "balancer://b/", "/app/x", "/ctx/x")]
    [InlineData("http://m/ctx", "balancer://b/e/", "/app/x", "/ctx/e/x")]
    [InlineData("http://m/c%20d", "balancer://b", "/app/x", "/c%20d/x")]
    public void Member_target_and_rest_are_joined_with_exactly_one_slash_D1(string member, string to, string path, string sent) =>
        Assert.Equal(sent, Sites.Site(Sites.Pass("/app", to)).Sent(path, member));

    [Theory]
    [InlineData("/find?v=2", "/app?q=1", "/find?v=2&q=1")]
    [InlineData("/find?v=2", "/app", "/find?v=2")]
    [InlineData("/find?v=2", "/app/x?", "/find/x?v=2")]
    public void A_literal_question_mark_starts_the_query_D14(string template, string path, string sent) =>
        Assert.Equal(sent, Sites.Site(Sites.Pass("/app", "http://m" + template)).Sent(path));

    [Fact]
    public void The_absolute_target_names_the_member_that_was_elected()
    {
        var hit = Sites.Site(Sites.Pass("/app", "balancer://B/e")).Map("/app/x?q");

        Assert.Equal("b", hit.BalancerName);
        Assert.Equal("https://m:8443/ctx/e/x?q", ProxyMap.TargetOf(Sites.Url("https://M:8443/ctx"), hit));
    }

    [Fact]
    public void The_first_match_in_configuration_order_answers_not_the_longest()
    {
        var site = Sites.Site(Sites.Pass("/a", "http://m/1"), Sites.Pass("/a/b", "http://m/2"), Sites.Pass("/", "http://m/3"));

        Assert.Equal(0, site.Map("/a/b/c").Rule!.Index);
        Assert.Equal(2, site.Map("/b").Rule!.Index);
    }

    [Theory]
    [InlineData("/app/secret", "404 Excluded")]
    [InlineData("/app/secret/x", "404 Excluded")]
    [InlineData("//app///secret/", "404 Excluded")]
    [InlineData("/app/%73ecret", "404 Excluded")]
    [InlineData("/app/x/../secret", "404 Excluded")]
    [InlineData("/app/secret;v=1/x", "404 Excluded")]
    [InlineData("/app;v=1/secret", "404 Excluded")]
    [InlineData("/app/secret%3bv", "404 Excluded")]
    [InlineData("/app/secretive", "/app/secretive")]
    public void Cve_2014_8111_and_2018_1323_no_spelling_dodges_an_exclusion(string path, string sent) =>
        Assert.Equal(sent, Sites.Site(Sites.Pass("/app/secret", "!"), Sites.Pass("/", "http://m/")).Sent(path));

    [Theory]
    [InlineData("/app%2Fsecret", EncodedSlashes.NoDecode)]
    [InlineData("/app%5Csecret/x", EncodedSlashes.NoDecode)]
    [InlineData("/app%2Fsecret", EncodedSlashes.On)]
    [InlineData("/app%5Csecret", EncodedSlashes.On)]
    public void An_exclusion_reads_a_kept_slash_as_the_loosest_backend_would_D18(string path, EncodedSlashes slashes) =>
        Assert.Equal("404 Excluded", (Sites.Site(Sites.Pass("/app/secret", "!"), Sites.Pass("/", "http://m/")) with { EncodedSlashes = slashes }).Sent(path));

    [Fact]
    public void Cve_2019_0220_slashes_are_merged_where_an_exclusion_could_be_dodged()
    {
        var open = Sites.Site(Sites.Pass("/", "http://m/")) with { MergeSlashes = false };
        var guarded = Sites.Site(Sites.Match("^/x/admin", "!"), Sites.Pass("/", "http://m/")) with { MergeSlashes = false };

        Assert.Equal("/x//admin", open.Sent("/x//admin"));
        Assert.Equal("404 Excluded", guarded.Sent("/x//admin"));
    }

    [Theory]
    [InlineData("/a/no/x", "404 Excluded")]
    [InlineData("/a/n%6f/x%2Fy", "404 Excluded")]
    [InlineData("/a/late", "/t/late")]
    [InlineData("/a/x%2Fy%20%3f%41", "/t/x%2Fy%20%3fA")]
    [InlineData("/other", "/other")]
    public void An_exclusion_before_an_encoded_rule_wins_over_it_D18(string path, string sent)
    {
        var encoded = Sites.Pass("/a", "http://m/t") with { Mapping = PathMapping.Encoded };

        Assert.Equal(sent, Sites.Site(Sites.Pass("/", "http://m/"), Sites.Pass("/a/no", "!"), encoded, Sites.Pass("/a/late", "!")).Sent(path));
    }

    [Theory]
    [InlineData("/n/a%7eb|c", "/t/a%7eb|c")]
    [InlineData("/%6e/a%7eb", "/t/a~b")]
    [InlineData("/n//a%7eb", "/t/a~b")]
    [InlineData("/n/x/../a%7eb", "/t/a~b")]
    public void Nocanon_forwards_the_raw_spelling_unless_it_is_another_path(string path, string sent) =>
        Assert.Equal(sent, Sites.Site(Sites.Pass("/n", "http://m/t") with { NoCanon = true }).Sent(path));

    [Fact]
    public void Interpolated_values_are_text_and_never_syntax()
    {
        var rule = Sites.Pass("/${NAME}", "http://m/${NAME}/${NONE}x") with { Interpolate = true };
        var site = Sites.Site(rule) with { InterpolateEnv = true };

        Assert.Equal("/a%3Fb$1/x/y", Sites.Sent(site.Map(RequestFacts.Get("/a%3Fb$1/y").Env("NAME", "a?b$1"))));
        Assert.Equal("400 UnsafeTarget", Sites.Sent((Sites.Site(rule with { Path = "/" }) with { InterpolateEnv = true }).Map(RequestFacts.Get("/").Env("NAME", ".."))));
        Assert.Equal("404 NotMapped", Sites.Sent((site with { InterpolateEnv = false }).Map(RequestFacts.Get("/a").Env("NAME", "a"))));
    }

    [Fact]
    public void A_traced_run_names_what_was_passed_over_and_answers_the_same()
    {
        var site = Sites.Site(Sites.Pass("/b", "http://m/"), Sites.Match("^/c", "http://m/"), Sites.Pass("/a", "http://m/t"), Sites.Pass("/", "http://m/"));
        var trace = new Recording();

        var traced = ProxyMap.Of(site).Map(RequestFacts.Get("/a/x"), ref trace);

        Assert.Equal(site.Map("/a/x").Rule, traced.Rule);
        Assert.Equal(["MapPassedOver 0", "MapPassedOver 1", "MapMatched 2"], trace.Entries.Select(step => $"{step.Code} {step.Index}"));
    }
}
