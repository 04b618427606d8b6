using System.Net;
using Balancing.HttpdConf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Balancing.RealHttpd.Tests.Ours;

/// <summary>Our gateway over an imported configuration, where httpd would listen.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Gateway(WebApplication app) => _app = app;

    /// <summary>What we say of a configuration: null when we take it.</summary>
    public static string? Check(string config)
    {
        try
        {
            using var provider = Add(new ServiceCollection(), config, LikeHttpd).BuildServiceProvider();
            provider.GetRequiredService<BalancerRegistry>();
            return null;
        }
        catch (BalancerConfigurationException refused)
        {
            return string.Join('\n', refused.Problems);
        }
        catch (OptionsValidationException refused)
        {
            return string.Join('\n', refused.Failures);
        }
    }

    /// <summary>Starts; the configuration is one that <see cref="Check"/> takes.</summary>
    public static Task<Gateway> StartAsync(string config, IPEndPoint front) => StartAsync(config, front, LikeHttpd);

    /// <summary>Starts with our own defaults: nobody is trusted, TRACE is off.</summary>
    public static Task<Gateway> StartAsAnyoneAsync(string config, IPEndPoint front) => StartAsync(config, front, _ => { });

    private static async Task<Gateway> StartAsync(string config, IPEndPoint front, Action<SiteOptions> change)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Add(builder.Services, config, change).AddProxyPass();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(front);
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        app.MapProxyPass();
        await app.StartAsync();
        return new Gateway(app);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static void LikeHttpd(SiteOptions site)
    {
        site.TrustedProxies = ["127.0.0.0/8"]; // httpd believes everybody (D18)
        site.TraceEnable ??= TraceEnable.On; // and passes TRACE on (D37)
    }

    private static IServiceCollection Add(IServiceCollection services, string config, Action<SiteOptions> change)
    {
        var options = HttpdImporter.Import(config).OptionsOrThrow();
        foreach (var site in options.Sites.Values)
        {
            change(site);
        }

        services.AddBalancing(all =>
        {
            all.Balancers = options.Balancers;
            all.Sites = options.Sites;
            all.HealthCheckTemplates = options.HealthCheckTemplates;
            all.Listen = options.Listen;
        });
        return services;
    }
}
