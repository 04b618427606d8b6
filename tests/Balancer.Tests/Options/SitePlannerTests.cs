using System.Net;

namespace Balancing.Tests.Planning;

public class SitePlannerTests
{
    [Theory]
    [InlineData("balancer://Foo/app", "foo", null, "/app")]
    [InlineData("balancer://foo", "foo", null, "")]
    [InlineData("http://H:80/x?y=1", null, "http://h", "/x?y=1")]
    [InlineData("http://h$1", null, "http://h", "$1")]
    [InlineData("http://h:8080$1", null, "http://h:8080", "$1")]
    [InlineData("http://h/a/$1/$2", null, "http://h", "/a/$1/$2")]
    [InlineData("unix:/run/s|http://h/x", null, "unix:/run/s|http://h", "/x")]
    [InlineData("http://[::1]:81/", null, "http://[::1]:81", "/")]
    public void A_target_is_split_into_who_and_what(string text, string? balancer, string? url, string template)
    {
        Assert.True(TargetText.TryParse(text, out var target, out var cause), cause);

        Assert.Equal((balancer, url, template), (target!.Balancer, target.Url?.Identity, target.Template));
    }

    [Theory]
    [InlineData("http://$1/")]
    [InlineData("balancer://$1")]
    [InlineData("http://h$1.x/")]
    [InlineData("http://h:$1/")]
    [InlineData("http://10.0.0.$1")]
    [InlineData("http://${HOST}/")]
    [InlineData("$1://h/")]
    [InlineData("http://%{HTTP_HOST}/")]
    [InlineData("http://user@h/")]
    [InlineData("http://h/a b")]
    [InlineData("http://h/#x")]
    [InlineData("balancer:///x")]
    [InlineData("/x")]
    [InlineData("")]
    public void R27_nothing_but_configuration_chooses_the_host(string text) => Assert.False(TargetText.TryParse(text, out _, out _));

    [Fact]
    public void A_plain_target_has_a_worker_that_ignores_errors()
    {
        var site = new SiteOptions();
        site.ProxyPass.Add(new() { Path = "/x", To = "http://h/y", Worker = new() { Retry = TimeSpan.FromSeconds(5) }, ProxySet = ["retry=7 nocanon keepalive=On"] });

        var rule = Assert.Single(Plans.Site(site).Rules);

        Assert.True(rule.NoCanon);
        Assert.Equal(("/y", "http://h"), (rule.Template, rule.Worker!.Url.Identity));
        Assert.Equal((true, MemberStatus.IgnoreErrors, TimeSpan.FromSeconds(7), true), (rule.Worker.Plain, rule.Worker.Status, rule.Worker.Retry, rule.Worker.KeepAlive));
        Assert.Equal((TimeSpan.FromSeconds(5), null), (site.ProxyPass[0].Worker!.Retry, site.ProxyPass[0].NoCanon)); // options are not changed
    }

    [Theory]
    [InlineData("~ ^/a", null, "^/a")]
    [InlineData("~^/a", null, "^/a")]
    [InlineData("/~a", "/~a", null)]
    public void S74_a_tilde_makes_a_path_a_pattern(string path, string? prefix, string? match)
    {
        var rule = Plans.Site(ReverseProxy.Create("www").ProxyPass(path, "http://h/").Options).Rules[0];

        Assert.Equal((prefix, match), (rule.Path, rule.Match));
    }

    [Theory]
    [InlineData(@"^/(a)\1(?=x)")] // needs backtracking, and gets a time limit
    [InlineData("^/[[:alpha:]]+_?[[]$")]
    [InlineData("(?P<first>a)")]
    public void A_pattern_is_read_as_httpd_reads_it(string pattern) =>
        Assert.Equal(pattern, Plans.Site(ReverseProxy.Create("www").ProxyPassMatch(pattern, "!").Options).Rules[0].Match);

    [Fact]
    public void S72_a_rules_parameters_are_its_balancers()
    {
        var site = ReverseProxy.Create("www").Options;
        site.ProxyPass.Add(new() { Path = "/x", To = "http://h/", ProxySet = ["timeout=1"] });
        site.ProxyPass.Add(new() { Path = "/", To = "balancer://Foo", ProxySet = ["nocanon timeout=10", "maxattempts=-1 retry=5"] });
        var options = new BalancerOptions { MaxAttempts = 1 };

        var settings = Assert.Single(Planner.BalancerSettingsOf("www", site, new PlannerContext(BalancerServices.Default, null)));
        var changed = settings.On(options);

        Assert.Equal(("foo", "Sites:www:ProxyPass:1:ProxySet"), (settings.Balancer, settings.Place));
        Assert.Equal((TimeSpan.FromSeconds(10), 1, null), (changed.Timeout, changed.MaxAttempts, options.Timeout));
        Assert.All(Plans.Problems(site, "foo"), problem => Assert.Equal(settings.Place, problem.Place));
        Assert.Equal(["maxattempts", "retry"], Plans.Problems(site, "foo").Select(problem => problem.HttpdWord));
    }

    [Fact]
    public void ProxyErrorOverride_without_codes_means_all_errors()
    {
        Assert.Equal(Enumerable.Range(400, 200), Plans.Site(ReverseProxy.Create("www").ProxyErrorOverride().Options).ErrorOverride);
        Assert.Equal([502, 503], Plans.Site(ReverseProxy.Create("www").ProxyErrorOverride(502, 503, 502).Options).ErrorOverride);
        Assert.Empty(Plans.Site(ReverseProxy.Create("www").ProxyErrorOverride(502).ProxyErrorOverride(false).Options).ErrorOverride);
    }

    [Fact]
    public void Trusted_proxies_are_networks_or_addresses()
    {
        Assert.Empty(Plans.Site(new SiteOptions()).TrustedProxies);
        Assert.Equal(
            [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("192.0.2.1/32"), IPNetwork.Parse("2001:db8::1/128")],
            Plans.Site(ReverseProxy.Create("www").TrustedProxies("10.0.0.0/8", "192.0.2.1", "2001:db8::1").Options).TrustedProxies);
        Assert.Empty(Plans.Site(ReverseProxy.Create("www").TrustedProxies().Options).TrustedProxies);
    }

    [Fact]
    public void A_rewrite_rule_shares_the_worker_of_a_rule_with_the_same_target()
    {
        var site = ReverseProxy.Create("www")
            .ProxyPass("/a", "http://h/a", p => p.Worker(w => w.KeepAlive()))
            .RewriteRule("!^/b(.*)$", "http://H:80/c$1", r => r.Proxy().NoEscape())
            .RewriteRule("^/d(.*)$", "balancer://foo/$1", r => r.Flags("P,L"))
            .RewriteRule("^/e", "-", r => r.Forbidden());

        var plan = Plans.Site(site.Options, "foo");

        Assert.Same(plan.Rules[0].Worker, plan.RewriteRules[0].Worker);
        Assert.Equal((true, "^/b(.*)$", "/c$1", true), (plan.RewriteRules[0].Negate, plan.RewriteRules[0].Pattern, plan.RewriteRules[0].Template, plan.RewriteRules[0].NoEscape));
        Assert.Equal(("foo", "/$1", true), (plan.RewriteRules[1].Balancer, plan.RewriteRules[1].Template, plan.RewriteRules[1].Last));
        Assert.Equal((true, "-"), (plan.RewriteRules[2].Forbidden, plan.RewriteRules[2].Substitution));
    }

    [Fact]
    public void SetEnvIf_sets_to_one_to_a_value_or_not_at_all()
    {
        var plan = Plans.Site(ReverseProxy.Create("www").SetEnvIfNoCase("Host", "^a", "no-proxy", "x=$1=2", "!y").Options).SetEnvIf[0];

        Assert.Equal([new("no-proxy", "1"), new("x", "$1=2"), new("y", null)], plan.Variables);
        Assert.True(plan.IgnoreCase);
    }

    [Theory]
    [InlineData("100%% of %{ROUTE}e", true)]
    [InlineData("%{ROUTE}e", true)]
    [InlineData("%", false)]
    [InlineData("50%", false)]
    [InlineData("%{}e", false)]
    [InlineData("%t", false)]
    [InlineData("a\r\nX: y", false)]
    public void A_header_value_holds_formats_that_we_know(string value, bool known) =>
        Assert.Equal(known, Plans.Problems(ReverseProxy.Create("www").Header(h => h.Set("X:", value)).Options).Count == 0);
}
