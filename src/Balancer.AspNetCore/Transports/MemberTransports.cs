using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore;

/// <summary>All connections of one application. It finds the transport for a member: those that were added, in order, then the built-in one.</summary>
internal sealed class MemberTransports : IDisposable, IAsyncDisposable
{
    private static readonly ConditionalWeakTable<IServiceProvider, MemberTransports> ByApplication = [];

    private readonly IMemberTransport[] _added;
    private readonly IMemberTransport _http;
    private readonly Http1Transport _upgrades; // tunnels are ours, whoever speaks the rest
    private readonly Http2Transport _http2;
    private int _sites;

    public MemberTransports(IOptions<GatewayOptions> options, IEnumerable<IMemberTransport> registered, ILoggerFactory? logging = null,
        IMeterFactory? metering = null, IHostApplicationLifetime? lifetime = null, SiteManagers? managers = null)
    {
        Time = options.Value.Time;
        Managers = managers;
        DecisionHeader = options.Value.DecisionHeader;
        Limits = options.Value.Limits;
        RequestTimeout = options.Value.RequestTimeout;
        Names = new ClientNames(options.Value.ClientHost ?? ReverseLookup.AskAsync, Time);
        _added = [.. options.Value.Transports, .. registered];
        var log = (logging ?? NullLoggerFactory.Instance).CreateLogger(GatewayLog.Category);
        log.Check(options.Value.Runtime);
        Tunnels = new Tunnels(options.Value, log, metering, lifetime?.ApplicationStopping ?? CancellationToken.None);
        _http2 = new Http2Transport(options.Value);
        _http = options.Value.Client == BackendClient.Own ? new Http1Transport(options.Value, log.Trouble) : new HttpTransport(options.Value, log.Trouble);
        _upgrades = _http as Http1Transport ?? new Http1Transport(options.Value, log.Trouble);
    }

    public TimeProvider Time { get; }

    /// <summary>See <see cref="GatewayOptions.Limits"/>.</summary>
    public GatewayLimits Limits { get; }

    /// <summary>See <see cref="GatewayOptions.RequestTimeout"/>.</summary>
    public TimeSpan RequestTimeout { get; }

    /// <summary>See <see cref="GatewayOptions.DecisionHeader"/>.</summary>
    public string? DecisionHeader { get; }

    /// <summary>What was upgraded.</summary>
    public Tunnels Tunnels { get; }

    /// <summary>What answers where a section says so; null when there is none (httpd: SetHandler balancer-manager).</summary>
    public SiteManagers? Managers { get; }

    /// <summary>The names of clients.</summary>
    public ClientNames Names { get; }

    /// <summary>Those of an application: what <c>AddProxyPass</c> registered, or else ours with their defaults.</summary>
    public static MemberTransports Of(IServiceProvider services) =>
        services.GetService<MemberTransports>() ?? ByApplication.GetValue(services, static s =>
        {
            var transports = new MemberTransports(s.GetService<IOptions<GatewayOptions>>() ?? Options.Create(new GatewayOptions()), s.GetServices<IMemberTransport>(), s.GetService<ILoggerFactory>(),
                s.GetService<IMeterFactory>(), s.GetService<IHostApplicationLifetime>(), s.GetService<SiteManagers>());
            s.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(transports.Dispose);
            return transports;
        });

    /// <summary>How many sites were mapped before.</summary>
    public int NextSite() => Interlocked.Increment(ref _sites) - 1;

    /// <summary>Exchanges that have ended as they should.</summary>
    public Spares<Exchange> Exchanges { get; } = new();

    /// <summary>Sends a request with the transport of its member's scheme. What comes back has to be let in by <see cref="MemberGate"/>.</summary>
    public ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client) =>
        !MemberGate.LetsOut(request) ? new(MemberAnswer.Failed(Outcome.Refused(Refusal.NotSendable)))
        : Of(request) is { } transport ? transport.SendAsync(request, client)
        : new(MemberAnswer.Failed(Outcome.ConnectFailed(new NotSupportedException(
            $"No connector for {request.Member.Url.Scheme}:// is registered; add an {nameof(IMemberTransport)} that speaks it."))));

    /// <summary>Begins what <see cref="DisposeAsync"/> does; sockets that are in use are closed all the same.</summary>
    public void Dispose() => _ = DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        Names.Dispose();
        _http2.Dispose();
        await ((IAsyncDisposable)_http).DisposeAsync().ConfigureAwait(false);
        await _upgrades.DisposeAsync().ConfigureAwait(false);
    }

    private IMemberTransport? Of(MemberRequest request)
    {
        var scheme = request.Member.Url.Scheme;
        foreach (var transport in _added)
        {
            if (transport.Speaks(scheme))
            {
                return transport;
            }
        }

        return _http2.Speaks(scheme) ? _http2 : !_http.Speaks(scheme) ? null : request.Upgrade is null ? _http : _upgrades;
    }
}
