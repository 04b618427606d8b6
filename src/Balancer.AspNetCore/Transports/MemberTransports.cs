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
    private readonly Http2Transport _http2;
    private int _sites;

    public MemberTransports(IOptions<GatewayOptions> options, IEnumerable<IMemberTransport> registered, ILoggerFactory? logging = null)
    {
        Time = options.Value.Time;
        DecisionHeader = options.Value.DecisionHeader;
        Names = new ClientNames(options.Value.ClientHost ?? ReverseLookup.AskAsync, Time);
        _added = [.. options.Value.Transports, .. registered];
        var log = (logging ?? NullLoggerFactory.Instance).CreateLogger(GatewayLog.Category);
        _http2 = new Http2Transport(options.Value);
        _http = options.Value.Client == BackendClient.Own ? new Http1Transport(options.Value, log.Trouble) : new HttpTransport(options.Value, log.Trouble);
    }

    public TimeProvider Time { get; }

    /// <summary>See <see cref="GatewayOptions.DecisionHeader"/>.</summary>
    public string? DecisionHeader { get; }

    /// <summary>The names of clients.</summary>
    public ClientNames Names { get; }

    /// <summary>Those of an application: what <c>AddProxyPass</c> registered, or else ours with their defaults.</summary>
    public static MemberTransports Of(IServiceProvider services) =>
        services.GetService<MemberTransports>() ?? ByApplication.GetValue(services, static s =>
        {
            var transports = new MemberTransports(s.GetService<IOptions<GatewayOptions>>() ?? Options.Create(new GatewayOptions()), s.GetServices<IMemberTransport>(), s.GetService<ILoggerFactory>());
            s.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(transports.Dispose);
            return transports;
        });

    /// <summary>How many sites were mapped before.</summary>
    public int NextSite() => Interlocked.Increment(ref _sites) - 1;

    /// <summary>Sends a request with the transport of its member's scheme.</summary>
    public async ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client)
    {
        var scheme = request.Member.Url.Scheme;
        var transport = Array.Find(_added, t => t.Speaks(scheme)) ?? (_http.Speaks(scheme) ? _http : _http2.Speaks(scheme) ? _http2 : null);
        if (transport is null)
        {
            return MemberAnswer.Failed(Outcome.ConnectFailed(new NotSupportedException(
                $"No connector for {scheme}:// is registered; add an {nameof(IMemberTransport)} that speaks it.")));
        }

        var answer = await transport.SendAsync(request, client).ConfigureAwait(false);
        return answer.Failure is { Kind: OutcomeKind.ConnectFailed or OutcomeKind.PoolExhausted } failure && request.Body is { IsTouched: true }
            ? MemberAnswer.Failed(Outcome.Faulted(failure.Error)) // R40: whatever a transport says, this body is gone
            : answer;
    }

    /// <summary>Begins what <see cref="DisposeAsync"/> does; sockets that are in use are closed all the same.</summary>
    public void Dispose() => _ = DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        Names.Dispose();
        _http2.Dispose();
        await ((IAsyncDisposable)_http).DisposeAsync().ConfigureAwait(false);
    }
}
