using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Tunnels;
using Balancing.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ScriptedBackend = Balancing.AspNetCore.Tests.Network.ScriptedBackend;

namespace Balancing.AspNetCore.Tests.Attacks;

public class RequestTimeoutTests
{
    private readonly ManualTimeProvider _clock = new();

    private Task<Front> FrontAsync(Balancer foo) => Attack.FrontAsync(foo, o =>
    {
        o.Time = _clock;
        o.RequestTimeout = Limits.Sec(10);
        o.TunnelIdleTimeout = Timeout.InfiniteTimeSpan;
    });

    [Fact(Timeout = Limits.Test)]
    public async Task R43_a_member_that_is_waited_for_when_the_time_is_over_is_blamed()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.HearAllAsync();
        });
        using var foo = Balancer.Create("foo").Member(backend.Url).FailOnTimeout().Build();
        await using var front = await FrontAsync(foo);
        using var client = await front.OpenAsync();

        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await Limits.UntilAsync(() => backend.Heads.Count == 1);
        _clock.Advance(Limits.Sec(9));
        Assert.Equal(1, foo.Snapshot().Members[0].Busy);
        _clock.Advance(Limits.Sec(1));

        Assert.StartsWith("HTTP/1.1 504 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        await Attack.EndedAsync(foo);
        Assert.Equal(MemberStatus.InError, foo.Snapshot().Members[0].Status & MemberStatus.InError);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R43_an_answer_that_was_begun_is_cut_off_however_lively_it_is()
    {
        var drops = new SemaphoreSlim(0);
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await drops.WaitAsync();
                await c.SayAsync("1\r\nx\r\n");
            }
        });
        using var foo = Balancer.Create("foo").Member(backend.Url, m => m.Timeout(Limits.Sec(5))).Build();
        await using var front = await FrontAsync(foo);
        using var client = await front.OpenAsync();

        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.HearHeadAsync();
        for (var i = 0; i < 3; i++)
        {
            drops.Release();
            Assert.Equal("1\r\nx\r\n", await client.HearAsync(6));
            _clock.Advance(Limits.Sec(3));
        }

        _clock.Advance(Limits.Sec(1));

        Assert.Equal("", await client.HearAllAsync()); // no last chunk: it does not look whole (R8)
        await Attack.EndedAsync(foo);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R43_a_client_that_waits_for_a_member_waits_no_longer_either()
    {
        using var foo = Balancer.Create("foo").Member(ScriptedBackend.RefusingUrl(), m => m.Disabled()).Timeout(Limits.Sec(60)).Build();
        await using var front = await FrontAsync(foo);
        using var client = await front.OpenAsync();

        await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
        await Limits.UntilAsync(() => foo.Snapshot().Waiting == 1);
        _clock.Advance(Limits.Sec(10));
        var head = await client.HearHeadAsync();

        Assert.StartsWith("HTTP/1.1 504 ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", head, StringComparison.Ordinal); // its body never becomes a request (R7)
        await Limits.UntilAsync(() => foo.Snapshot().Waiting == 0);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_tunnel_that_is_open_has_limits_of_its_own()
    {
        using var backend = TunnelBackend.Echo();
        using var foo = TunnelBackend.Foo(backend.Url);
        await using var front = await FrontAsync(foo);
        using var client = await TunnelBackend.OpenAsync(front);

        _clock.Advance(Limits.Sec(100));
        await client.SayAsync("still here");

        Assert.Equal("still here", await client.HearAsync(10));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_request_in_time_is_answered_and_the_next_one_has_all_its_time()
    {
        using var backend = ScriptedBackend.Named("ok");
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await FrontAsync(foo);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("ok", (await front.GetAsync()).Body);
            _clock.Advance(Limits.Sec(9));
        }
    }

    [Theory]
    [InlineData(true, OutcomeKind.TimedOut)]
    [InlineData(false, OutcomeKind.Refused)]
    public async Task R41_who_is_blamed_is_who_was_waited_for(bool member, OutcomeKind kind)
    {
        using var patience = new Patience(_clock);
        var whole = new WholeLimit(new MemberRequest(patience), _clock, _clock.GetTimestamp(), Limits.Sec(10), CancellationToken.None);
        await using var end = whole;
        patience.Begin(Limits.Sec(60), whole.Token);
        patience.Start();
        if (!member)
        {
            patience.Stop();
        }

        _clock.Advance(Limits.Sec(10));

        var outcome = whole.Judge(Outcome.ClientGone(0, 7));
        Assert.Equal((true, kind, 7, 504), (whole.RanOut && patience.Token.IsCancellationRequested, outcome.Kind, outcome.Received, outcome.SuggestedStatus));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_limit_that_makes_no_sense_is_refused(int seconds)
    {
        using var services = new ServiceCollection().AddProxyPass(o => o.RequestTimeout = Limits.Sec(seconds)).BuildServiceProvider();

        Assert.Contains("RequestTimeout", Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<GatewayOptions>>().Value).Message, StringComparison.Ordinal);
    }
}
