using System.Diagnostics.Metrics;
using Balancing.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Balancing.Tests.Hosting;

public sealed class ReloadTests : IDisposable
{
    private readonly LogRecorder _log = new();
    private readonly MeterRecorder _meters = new();
    private readonly Settings _settings = new(Json("http://a", "http://b"));
    private readonly ServiceProvider _provider;

    public ReloadTests()
    {
        _provider = new ServiceCollection().With(services =>
        {
            services.AddSingleton<ILoggerFactory>(_log).AddSingleton<IMeterFactory>(_meters);
            services.AddBalancing(_settings.Balancing);
        });
        _ = Registry;
    }

    private BalancerRegistry Registry => _provider.GetRequiredService<BalancerRegistry>();

    public void Dispose()
    {
        _provider.Dispose();
        _meters.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_reload_is_a_new_plan_of_the_same_balancer_and_members_keep_their_numbers()
    {
        var foo = Registry.GetBalancer("foo");
        using var lease = foo.Acquire(Sample.Anyone);
        foo.Play(3);

        _settings.Save(Json("http://c", "http://b", "http://a"));

        Assert.Same(foo, Registry.GetBalancer("foo"));
        Assert.Equal(["http://c", "http://b", "http://a"], foo.Members.Select(m => m.Url.Configured));
        Assert.Equal((0L, 2L, 2L), (foo.Snapshot()["http://c"].Elected, foo.Snapshot()["http://b"].Elected, foo.Snapshot()["http://a"].Elected));
        Assert.Equal(1, foo.Snapshot()["http://a"].Busy);
    }

    [Fact]
    public void A_bad_reload_keeps_everything_and_says_all_that_is_wrong()
    {
        var (foo, www) = (Registry.GetBalancer("foo"), Registry.GetSite("www"));

        _settings.Save("""
            { "Balancing": { "Balancers": { "foo": { "Members": [ { "Url": "http://z" } ] }, "bar": { "Members": [ { "Url": "nonsense" } ] } },
                             "Sites": { "www": { "ProxyVia": "perhaps" } } } }
            """);

        Assert.Equal(["http://a", "http://b"], foo.Members.Select(m => m.Url.Configured));
        Assert.Same(www, Registry.GetSite("www"));
        Assert.False(Registry.TryGetBalancer("bar", out _));
        Assert.Equal(["1 balancer.outcome=refused"], _meters.Of("balancer.config.reloads"));
        var entry = Assert.Single(_log.Of(1302));
        Assert.Contains("has 2 problems", entry, StringComparison.Ordinal);
        Assert.Contains("Balancing:Balancers:bar:Members:0:Url", entry, StringComparison.Ordinal);
        Assert.Contains("Balancing:Sites:www:ProxyVia", entry, StringComparison.Ordinal);

        _settings.Save(Json("http://a", "http://c"));
        Assert.Equal(["http://a", "http://c"], foo.Members.Select(m => m.Url.Configured));
    }

    [Fact]
    public void Who_asks_for_the_options_after_a_bad_reload_gets_the_last_good_ones()
    {
        _settings.Save("""{ "Balancing": { "Balancers": { "foo": { "MaxAttempts": -1 } } } }""");

        Assert.Equal(2, _provider.GetRequiredService<IOptionsMonitor<BalancingOptions>>().CurrentValue.Balancers["foo"].Members.Count);
    }

    [Fact]
    public void Balancers_come_and_go()
    {
        var foo = Registry.GetBalancer("foo");
        _settings.Save("""{ "Balancing": { "Balancers": { "bar": { "Members": [ { "Url": "http://x" } ] } } } }""");

        Assert.Equal(["bar"], Registry.Balancers.Select(b => b.Name));
        Assert.Empty(Registry.Sites);
        Assert.All(_meters.Of("balancer.picks"), text => Assert.Contains("balancer.name=bar", text, StringComparison.Ordinal));

        _settings.Save(Json("http://c"));
        Assert.Same(foo, Registry.GetBalancer("foo"));
        Assert.Equal("c", foo.Play(1));
    }

    [Fact]
    public async Task Who_waits_for_a_balancer_that_is_taken_away_is_refused_and_who_waits_after_its_return_is_served()
    {
        _settings.Save(Waiting);
        var foo = Registry.GetBalancer("foo");
        var waits = foo.AcquireAsync(Sample.Anyone).AsTask();

        _settings.Save("{}");
        Assert.Equal(Refusal.ShutDown, (await waits).Refusal);

        _settings.Save(Waiting);
        waits = foo.AcquireAsync(Sample.Anyone).AsTask();
        foo.Edit(new MemberEdit("http://a") { Disabled = false });
        Assert.True((await waits).IsAcquired);
    }

    [Fact]
    public void A_change_elsewhere_in_the_configuration_leaves_an_operators_edits_alone()
    {
        var foo = Registry.GetBalancer("foo");
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 5 }, new SettingsEdit { LbMethod = "bybusyness" });

        _settings.Save(Json("http://a", "http://b").Replace("{ \"Balancing\"", "{ \"Logging\": { \"Level\": 1 }, \"Balancing\"", StringComparison.Ordinal));

        Assert.Equal(5, foo.Snapshot()["http://a"].Factor);
        Assert.Equal("bybusyness", foo.Plan.Method.Name);
        Assert.DoesNotContain(_log.Of(1301), text => text.Contains("Reload", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plain_target_of_a_site_keeps_its_numbers()
    {
        static string Site(string path) => $$"""{ "Balancing": { "Sites": { "www": { "ProxyPass": [ { "Path": "{{path}}", "To": "http://plain/" } ] } } } }""";
        _settings.Save(Site("/old"));
        Registry.GetSite("www").Balancers.Single().Play(4);

        _settings.Save(Site("/new"));

        Assert.Equal(4, Registry.GetSite("www").Balancers.Single().Snapshot().Members[0].Elected);
    }

    [Fact]
    public void A_disposed_provider_hears_of_no_more_reloads()
    {
        var foo = Registry.GetBalancer("foo");
        _provider.Dispose();

        _settings.Save(Json("http://c"));

        Assert.Equal(["http://a", "http://b"], foo.Members.Select(m => m.Url.Configured));
    }

    private const string Waiting = """
        { "Balancing": { "Balancers": { "foo": { "Timeout": "00:00:30", "Members": [ { "Url": "http://a", "Status": "D" } ] } } } }
        """;

    private static string Json(params string[] urls) =>
        $$"""{ "Balancing": { "Balancers": { "foo": { "Members": [ {{string.Join(", ", urls.Select(url => $"{{ \"Url\": \"{url}\" }}"))}} ] } }, "Sites": { "www": { "ProxyPass": [ { "Path": "/", "To": "balancer://foo/" } ] } } } }""";
}
