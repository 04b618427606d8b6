using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore;

/// <summary>The tunnels of one application: their limits, their number, and their end when the host stops.</summary>
internal sealed class Tunnels(GatewayOptions options, ILogger log, IMeterFactory? metering, CancellationToken stopping)
{
    // The meter of the engine; a factory gives the same one for the same name and version.
    private readonly UpDownCounter<long> _open = MeterOf(metering)
        .CreateUpDownCounter<long>("balancer.tunnels.open", "{tunnel}", "Tunnels through the gateway: WebSockets and other upgrades.");

    private int _taken; // atomic

    /// <summary>Takes a place for a tunnel, or says that there is none.</summary>
    public bool TryEnter(Member member)
    {
        if (Interlocked.Increment(ref _taken) <= options.TunnelLimit)
        {
            return true;
        }

        Leave();
        log.TunnelRefused(member.Url.Configured, options.TunnelLimit);
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _taken);

    /// <summary>Runs a tunnel to its end.</summary>
    public async Task RunAsync(ClientSide client, Stream member, MemberRequest request, bool halves, CancellationToken aborted)
    {
        var attempt = request.Attempt;
        var (url, start, tags) = (attempt.Member.Url.Configured, options.Time.GetTimestamp(), TagsOf(attempt));
        using var clock = new TunnelClock(options.Time, options.TunnelIdleTimeout ?? request.Timeout, options.TunnelTotalTimeout);
        var stop = stopping.UnsafeRegister(static c => ((TunnelClock)c!).End(TunnelEnd.Stopping), clock);
        await using (stop.ConfigureAwait(false))
        {
            attempt.Lease.Describe(request.Upgrade);
            _open.Add(1, in tags);
            log.TunnelOpened(url);
            var tunnel = new Tunnel(client, member, attempt, clock, options.TunnelLinger, halves);
            var why = await tunnel.RunAsync(aborted).ConfigureAwait(false);
            _open.Add(-1, in tags);
            log.TunnelEnded(url, why, tunnel.Sent, tunnel.Received, options.Time.GetElapsedTime(start).TotalSeconds);
        }
    }

    private static Meter MeterOf(IMeterFactory? metering)
    {
        var settings = new MeterOptions(GatewayLog.Category) { Version = typeof(Member).Assembly.GetName().Version!.ToString(3) };
        return metering is null ? new Meter(settings) : metering.Create(settings);
    }

    private static TagList TagsOf(Attempt attempt)
    {
        var tags = new TagList { { "balancer.name", attempt.Plan.Name } };
        if (attempt.Plan.Site is { } site)
        {
            tags.Add("balancer.site", site);
        }

        tags.Add("balancer.member", attempt.Member.Url.Configured);
        return tags;
    }
}
