using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Balancing.Testing;
using Microsoft.Extensions.DependencyInjection;
using ScriptedBackend = Balancing.AspNetCore.Tests.Network.ScriptedBackend;

namespace Balancing.AspNetCore.Tests.Pooling;

/// <summary>A gateway over one member, with a clock that the test moves, and what the member's pool says.</summary>
internal sealed class Pooled : IAsyncDisposable
{
    private Pooled(Front front, Balancer balancer, ManualTimeProvider clock) => (Front, Balancer, Clock) = (front, balancer, clock);

    public Front Front { get; }

    public Balancer Balancer { get; }

    public ManualTimeProvider Clock { get; }

    public PoolSnapshot Now => Balancer.Snapshot().Members[0].Connections;

    public static Task<Pooled> OverAsync(ScriptedBackend backend, Action<MemberBuilder> member, Action<GatewayOptions>? options = null) =>
        OverAsync(backend.Url, member, options);

    public static async Task<Pooled> OverAsync(string url, Action<MemberBuilder> member, Action<GatewayOptions>? options = null)
    {
        var clock = new ManualTimeProvider();
        var foo = Balancer.Create("foo").Member(url, member).Build();
        var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build();
        var front = await Front.StartAsync(site, services: s => s.AddProxyPass(o =>
        {
            o.Time = clock;
            options?.Invoke(o);
        }));
        return new Pooled(front, foo, clock);
    }

    public async Task AskAsync(string path = "/")
    {
        var (status, _) = await Front.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    /// <summary>So many requests at the same moment, each on a connection of its own; the backend must be <see cref="Gathering"/> as many.</summary>
    public Task AskAtOnceAsync(int requests) => Task.WhenAll(Enumerable.Range(0, requests).Select(i => AskAsync($"/{i}")));

    /// <summary>A backend that answers nobody until so many ask at once; once they did, it answers everybody.</summary>
    public static ScriptedBackend Gathering(int requests)
    {
        var (arrived, all) = (0, new TaskCompletionSource());
        return ScriptedBackend.Play(async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 })
            {
                if (Interlocked.Increment(ref arrived) == requests)
                {
                    all.SetResult();
                }

                await all.Task;
                await c.SayAsync(ScriptedBackend.Ok("ok"));
            }
        });
    }

    /// <summary>Waits until a timer runs that ends within this time; what was counted may be a moment ahead of its timer.</summary>
    public Task TimedAsync(TimeSpan within) => Limits.UntilAsync(() => Clock.NextDue <= Clock.GetUtcNow() + within);

    public ValueTask DisposeAsync() => Front.DisposeAsync();
}
