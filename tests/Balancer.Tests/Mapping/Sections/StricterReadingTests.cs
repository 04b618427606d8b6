using FsCheck;
using FsCheck.Fluent;

namespace Balancing.Tests.Mapping;

/// <summary>R26: whatever the spelling, what some member could read as a denied path is denied.</summary>
public class StricterReadingTests
{
    [Theory]
    [InlineData("/admin")]
    [InlineData("/%61dmin")]
    [InlineData("//admin")]
    [InlineData("/./admin")]
    [InlineData("/x/../admin")]
    [InlineData("/%2e/admin")]
    [InlineData("/admin;v=1")]
    [InlineData("/admin%3Bv=1/x")]
    [InlineData("/;v=1/admin")]
    [InlineData("/admin%2Fx")]
    [InlineData("/%2Fadmin")]
    [InlineData("/%5Cadmin%5Cx")]
    [InlineData("/admin/x?y=/open")]
    public void R26_every_spelling_of_a_denied_path_is_denied(string target)
    {
        using var site = Site(EncodedSlashes.NoDecode);

        Assert.Equal(Refusal.AccessDenied, site.Map(RequestFacts.Get(target)).Refusal);
    }

    [Theory]
    [InlineData("/open")]
    [InlineData("/open;v=1/x")]
    [InlineData("/administrator")]
    [InlineData("/Admin")]
    [InlineData("/x/admin")]
    public void What_no_member_reads_so_is_not(string target)
    {
        using var site = Site(EncodedSlashes.NoDecode);

        Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get(target)).Outcome);
    }

    [Fact]
    public void R26_a_grant_counts_only_when_both_readings_grant()
    {
        using var site = ReverseProxy.Create("www").AllowEncodedSlashes(EncodedSlashes.NoDecode).ProxyPass("/", "http://m/")
            .Location("/", l => l.Require("all denied")).Location("/open", l => l.Require("all granted")).Build();

        Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get("/open/x")).Outcome);
        Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get("/open/x;v=1")).Outcome);
        Assert.Equal(MapOutcome.Refused, site.Map(RequestFacts.Get("/open%2Fx")).Outcome);
        Assert.Equal(MapOutcome.Refused, site.Map(RequestFacts.Get("/open;v=1")).Outcome);
    }

    [Fact]
    public void R24_slashes_are_merged_wherever_somebody_may_be_denied()
    {
        using var site = ReverseProxy.Create("www").MergeSlashes(false).ProxyPass("/", "http://m/").LocationMatch("^/a/b", l => l.Require("all denied")).Build();

        Assert.Equal(Refusal.AccessDenied, site.Map(RequestFacts.Get("/a//b")).Refusal);
    }

    [Theory]
    [InlineData(PathMapping.Encoded)]
    [InlineData(PathMapping.Servlet)]
    public void R26_rules_that_match_the_encoded_path_are_guarded_too(PathMapping mapping)
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/", "http://m/", p => p.Mapping(mapping))
            .Location("/app/admin", l => l.Require("all denied")).Build();

        foreach (var target in (string[])["/app/admin", "/app;v=1/admin", "/app/%61dmin", "/app%2Fadmin", "/app/admin;v=1/x"])
        {
            Assert.Equal(Refusal.AccessDenied, site.Map(RequestFacts.Get(target)).Refusal);
        }

        Assert.Equal(MapOutcome.Mapped, site.Map(RequestFacts.Get("/app;v=1/x")).Outcome);
    }

    [Fact]
    public void The_parameters_of_a_servlets_path_are_no_part_of_what_sections_see()
    {
        using var site = ReverseProxy.Create("www").ProxyPass("/app", "http://m/", p => p.Mapping(PathMapping.Servlet)).ProxyPass("/", "http://m/")
            .Location("/app/x", l => l.SetEnv("HERE").SetEnvIf("Request_Method", "GET", "READ")).Location("/other/x", l => l.SetEnv("HERE")).Build();

        foreach (var target in (string[])["/app/x", "/app;v=1/x"])
        {
            Assert.Equal(["HERE", "READ"], site.Map(RequestFacts.Get(target)).Environment!.Keys.Order());
        }

        Assert.Null(site.Map(RequestFacts.Get("/other;v=1/x")).Environment);
    }

    [Theory]
    [InlineData(EncodedSlashes.Off)]
    [InlineData(EncodedSlashes.On)]
    [InlineData(EncodedSlashes.NoDecode)]
    public void What_is_sent_is_never_a_path_that_a_section_denies(EncodedSlashes slashes)
    {
        string[] bits = ["/", "/", "//", ".", "..", "a", "admin", "%61dmin", "adm%69n", "%2e", "%252e", "%2F", "%5c", "%25", ";", "%3b", "x=1", "%c3%a9", "%20", "%2561"];
        var paths = Gen.Elements(bits).ListOf().Select(parts => "/" + string.Concat(parts));
        using var site = Site(slashes);

        Prop.ForAll(paths.ToArbitrary(), path =>
        {
            var sent = Sites.Sent(site.Map(RequestFacts.Get(path)));
            return !Readings(sent).Any(reading => reading == "/admin" || reading.StartsWith("/admin/", StringComparison.Ordinal));
        }).Check(PropertyCases.Config);
    }

    // As members may read a path: decoded once, parameters cut or not, backslashes and doubled slashes taken for one.
    private static IEnumerable<string> Readings(string sent)
    {
        if (sent[0] != '/')
        {
            yield break;
        }

        var decoded = Uri.UnescapeDataString(sent).Replace('\\', '/');
        foreach (var path in new[] { decoded, string.Join('/', decoded.Split('/').Select(name => name.Split(';')[0])) })
        {
            yield return "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static ReverseProxy Site(EncodedSlashes slashes) => ReverseProxy.Create("www").AllowEncodedSlashes(slashes)
        .ProxyPass("/", "http://m/").Location("/admin", l => l.Require("all denied")).Build();
}
