using System.Net;
using Balancing.Chaos.Tests.Victims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Balancing.Chaos.Tests.Load;

/// <summary>Three victims, a gateway in front of them, and a crowd in front of the gateway.</summary>
internal sealed class Arena : IAsyncDisposable
{
    private const int Clients = 8;

    private readonly CancellationTokenSource _stop = new();
    private readonly ReverseProxy _site;
    private readonly WebApplication _gateway;
    private Task _crowd = Task.CompletedTask;

    private Arena(Victim[] victims, Ledger ledger, Balancer balancer, ReverseProxy site, WebApplication gateway)
    {
        (Victims, Ledger, Balancer) = (victims, ledger, balancer);
        (_site, _gateway) = (site, gateway);
    }

    public Victim[] Victims { get; }

    public Ledger Ledger { get; }

    public Balancer Balancer { get; }

    public static async Task<Arena> StartAsync(Action<MemberBuilder>? member = null, Action<BalancerBuilder>? balancer = null)
    {
        var ledger = new Ledger();
        Victim[] victims = [.. Enumerable.Range(0, 3).Select(_ => new Victim(ledger.Arrived))];
        await Task.WhenAll(victims.Select(v => v.StartAsync()));

        var builder = Balancing.Balancer.Create("foo");
        balancer?.Invoke(builder);
        foreach (var victim in victims)
        {
            builder.Member(victim.Url, m =>
            {
                m.Retry(TimeSpan.FromMilliseconds(100)).Timeout(TimeSpan.FromSeconds(1));
                member?.Invoke(m);
            });
        }

        var foo = builder.Build();
        var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build();
        var gateway = await StartGatewayAsync(site);
        return new Arena(victims, ledger, foo, site, gateway);
    }

    /// <summary>From now on the crowd asks.</summary>
    public void Open() => _crowd = new Crowd(new Uri(_gateway.Urls.First()), Ledger).RunAsync(Clients, _stop.Token);

    /// <summary>Waits until so many more requests were answered.</summary>
    public async Task AnsweredAsync(int more)
    {
        for (var goal = Ledger.Answered + more; Ledger.Answered < goal && !_crowd.IsFaulted;)
        {
            await Task.Delay(1);
        }
    }

    /// <summary>Sends the crowd home; requests under way come to their end.</summary>
    public async Task CloseAsync()
    {
        await _stop.CancelAsync();
        await _crowd;
        foreach (var victim in Victims)
        {
            await victim.KillAsync(); // so that all journals are read
        }

        Ledger.Close(Crowd.IsPost);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _gateway.DisposeAsync();
        _site.Dispose();
        Balancer.Dispose();
        Ledger.Dispose();
        _stop.Dispose();
        foreach (var victim in Victims)
        {
            victim.Dispose();
        }
    }

    private static async Task<WebApplication> StartGatewayAsync(ReverseProxy site)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapProxyPass(site);
        await app.StartAsync();
        return app;
    }
}
