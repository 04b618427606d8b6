using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Balancing.Hosting;

/// <summary>Runs the health checks while the host runs. The limit of the configuration holds when no code says another, also after a reload.</summary>
internal sealed class HealthCheckService(HealthChecks checks, IOptions<HealthLoopOptions> said, IOptionsMonitor<BalancingOptions> options)
    : IHostedService, IDisposable
{
    private readonly IDisposable? _reloads = options.OnChange(now => Take(checks, said.Value, now));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Take(checks, said.Value, options.CurrentValue);
        checks.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => checks.StopAsync(cancellationToken);

    public void Dispose() => _reloads?.Dispose();

    private static void Take(HealthChecks checks, HealthLoopOptions said, BalancingOptions options) =>
        checks.AtOnce = said.AtOnce ?? options.HealthChecksAtOnce ?? HealthChecks.Usual;
}
