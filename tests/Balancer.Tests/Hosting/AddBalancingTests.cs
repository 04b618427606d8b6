using System.Diagnostics.Metrics;
using Balancing.Testing;
using Balancing.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Balancing.Tests.Hosting;

public class AddBalancingTests
{
    private const string TwoMembers = """
        { "Balancing": { "Balancers": { "foo": { "MaxAttempts": 1, "Members": [ { "Url": "http://a" }, { "Url": "http://b" } ] } },
                         "Sites": { "www": { "ProxyPass": [ { "Path": "/app", "To": "balancer://foo/app" } ] } } } }
        """;

    [Fact]
    public void Balancers_and_sites_are_found_by_name_in_any_case()
    {
        using var provider = new ServiceCollection().With(b => b.AddBalancing(new Settings(TwoMembers).Balancing));
        var registry = provider.GetRequiredService<BalancerRegistry>();

        Assert.Equal("a b a", registry.GetBalancer("FOO").Play(3));
        Assert.Same(registry.GetBalancer("foo"), registry.GetSite("WWW").BalancerOf(registry.GetSite("www").Map(RequestFacts.Get("/app/x"))));
        Assert.False(registry.TryGetBalancer("bar", out _));
        Assert.Equal("There is no balancer 'bar'; there is foo.", Assert.Throws<KeyNotFoundException>(() => registry.GetBalancer("bar")).Message);
        Assert.Equal("There is no site 'bar'; there is www.", Assert.Throws<KeyNotFoundException>(() => registry.GetSite("bar")).Message);
    }

    [Fact]
    public void Code_speaks_after_the_configuration()
    {
        using var provider = new ServiceCollection().With(services => services
            .AddBalancing(new Settings(TwoMembers).Balancing)
            .ConfigureBalancer("Foo", b => b.MaxAttempts(3).Member("http://c"))
            .ConfigureBalancer("bar", b => b.Member("http://x"))
            .ConfigureSite("www", s => s.ProxyPass("/bar", "balancer://bar/")));
        var registry = provider.GetRequiredService<BalancerRegistry>();

        Assert.Equal(3, registry.GetBalancer("foo").Plan.MaxAttempts);
        Assert.Equal("a b c", registry.GetBalancer("foo").Play(3));
        Assert.Equal("bar", registry.GetSite("www").Map(RequestFacts.Get("/bar/x")).BalancerName);
    }

    [Fact]
    public void Code_alone_is_enough()
    {
        using var provider = new ServiceCollection().With(services => services
            .AddBalancing(options => options.Balancers["foo"] = new BalancerOptions { Members = [new() { Url = "http://a" }] })
            .ConfigureBalancer("bar", b => b.Member("http://b")));

        Assert.Equal(["bar", "foo"], provider.GetRequiredService<BalancerRegistry>().Balancers.Select(b => b.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_method_of_ones_own_is_known_by_its_name_and_may_ask_for_services()
    {
        using var provider = new ServiceCollection().With(services =>
        {
            services.AddSingleton(new Choice(1));
            services.AddBalancing().AddLbMethod<Fixed>().AddLbMethod(new Named())
                .ConfigureBalancer("foo", b => b.Member("http://a").Member("http://b").LbMethod("fixed"))
                .ConfigureBalancer("bar", b => b.Member("http://a").LbMethod("named"));
        });

        Assert.Equal("b b", provider.GetRequiredService<BalancerRegistry>().GetBalancer("foo").Play(2));
    }

    [Fact]
    public void Keyed_services_give_the_balancer_and_a_site_that_is_always_the_current_one()
    {
        var settings = new Settings(TwoMembers);
        using var provider = new ServiceCollection().With(services =>
        {
            services.AddBalancing(settings.Balancing);
            services.AddScoped<Page>();
        });
        Page page;
        using (var scope = provider.CreateScope())
        {
            page = scope.ServiceProvider.GetRequiredService<Page>();
        }

        var before = page.Www.Current;
        settings.Save(TwoMembers.Replace("\"Path\": \"/app\"", "\"Path\": \"/shop\"", StringComparison.Ordinal));

        Assert.Same(provider.GetRequiredService<BalancerRegistry>().GetBalancer("foo"), page.Foo);
        Assert.NotSame(before, page.Www.Current);
        Assert.Equal(MapOutcome.Mapped, page.Www.Current.Map(RequestFacts.Get("/shop/x")).Outcome);
    }

    [Fact]
    public void A_balancer_that_code_made_is_found_like_the_others_and_stays_its_makers()
    {
        using var made = Balancer.Create("made").Member("http://a").Build();
        var provider = new ServiceCollection().With(services => services.AddBalancing().AddBalancer(made)
            .ConfigureSite("www", s => s.ProxyPass("/", "balancer://made/")));

        Assert.Same(made, provider.GetRequiredKeyedService<Balancer>("made"));
        Assert.Same(made, provider.GetRequiredService<BalancerRegistry>().GetBalancer("made"));
        provider.Dispose();
        Assert.Equal("a", made.Play(1));
    }

    [Fact]
    public void Clock_logs_and_meters_come_from_the_provider()
    {
        using var meters = new MeterRecorder();
        using var log = new LogRecorder();
        var time = new ManualTimeProvider();
        using var provider = new ServiceCollection().With(services =>
        {
            services.AddSingleton<TimeProvider>(time).AddSingleton<ILoggerFactory>(log).AddSingleton<IMeterFactory>(meters);
            services.AddBalancing(new Settings(TwoMembers).Balancing);
        });
        var foo = provider.GetRequiredService<BalancerRegistry>().GetBalancer("foo");

        foo.Once(Sample.Anyone, Outcome.ConnectFailed());
        Assert.Equal("b b", foo.Play(2));
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Contains("a", foo.Play(2), StringComparison.Ordinal);
        Assert.Single(log.Of(1101));
        Assert.Equal(2, _ = meters.Of("balancer.picks").Length);
    }

    [Fact]
    public void All_problems_of_everything_are_listed_when_the_host_starts()
    {
        using var taken = Balancer.Create("taken").Member("http://a").Build();
        var settings = new Settings("""
            { "Balancing": {
                "Balancer": {},
                "Balancers": {
                  "foo": { "LbMethod": "bytrafic", "MaxAttempts": "two", "Timeout": 5, "Stickysesion": "SID",
                           "Members": [ { "Url": "a" }, { "Url": "http://b", "LoadFactor": 101, "Pool": { "Maximum": 3 } } ] },
                  "taken": { "Members": { "first": { "Url": "http://a" } } } },
                "Sites": { "www": { "ProxyPass": [ { "Path": "/app", "To": "balancer://nowhere/" } ], "ProxyVia": "7" } } } }
            """);
        using var provider = new ServiceCollection().With(services => services.AddBalancing(settings.Balancing).AddBalancer(taken));

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            [
                "Balancing:Balancer", "Balancing:Balancers:foo:LbMethod", "Balancing:Balancers:foo:MaxAttempts",
                "Balancing:Balancers:foo:Members:0:Url", "Balancing:Balancers:foo:Members:1:LoadFactor", "Balancing:Balancers:foo:Members:1:Pool:Maximum",
                "Balancing:Balancers:foo:Stickysesion", "Balancing:Balancers:foo:Timeout", "Balancing:Balancers:taken", "Balancing:Balancers:taken:Members",
                "Balancing:Sites:www:ProxyPass:0:To", "Balancing:Sites:www:ProxyVia",
            ],
            failure.Failures.Select(text => text[..text.IndexOf(": ", StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(
            "Balancing:Balancers:foo:Timeout: '5' cannot be read. Use a time such as 00:00:05, or a number with ms, s, mi or h.",
            failure.Failures);
    }

    [Fact]
    public void What_would_have_no_effect_is_a_problem()
    {
        using var other = Balancer.Create("other").Member("http://a").Build();
        using var provider = new ServiceCollection().With(services => services.AddBalancing()
            .ConfigureBalancer("foo", b => b.Member("http://a").Time(new ManualTimeProvider()))
            .ConfigureSite("www", s => s.Balancer(other)));

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<BalancerRegistry>());

        Assert.Equal(2, failure.Failures.Count());
    }

    [Fact]
    public void What_a_site_says_about_a_balancer_holds()
    {
        using var provider = new ServiceCollection().With(services => services.AddBalancing(new Settings("""
            { "Balancing": { "Balancers": { "foo": { "Members": [ { "Url": "http://a" } ] } },
                             "Sites": { "www": { "ProxyPass": [ { "Path": "/", "To": "balancer://foo/", "ProxySet": "maxattempts=7 stickysession=SID" } ] } } } }
            """).Balancing));
        var plan = provider.GetRequiredService<BalancerRegistry>().GetBalancer("foo").Plan;

        Assert.Equal(7, plan.MaxAttempts);
        Assert.Equal("SID", plan.Stickiness!.CookieName);
    }

    public sealed record Choice(int Index);

    public sealed class Fixed(Choice choice) : LbMethod
    {
        public override string Name => "fixed";

        public override int Elect(in ElectionContext election) => choice.Index;
    }

    private sealed class Named : LbMethod
    {
        public override string Name => "named";

        public override int Elect(in ElectionContext election) => 0;
    }

    public sealed class Page([FromKeyedServices("foo")] Balancer foo, [FromKeyedServices("www")] HostedSite www)
    {
        public Balancer Foo { get; } = foo;

        public HostedSite Www { get; } = www;
    }
}
