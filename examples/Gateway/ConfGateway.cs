using Balancing;
using Microsoft.Extensions.Options;

namespace Examples;

/// <summary>A gateway that does what an httpd.conf says.</summary>
internal static class ConfGateway
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    /// <summary>Serves until it is told to stop.</summary>
    /// <returns>0, or 1 when the file has problems or the port is taken.</returns>
    public static async Task<int> RunAsync(CommandLine line, TextWriter output, CancellationToken stop)
    {
        var imported = ImportedFile.Read(line.Conf!);
        await output.WriteLineAsync(imported.Report);
        if (imported.Options is not { } options)
        {
            return 1;
        }

        await using var gateway = Build(line, options);
        try
        {
            gateway.MapProxyPass();
            if (line.Manager)
            {
                gateway.MapBalancerManager().AllowFrom("127.0.0.1", "::1").AllowAddingMembers();
            }
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures)
            {
                await output.WriteLineAsync($"problem  {failure}");
            }

            return 1;
        }

        if (line.Check)
        {
            return 0;
        }

        if (!await Listening.StartAsync(gateway, line.Url, output))
        {
            return 1;
        }

        if (line.Manager)
        {
            await output.WriteLineAsync($"manager at {gateway.Urls.First()}/balancer-manager");
        }

        await output.WriteLineAsync($"listening on {gateway.Urls.First()}");
        await gateway.WaitForShutdownAsync(stop);
        return 0;
    }

    // Members answer, so nothing of the server's own belongs into the head. Warnings go to the error output: the other one is for programs.
    private static WebApplication Build(CommandLine line, BalancingOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // else the host makes an activity for each request
        builder.WebHost.UseSockets(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false); // a page for each connection, a system call less for each request
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.AddProxyPass(gateway =>
        {
            gateway.DecisionHeader = line.DecisionHeader;
            gateway.InlineScheduling = line.Inline;
        });
        builder.Services.AddAjp();
        builder.Services.AddBalancerManager(); // for SetHandler balancer-manager
        var balancing = builder.Services.AddBalancing(all =>
        {
            all.Balancers = options.Balancers;
            all.Sites = options.Sites;
            all.HealthCheckTemplates = options.HealthCheckTemplates;
            all.Listen = options.Listen;
            all.HealthChecksAtOnce = options.HealthChecksAtOnce;
        });
        if (ChecksHealth(options))
        {
            balancing.RunHealthChecks();
        }

        return builder.Build();
    }

    private static bool ChecksHealth(BalancingOptions options) =>
        options.Balancers.Values.Concat(options.Sites.Values.SelectMany(site => site.Balancers.Values))
            .SelectMany(balancer => balancer.Members).Any(member => member.HealthCheck is not null);
}
