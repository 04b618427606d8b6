using System.Net;
using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Raw;
using Balancing.Testing;
using Microsoft.Extensions.DependencyInjection;
using ScriptedBackend = Balancing.AspNetCore.Tests.Network.ScriptedBackend;

namespace Balancing.AspNetCore.Tests.Hostile;

/// <summary>Every await on the way to a member and back fails once, in every way; nothing is left behind, and the next request succeeds.</summary>
public class FaultTests
{
    private const int MostAwaits = 200;

    private readonly ManualTimeProvider _clock = new();
    private Conversation? _client;

    public static TheoryData<string, Fault> Ways
    {
        get
        {
            var ways = new TheoryData<string, Fault>();
            foreach (var request in (string[])["GET", "POST", "CHUNKS", "EXPECT"])
            {
                foreach (var fault in Enum.GetValues<Fault>())
                {
                    ways.Add(request, fault);
                }
            }

            return ways;
        }
    }

    [Theory(Timeout = 2 * Limits.Test)]
    [MemberData(nameof(Ways))]
    public async Task Every_await_may_fail(string request, Fault fault)
    {
        using var backend = ScriptedBackend.Play(AnswerAsync);
        var plan = new FaultPlan(() => _client?.Reset());
        var foo = Balancer.Create("foo").Member(backend.Url, m => m.Pool(p => p.Max(2))).Build();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(),
            services: s => s.AddProxyPass(o => (o.Time, o.Between) = (_clock, (stream, _) => new FaultyStream(stream, plan))));

        var awaits = 1;
        for (var at = 1; at <= awaits && at <= MostAwaits; at++)
        {
            plan.Arm(0, fault);
            Assert.Equal("200", await AskAsync(front, request));
            awaits = Math.Max(awaits, plan.Count);
            plan.Arm(at, fault);
            var asking = AskAsync(front, request);
            while (fault != Fault.ClientLeaves && !asking.IsCompleted)
            {
                _clock.Advance(Limits.Ms(500)); // also where a write failed: an answer may be on its way, and is waited for
                await Task.Yield();
            }

            Assert.Contains(await asking, (string[])["200", "502", "503", "504", "nothing"]);
            plan.Arm(0, fault);
            await Limits.UntilAsync(() => foo.Snapshot().Members[0] is { Busy: 0, Connections: { InUse: 0, Opening: 0, Waiting: 0 } });
            Assert.Equal((HttpStatusCode.OK, "/next"), await front.GetAsync("/next"));
        }

        Assert.InRange(awaits, 2, MostAwaits);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(Fault.Throws)]
    [InlineData(Fault.Hangs)]
    [InlineData(Fault.ClientLeaves)]
    public async Task Opening_a_connection_may_fail(Fault fault)
    {
        using var backend = ScriptedBackend.Play(AnswerAsync);
        var plan = new FaultPlan(() => _client?.Reset());
        var foo = Balancer.Create("foo").Member($"http://member.test:{backend.Port}", m => m.Pool(p => p.Max(2)).Retry(TimeSpan.Zero)).Build();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(),
            services: s => s.AddProxyPass(o => (o.Time, o.Resolve) = (_clock, async (_, cancel) =>
            {
                await plan.HitAsync(cancel, CancellationToken.None);
                return [IPAddress.Loopback];
            }
            )));
        plan.Arm(1, fault);

        var asking = AskAsync(front, "GET");
        while (fault == Fault.Hangs && !asking.IsCompleted)
        {
            _clock.Advance(Limits.Sec(1));
            await Task.Yield();
        }

        Assert.Contains(await asking, (string[])["503", "nothing"]);
        await Limits.UntilAsync(() => foo.Snapshot().Members[0] is { Busy: 0, Connections: { InUse: 0, Opening: 0, Waiting: 0 } });
        Assert.Equal((HttpStatusCode.OK, "/next"), await front.GetAsync("/next"));
    }

    private async Task<string> AskAsync(Front front, string request)
    {
        using var client = await front.OpenAsync();
        _client = client;
        var big = new string('b', 40_000);
        try
        {
            await client.SayAsync(request switch
            {
                "GET" => "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST" => $"POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {big.Length}\r\n\r\n{big}",
                "EXPECT" => "POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
                _ => $"POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n9c40\r\n{big}\r\n0\r\n\r\n",
            });
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return "nothing"; // it left in the middle
        }

        var all = (await client.HearAllAsync()).Replace("HTTP/1.1 100 Continue\r\n\r\n", "", StringComparison.Ordinal);
        return all.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && all.Length > 12 ? all.Substring(9, 3) : "nothing";
    }

    private static async Task AnswerAsync(Conversation c, ScriptedBackend backend)
    {
        while (await backend.HearHeadAsync(c) is { Length: > 0 } head)
        {
            if (RawText.Field(head, "Expect") is not null)
            {
                await c.SayAsync("HTTP/1.1 100 Continue\r\n\r\n");
            }

            if (!(await RawText.HearBodyAsync(c, head, endsWithConnection: false)).IsWhole)
            {
                return;
            }

            await c.SayAsync(ScriptedBackend.Ok(head.Split(' ')[1]));
        }
    }
}
