using System.Globalization;
using System.Net;
using Balancing.Chaos.Tests.Network;
using Balancing.Chaos.Tests.Victims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace Balancing.Chaos.Tests.Load;

/// <summary>Three victims, a gateway in front of them, and a crowd in front of the gateway.</summary>
internal sealed class Arena : IAsyncDisposable
{
    private const int Clients = 8;

    private readonly CancellationTokenSource _stop = new();
    private readonly ReverseProxy _site;
    private readonly WebApplication _gateway;
    private Task _crowd = Task.CompletedTask;

    private Arena(Victim[] victims, Relay[] relays, Ledger ledger, ReverseProxy site, WebApplication gateway)
    {
        (Victims, Relays, Ledger, Balancer) = (victims, relays, ledger, site.Balancers.Single());
        (_site, _gateway) = (site, gateway);
    }

    public Victim[] Victims { get; }

    /// <summary>The way to each victim.</summary>
    public Relay[] Relays { get; }

    public Ledger Ledger { get; }

    public Balancer Balancer { get; }

    public static async Task<Arena> StartAsync(Action<MemberBuilder>? member = null, Action<BalancerBuilder>? balancer = null, bool relayed = false)
    {
        var ledger = new Ledger();
        Victim[] victims = [.. Enumerable.Range(0, 3).Select(_ => new Victim(ledger.Arrived))];
        await Task.WhenAll(victims.Select(v => v.StartAsync()));

        Relay[] relays = [.. victims.Select(v => new Relay(new Uri(v.Url)))];
        var site = Site(relayed ? relays.Select(r => r.Url) : victims.Select(v => v.Url), member, balancer);
        return new Arena(victims, relays, ledger, site, await StartGatewayAsync(site));
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

    /// <summary>Closes, and holds that nothing went wrong and nothing is left over.</summary>
    public async Task EndAsync(ITestOutputHelper output)
    {
        await CloseAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Ledger.Asked} asked, {Ledger.Answered} answered"));
        foreach (var (loss, times) in Ledger.Losses)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times} {loss}"));
        }

        Assert.Empty(Ledger.Wrongs);
        Assert.InRange(Ledger.Answered, Ledger.Asked / 2, Ledger.Asked);
        Assert.All(Balancer.Snapshot().Members, m => Assert.Equal((0, 0, 0), (m.Busy, m.Connections.InUse, m.Connections.Waiting)));
        Assert.Contains(Balancer.Snapshot().Members, m => m.Connections.Acquired > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _gateway.DisposeAsync();
        _site.Dispose();
        Balancer.Dispose();
        Ledger.Dispose();
        _stop.Dispose();
        for (var i = 0; i < Victims.Length; i++)
        {
            Relays[i].Dispose();
            Victims[i].Dispose();
        }
    }

    private static ReverseProxy Site(IEnumerable<string> urls, Action<MemberBuilder>? member, Action<BalancerBuilder>? balancer)
    {
        var builder = Balancing.Balancer.Create("foo");
        foreach (var url in urls)
        {
            builder.Member(url, m =>
            {
                m.Retry(TimeSpan.FromMilliseconds(100)).Timeout(TimeSpan.FromSeconds(1));
                member?.Invoke(m);
            });
        }

        balancer?.Invoke(builder);
        return ReverseProxy.Create("www").Balancer(builder.Build()).ProxyPass("/", "balancer://foo/").Build();
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
