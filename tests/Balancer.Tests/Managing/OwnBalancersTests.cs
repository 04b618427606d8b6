using System.Diagnostics.Metrics;
using Balancing.Tests.Hosting;
using Balancing.Tests.Planning;
using Balancing.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.Tests.Managing;

/// <summary>Balancers that one site alone knows.</summary>
public class OwnBalancersTests
{
    [Fact]
    public void Two_sites_may_have_balancers_of_one_name()
    {
        using var one = ReverseProxy.Create("one").Balancer("cluster", b => b.Member("http://a")).ProxyPass("/", "balancer://Cluster/").Build();
        using var two = ReverseProxy.Create("two").Balancer("cluster", b => b.Member("http://b")).ProxyPass("/", "balancer://cluster/").Build();

        Assert.Equal(("http://a/x", "http://b/x"), (Answer(one), Answer(two)));
        Assert.StartsWith("site two  balancer://cluster  lbmethod=byrequests", two.Explain(RequestFacts.Get("/x")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_balancer_of_the_site_wins_over_a_shared_one_of_its_name()
    {
        using var shared = Balancer.Create("foo").Member("http://shared").Build();
        using var other = Balancer.Create("bar").Member("http://bar").Build();
        using var site = ReverseProxy.Create("www").Balancer(shared).Balancer(other).Balancer("FOO", b => b.Member("http://own"))
            .ProxyPass("/bar", "balancer://bar").ProxyPass("/", "balancer://foo/", p => p.ProxySet("timeout=10")).Build();

        Assert.Equal("http://own/x", Answer(site));
        Assert.Equal(["balancer://bar", "balancer://foo"], site.Balancers.Select(b => b.ToString()));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.Zero), (site.Balancers.Last().Plan.Timeout, shared.Plan.Timeout));
    }

    [Fact]
    public void Redirects_of_its_members_are_mapped_back()
    {
        using var site = ReverseProxy.Create("www").Balancer("foo", b => b.Member("http://own:8080"))
            .ProxyPass("/app", "balancer://foo/inner").ServerName("www.example").Build();
        var facts = RequestFacts.Get("/app/x").OnHost("www.example");
        var hit = site.Map(facts);

        var answer = site.Rewrite(hit, facts, new ResponseFacts(302).With("Location", "http://own:8080/inner/y"));

        Assert.Equal("http://www.example/app/y", answer.Header("Location"));
    }

    [Fact]
    public void All_that_is_wrong_is_said_with_its_place()
    {
        var options = ReverseProxy.Create("www")
            .Balancer("foo", b => b.Member("nonsense").MaxAttempts(-1).Time(new Balancing.Testing.ManualTimeProvider()))
            .ProxyPass("/", "balancer://fo/").Options;
        options.Balancers = new Dictionary<string, BalancerOptions>(options.Balancers, StringComparer.Ordinal) { ["FOO"] = new() };

        var places = Plans.Problems(options).Select(p => p.Place).ToList();

        Assert.Equal(
            [
                "Sites:www:Balancers:foo", "Sites:www:Balancers:foo:MaxAttempts", "Sites:www:Balancers:foo:Members:0:Url",
                "Sites:www:Balancers:FOO", "Sites:www:ProxyPass:0:To",
            ],
            places);
    }

    [Fact]
    public void A_reload_keeps_its_numbers_and_what_operators_edited()
    {
        static string Json(string path, string url) =>
            $$"""{ "Balancing": { "Balancers": { "foo": { "Members": [ { "Url": "http://shared" } ] } }, "Sites": { "www": { "Balancers": { "foo": { "Members": [ { "Url": "{{url}}" } ] } }, "ProxyPass": [ { "Path": "{{path}}", "To": "balancer://foo" } ] } } } }""";
        var settings = new Settings(Json("/old", "http://own"));
        using var provider = new ServiceCollection().With(services => services.AddBalancing(settings.Balancing));
        var registry = provider.GetRequiredService<BalancerRegistry>();
        var own = registry.GetSite("www").Balancers.Single(b => b.Plan.Site == "www");
        own.Play(3);
        own.Edit(new MemberEdit("http://own") { LbSet = 5 });

        settings.Save(Json("/new", "http://own"));
        Assert.Same(own, registry.GetSite("www").Balancers.Single(b => b.Plan.Site == "www"));
        Assert.Equal((3L, 5), (own.Snapshot()["http://own"].Elected, own.Snapshot()["http://own"].Set));

        settings.Save(Json("/new", "http://next"));
        Assert.Equal(["http://next"], own.Members.Select(m => m.Url.Configured));
        Assert.Equal("http://shared", registry.GetBalancer("foo").Members.Single().Url.Configured);

        settings.Save("{}");
        Assert.Empty(registry.Sites);
    }

    [Fact]
    public void Meters_tell_balancers_of_one_name_apart_by_their_site()
    {
        using var meters = new MeterRecorder();
        using var provider = new ServiceCollection().With(services =>
        {
            services.AddSingleton<IMeterFactory>(meters);
            services.AddBalancing()
                .ConfigureSite("one", s => s.Balancer("cluster", b => b.Member("http://a")).ProxyPass("/", "balancer://cluster/"))
                .ConfigureSite("two", s => s.Balancer("cluster", b => b.Member("http://a")).ProxyPass("/", "balancer://cluster/"));
        });
        Assert.Equal(2, provider.GetRequiredService<BalancerRegistry>().Sites.Count);

        Assert.Equal(
            ["0 balancer.name=cluster balancer.site=one", "0 balancer.name=cluster balancer.site=two"],
            meters.Of("balancer.pending_requests").Order(StringComparer.Ordinal));
    }

    private static string Answer(ReverseProxy site)
    {
        var facts = RequestFacts.Get("/x");
        var target = "";
        site.ExecuteAsync(facts, (attempt, _) =>
        {
            target = attempt.Target;
            return ValueTask.FromResult(Outcome.Completed(200));
        }).AsTask().Wait();
        return target;
    }
}
