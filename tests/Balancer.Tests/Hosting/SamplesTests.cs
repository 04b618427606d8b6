using Balancing.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Balancing.Tests.Hosting;

/// <summary>The samples of docs/dependency-injection.md.</summary>
public class SamplesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Balancer.Tests", "Hosting");

    [Fact]
    public async Task A_configuration_in_json_is_used_by_name()
    {
        var configuration = new Settings(await File.ReadAllTextAsync(Path.Combine(Folder, "sample.json"))).Root;
        using var provider = new ServiceCollection().With(services =>
        {
            // <snippet:add>
            services.AddBalancing(configuration.GetSection("Balancing"));
            // </snippet:add>
            services.AddTransient<Checkout>().AddTransient<Gateway>();
        });
        // <snippet:registry>
        var registry = provider.GetRequiredService<BalancerRegistry>();
        var foo = registry.GetBalancer("foo");               // throws and names those there are
        var known = registry.TryGetBalancer("bar", out _);   // no bar: false
        // </snippet:registry>

        Assert.False(known);
        Assert.Equal((250, "ping?"), (foo.Plan.Members[0].Factor, foo.Plan.Members[0].HealthCheck!.Uri[1..] + "?"));
        Assert.Equal(TimeSpan.FromSeconds(10), foo.Plan.Members[1].Timeout);
        Assert.Equal(OutcomeKind.Completed, (await provider.GetRequiredService<Checkout>().PayAsync(Sample.Anyone, default)).Kind);
        Assert.Equal(MapOutcome.Excluded, provider.GetRequiredService<Gateway>().Map(RequestFacts.Get("/app/static/x")).Outcome);
    }

    [Fact]
    public void Code_says_more()
    {
        var configuration = new Settings(File.ReadAllText(Path.Combine(Folder, "sample.json"))).Root;
        using var made = Balancer.Create("made").Member("http://a").Build();
        using var provider = new ServiceCollection().With(services =>
        {
            // <snippet:verbs>
            services.AddBalancing(configuration.GetSection("Balancing"))
                .AddLbMethod<ByLatency>()                              // built by the provider, known by its Name
                .AddLbMethod(new ByMood())                             // or built by you
                .ConfigureBalancer("foo", b => b.MaxAttempts(3))       // over what the configuration says
                .ConfigureBalancer("bar", b => b.Member("http://x"))   // or all there is to say
                .ConfigureSite("www", s => s.ProxyPass("/bar", "balancer://bar/"))
                .AddBalancer(made);                                    // a Balancer you built; it stays yours to dispose of
            // </snippet:verbs>
        });

        Assert.Equal(3, provider.GetRequiredService<BalancerRegistry>().Balancers.Count);
    }

    [Fact]
    public async Task A_client_sends_to_a_balancer()
    {
        await using var backend = Backend.Saying("a cart");
        using var provider = new ServiceCollection().With(services =>
        {
            services.AddBalancing().ConfigureBalancer("foo", b => b.Member(Backend.Nobody).Member(backend.Url));
            // <snippet:client>
            services.AddHttpClient("orders", c => c.BaseAddress = new("balancer://foo/app/")).AddBalancer("foo");
            // </snippet:client>
        });
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        // <snippet:orders>
        using var orders = factory.CreateClient("orders");
        var cart = await orders.GetStringAsync("cart?x=1");   // http://10.0.0.1:8080/app/cart?x=1, or the next member
        // </snippet:orders>
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        // <snippet:session>
        request.Options.Set(BalancerHandler.SessionRoute, "a");
        // </snippet:session>
        using var response = await orders.SendAsync(request);
        // <snippet:member>
        request.Options.TryGetValue(BalancerHandler.Member, out var member);
        // </snippet:member>

        Assert.Equal("a cart", cart);
        Assert.Equal(backend.Url, member!.Url.Configured);
    }

    [Fact]
    public async Task No_provider_is_needed()
    {
        await using var backend = Backend.Saying("a cart");
        var (one, two) = (Backend.Nobody, backend.Url);
        // <snippet:alone>
        using var foo = Balancer.Create("foo").Member(one).Member(two).Build();
        using var client = new HttpClient(new BalancerHandler(foo) { InnerHandler = new SocketsHttpHandler() });
        var cart = await client.GetStringAsync("balancer://foo/cart");
        // </snippet:alone>

        Assert.Equal("a cart", cart);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var settings = new Settings("""
            { "Balancing": { "Balancers": { "foo": {
                "LbMethod": "bytrafic", "Timeout": 5, "FailOnStatus": [ 5000 ],
                "Members": [ { "Url": "http://a", "Rout": "a", "LoadFactor": 101 } ] } },
              "Sites": { "www": { "ProxyPass": [ { "Path": "/", "To": "balancer://fo/" } ] } } } }
            """);
        using var provider = new ServiceCollection().With(services => services.AddBalancing(settings.Balancing));
        // <snippet:validate>
        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        // </snippet:validate>

        await Verify(string.Join('\n', failure.Failures));
    }

    // <snippet:checkout>
    public sealed class Checkout([FromKeyedServices("foo")] Balancer foo)
    {
        public ValueTask<Outcome> PayAsync(RequestFacts facts, CancellationToken cancel) => foo.ExecuteAsync(facts, SendAsync, cancel);

        // </snippet:checkout>
        private static ValueTask<Outcome> SendAsync(Attempt attempt, CancellationToken cancel) => ValueTask.FromResult(Outcome.Completed(200));
    }

    // <snippet:gateway>
    public sealed class Gateway([FromKeyedServices("www")] HostedSite www)
    {
        public MapResult Map(RequestFacts facts) => www.Current.Map(facts);
    }

    // </snippet:gateway>
    public sealed class ByLatency : LbMethod
    {
        public override string Name => "bylatency";

        public override int Elect(in ElectionContext election) => 0;
    }

    private sealed class ByMood : LbMethod
    {
        public override string Name => "bymood";

        public override int Elect(in ElectionContext election) => 0;
    }
}
