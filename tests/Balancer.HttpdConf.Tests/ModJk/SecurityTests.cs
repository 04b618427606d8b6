namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>What was once a hole in mod_jk is none in what its configuration becomes.</summary>
public class SecurityTests
{
    private const string Map = "/app|/*=a\n!/app/private|/*=a\n!/app/*.secret=a\n";
    private const string WithOthers = Map + "/*=b\n/app/*.do=c\n";

    [Theory]
    [InlineData("/app//private/x")]
    [InlineData("//app/private/x")]
    [InlineData("/app/private//x")]
    [InlineData("/app///private")]
    public void Cve_2014_8111_doubled_slashes_do_not_lead_past_an_exclusion(string path) => AssertExcluded(path);

    [Theory]
    [InlineData("/app/;x/private/x")]
    [InlineData("/app;v=1/private/x")]
    [InlineData("/app/private;/x")]
    [InlineData("/app/private;jsessionid=1.n")]
    [InlineData("/app/x.secret;jsessionid=1.n")]
    [InlineData("/app/x.secret%3Bjsessionid=1.n")]
    [InlineData("/app/open/..;/private/x")]
    [InlineData("/app/..;/app/private/x")]
    [InlineData("/app/./private/x")]
    [InlineData("/app/open/../private/x")]
    [InlineData("/app/%70rivate/x")]
    public void Cve_2018_1323_parameters_and_dots_do_not_lead_past_an_exclusion(string path) => AssertExcluded(path);

    [Theory]
    [InlineData("/jkstatus")]
    [InlineData("/jkstatus;")]
    [InlineData("/jkstatus;x=1")]
    [InlineData("/jkstatus%3B")]
    [InlineData("/jkstatus/")]
    [InlineData("/jkstatus;/sub")]
    public void Cve_2018_11759_the_page_is_proxied_in_no_spelling_and_answers_the_plain_one_alone(string path)
    {
        var (result, _, locations) = Jk.Run(Jk.ThreeWorkers, "/jkstatus|/*=jkstatus\n/*=a\n");
        using var site = Jk.Site(result.OptionsOrThrow());
        Assert.Null(site.WorkerOf(path));
        var page = Assert.Single(locations);
        Assert.Equal(("/jkstatus", null, "balancer-manager"), (page.Path, page.Match, page.Handler));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/other")]
    [InlineData("/application")]
    public void Cve_2023_41081_what_is_not_mounted_goes_to_nobody(string path) => Assert.Null(Jk.Site("/app|/*=a\n").WorkerOf(path));

    [Theory]
    [InlineData("/app/%252e%252e/private/x")]
    [InlineData("/app/open/%252e%252e/private/x")]
    [InlineData("/app/open/..%5cprivate/x")]
    [InlineData("/app/open/%2e%2e/private/x")]
    [InlineData("/app/open%2f..%2fprivate/x")]
    public void Cve_2007_1860_nothing_that_a_backend_decodes_again_leads_past_an_exclusion(string path) => AssertExcluded(path);

    [Fact]
    public void Cve_2007_0774_a_very_long_path_is_a_path_like_any_other()
    {
        using var site = Jk.Site(Map);
        Assert.Equal("a", site.WorkerOf("/app/" + new string('x', 5_000)));
        Assert.Null(site.WorkerOf("/app/private/" + new string('x', 5_000)));
    }

    [Fact]
    public void An_exclusion_from_the_page_is_forbidden_there()
    {
        var (_, _, locations) = Jk.Run(Jk.ThreeWorkers, "/jkstatus|/*=jkstatus\n!/*/edit=jkstatus\n");
        Assert.Equal("^/jkstatus/edit$", locations[^2].Match);
        Assert.Equal(["all denied"], locations[^1].Require);
        Assert.Contains(locations, l => l.Match == "^/jkstatus/[^;]*/edit$");
    }

    [Fact]
    public void A_page_for_some_users_is_for_nobody_and_a_page_to_read_takes_no_edits()
    {
        var (_, _, locations) = Jk.Run(
            "worker.list=u,r\nworker.u.type=status\nworker.u.user=admin\nworker.r.type=status\nworker.r.read_only=true\n", "/u=u\n/r=r\n");
        Assert.Equal(["method GET HEAD"], locations.Single(l => l.Match == "^/r$").Require);
        Assert.Equal(["all denied"], locations.Single(l => l.Match == "^/u$").Require);
    }

    [Fact]
    public void An_exclusion_for_a_worker_that_does_not_exist_is_a_problem() =>
        Assert.Contains("nothing is excluded", Assert.Single(ModJkImporter.Import(Jk.ThreeWorkers, "/app/*=a\n!/app/private/*=aa\n").Problems).Cause, StringComparison.Ordinal);

    [Fact]
    public void An_exclusion_that_a_later_line_replaces_is_told_of()
    {
        var (_, report, _) = Jk.Run(Jk.ThreeWorkers, "/app/*=a\n!/app/private/*=a\n!/app/private/*=b\n");
        Assert.Equal("m:2", report.Lints[^1].Place);
    }

    private static void AssertExcluded(string path)
    {
        Assert.Null(Jk.Site(Map).WorkerOf(path));
        Assert.Null(Jk.Site(WithOthers).WorkerOf(path));
    }
}
