using System.Net;
using Balancing.HttpdConf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.RealHttpd.Tests.Ours;

/// <summary>Our gateway over an imported configuration, on a port of its own.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IReadOnlyList<Balancer> _balancers;
    private readonly ReverseProxy _site;

    private Gateway(WebApplication app, IReadOnlyList<Balancer> balancers, ReverseProxy site)
    {
        _app = app;
        _balancers = balancers;
        _site = site;
        At = new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.Single()).Port);
    }

    public IPEndPoint At { get; }

    /// <summary>What we say of a configuration: null when we take it.</summary>
    public static string? Check(string config)
    {
        try
        {
            var (balancers, site) = Build(config);
            site.Dispose();
            Dispose(balancers);
            return null;
        }
        catch (BalancerConfigurationException refused)
        {
            return string.Join('\n', refused.Problems);
        }
    }

    /// <summary>Whether a path is mapped to some target.</summary>
    public static bool Maps(string config, string path)
    {
        var (balancers, site) = Build(config);
        using (site)
        {
            var outcome = site.Map(RequestFacts.Get(path)).Outcome;
            Dispose(balancers);
            return outcome == MapOutcome.Mapped;
        }
    }

    /// <exception cref="BalancerConfigurationException">We refuse the configuration.</exception>
    public static async Task<Gateway> StartAsync(string config)
    {
        var (balancers, site) = Build(config);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddProxyPass();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        app.MapProxyPass(site);
        await app.StartAsync();
        return new Gateway(app, balancers, site);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _site.Dispose();
        Dispose(_balancers);
    }

    private static (IReadOnlyList<Balancer> Balancers, ReverseProxy Site) Build(string config)
    {
        var options = HttpdImporter.Import(config).OptionsOrThrow();
        var services = new BalancerServices { HealthCheckTemplates = options.HealthCheckTemplates };
        Balancer[] balancers = [.. options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value, services))];
        var (name, site) = options.Sites.Single();
        return (balancers, ReverseProxy.FromOptions(name, site, balancers, services));
    }

    private static void Dispose(IEnumerable<Balancer> balancers)
    {
        foreach (var balancer in balancers)
        {
            balancer.Dispose();
        }
    }
}
