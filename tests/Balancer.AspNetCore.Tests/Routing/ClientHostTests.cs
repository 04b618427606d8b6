using System.Net;
using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ManualTimeProvider = Balancing.Testing.ManualTimeProvider;

namespace Balancing.AspNetCore.Tests.Routing;

/// <summary>Require host: the client's name is asked for when an answer hangs on it, and nobody waits on a thread meanwhile.</summary>
public class ClientHostTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("client.example.org", "/host", 200)]
    [InlineData("client.example.net", "/host", 403)]
    [InlineData("", "/host", 403)]
    [InlineData(null, "/host", 403)]
    [InlineData("client.example.org", "/nothost", 403)]
    [InlineData("client.example.net", "/nothost", 200)]
    [InlineData("", "/nothost", 200)]
    [InlineData(null, "/nothost", 403)]
    [InlineData("client.example.org", "/free", 200)]
    public async Task The_name_decides_and_what_is_not_known_denies(string? name, string path, int status)
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await StartAsync(Site(backend), (_, _) => ValueTask.FromResult(name));

        Assert.Equal(status, (int)(await front.GetAsync(path)).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Nobody_is_asked_when_the_answer_does_not_hang_on_the_name()
    {
        var asked = 0;
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await StartAsync(Site(backend), (_, _) => ValueTask.FromResult<string?>($"{++asked}.example.org"), app => app.MapGet("/host/own", () => "own"));

        Assert.Equal("proxied", (await front.GetAsync("/free")).Body);
        Assert.Equal("proxied", (await front.GetAsync("/local")).Body);
        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/never")).Status);
        Assert.Equal("own", (await front.GetAsync("/host/own")).Body);
        Assert.Equal(0, asked);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_name_is_kept_for_a_minute()
    {
        var asked = new List<IPAddress>();
        var time = new ManualTimeProvider();
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await StartAsync(Site(backend), (address, _) =>
        {
            asked.Add(address);
            return ValueTask.FromResult<string?>("a.example.org");
        }, time: time);

        await front.GetAsync("/host");
        time.Advance(TimeSpan.FromSeconds(59));
        await front.GetAsync("/host");
        Assert.Equal([IPAddress.Loopback], asked);
        time.Advance(TimeSpan.FromSeconds(1));
        await front.GetAsync("/host");
        Assert.Equal(2, asked.Count);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Requests_that_come_meanwhile_wait_for_the_same_lookup()
    {
        var asked = 0;
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await StartAsync(Site(backend), (_, _) =>
        {
            asked++;
            begun.TrySetResult();
            return new ValueTask<string?>(answer.Task);
        });

        Task<(HttpStatusCode Status, string Body)>[] requests = [.. Enumerable.Range(0, 8).Select(_ => front.GetAsync("/host"))];
        await begun.Task;
        Assert.Equal("proxied", (await front.GetAsync("/free")).Body); // others are not held up
        answer.SetResult("a.example.org");

        Assert.All(await Task.WhenAll(requests), r => Assert.Equal(HttpStatusCode.OK, r.Status));
        Assert.Equal(1, asked);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_lookup_that_fails_or_takes_too_long_denies_and_is_tried_again_soon()
    {
        var time = new ManualTimeProvider();
        var asked = 0;
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await StartAsync(Site(backend), async (_, cancel) =>
        {
            switch (++asked)
            {
                case 1:
                    throw new SocketException((int)SocketError.TryAgain);
                case 2:
                    time.Advance(TimeSpan.FromSeconds(5)); // its patience
                    await Task.Delay(Timeout.Infinite, cancel);
                    return "never.example.org";
                default:
                    return "a.example.net";
            }
        }, time: time);

        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/nothost")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/nothost")).Status);
        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/nothost")).Status);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync("/nothost")).Status);
        Assert.Equal(3, asked);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task What_is_let_in_but_not_mapped_is_free_for_others_again()
    {
        using var backend = ScriptedBackend.Named("proxied");
        using var second = ScriptedBackend.Named("second");
        await using var front = await Front.StartAsync(
            app =>
            {
                app.MapProxyPass(Site(backend));
                app.MapProxyPass(ReverseProxy.Create("two").ProxyPass("/local/two", second.Url).ProxyPass("/host/local/two", second.Url).Build());
                app.MapFallback(() => "fallback");
            },
            services => services.AddProxyPass(o => o.ClientHost = (_, _) => ValueTask.FromResult<string?>("a.example.org")));

        Assert.Equal("fallback", (await front.GetAsync("/host/local/x")).Body);
        Assert.Equal("second", (await front.GetAsync("/host/local/two")).Body);
        Assert.Equal("proxied", (await front.GetAsync("/host/x")).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Without_AddProxyPass_the_name_is_asked_for_all_the_same()
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).Location("/", l => l.Require("host no-such-name.invalid")).Build());

        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync()).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task By_default_DNS_is_asked()
    {
        using var backend = ScriptedBackend.Named("proxied");
        var name = await OurNameAsync();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).Location("/", l => l.Require($"host {name ?? "none"}")).Build());

        Assert.Equal(name is null ? HttpStatusCode.Forbidden : HttpStatusCode.OK, (await front.GetAsync()).Status);
    }

    // What this machine calls itself, if that name leads back.
    private static async Task<string?> OurNameAsync()
    {
        try
        {
            var name = (await Dns.GetHostEntryAsync("127.0.0.1")).HostName;
            return (await Dns.GetHostAddressesAsync(name)).Contains(IPAddress.Loopback) ? name : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static ReverseProxy Site(ScriptedBackend backend) => ReverseProxy.Create("www")
        .Exclude("/host/local").ProxyPass("/", backend.Url)
        .Location("/host", l => l.Require("host example.org"))
        .Location("/nothost", l => l.RequireAll(a => a.Require("all granted", "not host example.org")))
        .Location("/local", l => l.Require("host example.org", "local"))
        .Location("/never", l => l.RequireAll(a => a.Require("host example.org", "ip 10.0.0.1")))
        .Build();

    private static Task<Front> StartAsync(
        ReverseProxy site, Func<IPAddress, CancellationToken, ValueTask<string?>> names, Action<WebApplication>? more = null, TimeProvider? time = null) =>
        Front.StartAsync(site, more, services => services.AddProxyPass(o =>
        {
            o.ClientHost = names;
            o.Time = time ?? o.Time;
        }));
}
