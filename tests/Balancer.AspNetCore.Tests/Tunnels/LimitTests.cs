using System.Diagnostics.Metrics;
using Balancing.AspNetCore.Tests.Network;
using Balancing.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore.Tests.Tunnels;

public class LimitTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData(null, null, 60)] // httpd: Timeout
    [InlineData(20, null, 20)] // httpd: timeout=20
    [InlineData(20, 90, 90)] // TunnelIdleTimeout
    public async Task A_tunnel_ends_when_both_sides_were_silent_for_too_long(int? member, int? own, int seconds)
    {
        using var backend = TunnelBackend.Echo();
        using var foo = Balancer.Create("foo").Member(backend.Url, m => { _ = member is { } s ? m.Upgrade().Timeout(Limits.Sec(s)) : m.Upgrade(); }).Build();
        var time = new ManualTimeProvider();
        await using var front = await TunnelBackend.FrontAsync(foo, o =>
        {
            o.Time = time;
            o.TunnelIdleTimeout = own is { } s ? Limits.Sec(s) : null;
        });
        using var client = await TunnelBackend.OpenAsync(front);

        for (var i = 0; i < 3; i++)
        {
            time.Advance(Limits.Sec(seconds) - Limits.Ms(10)); // what is said begins a new silence
            await client.SayAsync("x");
            Assert.Equal("x", await client.HearAsync(1));
        }

        time.Advance(Limits.Sec(seconds) - Limits.Ms(10));
        Assert.Equal(1, foo.Snapshot().Members[0].Busy);
        var end = client.HearAllAsync();
        for (var more = 0; more <= seconds && !end.IsCompleted; more++)
        {
            time.Advance(Limits.Sec(1)); // the gateway may have looked at the clock once more after the last byte was heard
        }

        Assert.Equal("", await end);
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(null, 24 * 3600)]
    [InlineData(100, 100)]
    public async Task D33_R38_a_tunnel_ends_when_it_is_too_old_whatever_is_said(int? own, int seconds)
    {
        using var backend = TunnelBackend.Echo();
        var time = new ManualTimeProvider();
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await TunnelBackend.FrontAsync(foo, o =>
        {
            o.Time = time;
            o.TunnelIdleTimeout = Timeout.InfiniteTimeSpan;
            o.TunnelTotalTimeout = own is { } s ? Limits.Sec(s) : o.TunnelTotalTimeout;
        });
        using var client = await TunnelBackend.OpenAsync(front);
        await client.SayAsync("x");
        Assert.Equal("x", await client.HearAsync(1)); // from here on its time runs

        time.Advance(Limits.Sec(seconds - 1));
        await client.SayAsync("x");
        Assert.Equal("x", await client.HearAsync(1));
        time.Advance(Limits.Sec(1));

        Assert.Equal("", await client.HearAllAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D33_R42_one_tunnel_too_many_gets_503_and_others_do_not_notice()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await TunnelBackend.FrontAsync(foo, o => o.TunnelLimit = 2);
        using var first = await TunnelBackend.OpenAsync(front);
        var second = await TunnelBackend.OpenAsync(front);
        using var third = await front.OpenAsync();
        await third.SayAsync(TunnelBackend.Ask);
        Assert.StartsWith("HTTP/1.1 503 ", await third.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError);

        second.Dispose();
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 1);

        using var fourth = await TunnelBackend.OpenAsync(front);
        await first.SayAsync("x");
        Assert.Equal("x", await first.HearAsync(1));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_tunnel_counts_among_the_members_connections_and_is_never_used_again()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = Balancer.Create("foo").Member(backend.Url, m => m.Upgrade().Pool(p => p.Max(1).Acquire(Limits.Ms(20)))).Build();
        await using var front = await TunnelBackend.FrontAsync(foo);
        var first = await TunnelBackend.OpenAsync(front);

        using var second = await front.OpenAsync();
        await second.SayAsync(TunnelBackend.Ask);
        Assert.StartsWith("HTTP/1.1 503 ", await second.HearHeadAsync(), StringComparison.Ordinal);
        first.Dispose();
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
        using var third = await TunnelBackend.OpenAsync(front);

        Assert.Equal(2, backend.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Draining_waits_for_a_tunnel_and_says_what_it_waits_for()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await TunnelBackend.FrontAsync(foo);
        var client = await TunnelBackend.OpenAsync(front);

        var drained = foo.DrainAsync(backend.Url, Limits.Sec(20));
        var lease = Assert.Single(foo.Leases(backend.Url));
        Assert.Equal("websocket", lease.Purpose);
        Assert.False(drained.IsCompleted);
        client.Dispose();

        Assert.Equal(DrainEnd.Completed, (await drained).End);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_tunnel_outlives_a_reload_that_takes_its_member_away()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await TunnelBackend.FrontAsync(foo);
        using var client = await TunnelBackend.OpenAsync(front);

        foo.Apply(new BalancerOptions { Members = { new MemberOptions { Url = "http://127.0.0.1:9" } } });
        await client.SayAsync("still here");

        Assert.Equal("still here", await client.HearAsync(10));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task When_the_host_stops_tunnels_end()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = TunnelBackend.Foo(backend.Url);
        IHostApplicationLifetime lifetime = null!;
        await using var front = await Front.StartAsync(
            app =>
            {
                lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
                app.MapProxyPass(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
            });
        using var client = await TunnelBackend.OpenAsync(front);

        lifetime.StopApplication();

        Assert.Equal("", await client.HearAllAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_number_of_open_tunnels_is_measured()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = TunnelBackend.Foo(backend.Url);
        var open = 0L;
        IMeterFactory? factory = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "balancer.tunnels.open" && instrument.Meter.Scope == factory)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref open, value));
        await using var front = await Front.StartAsync(app =>
        {
            factory = app.Services.GetRequiredService<IMeterFactory>();
            listener.Start();
            app.MapProxyPass(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
        });

        var client = await TunnelBackend.OpenAsync(front);
        await Limits.UntilAsync(() => Interlocked.Read(ref open) == 1);
        client.Dispose();
        await Limits.UntilAsync(() => Interlocked.Read(ref open) == 0);
    }

    [Fact]
    public void Limits_that_make_no_sense_are_named_together()
    {
        var services = new ServiceCollection().AddProxyPass(o =>
        {
            o.TunnelLimit = -1;
            o.TunnelIdleTimeout = TimeSpan.Zero;
            o.TunnelTotalTimeout = TimeSpan.Zero;
            o.TunnelLinger = Timeout.InfiniteTimeSpan;
        }).BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<GatewayOptions>>().Value);

        Assert.Equal(4, error.Failures.Count());
    }
}
