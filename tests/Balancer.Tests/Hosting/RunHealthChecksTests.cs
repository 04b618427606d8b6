using Balancing.Testing;
using Balancing.Tests.Probing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Balancing.Tests.Hosting;

public sealed class RunHealthChecksTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly Probes _probes = new();
    private readonly Settings _settings = new(Json("http://a", atOnce: 3));
    private readonly ServiceProvider _provider;

    public RunHealthChecksTests()
    {
        _provider = new ServiceCollection().With(services =>
        {
            services.AddSingleton<TimeProvider>(_time).AddSingleton<Prober>(_probes);
            services.AddBalancing(_settings.Balancing).RunHealthChecks().RunHealthChecks(run => run.Seed = 1);
        });
    }

    private HealthChecks Checks => _provider.GetRequiredService<HealthChecks>();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task A_hosted_service_runs_them_while_the_host_runs()
    {
        var service = Assert.Single(_provider.GetServices<IHostedService>());
        Assert.Empty(_probes.Asked);

        await service.StartAsync(default);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["http://a", "http://own"], _probes.Asked.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

        await service.StopAsync(default);
        var asked = _probes.Asked.Count;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(asked, _probes.Asked.Count);
    }

    [Fact]
    public async Task They_follow_reloads()
    {
        await Assert.Single(_provider.GetServices<IHostedService>()).StartAsync(default);
        Assert.Equal(3, Checks.AtOnce);

        _settings.Save(Json("http://b", atOnce: 5));
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(5, Checks.AtOnce);
        Assert.Contains("http://b", _probes.Asked);
        Assert.Equal(2, Checks.Members);
    }

    [Fact]
    public void A_negative_limit_is_a_problem()
    {
        var services = new ServiceCollection();
        services.AddBalancing(all => all.HealthChecksAtOnce = -1);
        using var provider = services.BuildServiceProvider();

        var wrong = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => provider.GetRequiredService<BalancerRegistry>());
        Assert.Contains("HealthChecksAtOnce: -1 is no number of checks", wrong.Message, StringComparison.Ordinal);
    }

    private static string Json(string member, int atOnce) =>
        $$"""
        { "Balancing": {
            "HealthChecksAtOnce": {{atOnce}},
            "Balancers": { "foo": { "Members": [ { "Url": "{{member}}", "HealthCheck": { "Method": "TCP", "Interval": "00:00:01" } } ] } },
            "Sites": { "www": {
                "Balancers": { "own": { "Members": [ { "Url": "http://own", "HealthCheck": { "Method": "GET", "Interval": "00:00:10" } } ] } },
                "ProxyPass": [ { "Path": "/", "To": "balancer://own/" },
                               { "Path": "/plain", "To": "http://plain", "Worker": { "HealthCheck": { "Method": "GET" } } } ] } } } }
        """;
}
