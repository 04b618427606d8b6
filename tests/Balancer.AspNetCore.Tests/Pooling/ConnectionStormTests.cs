using System.Net;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Pooling;

public class ConnectionStormTests
{
    private static readonly string[] Moods =
    [
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokSTRAY",
        "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\ncut",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "",
    ];

    [Fact(Timeout = 2 * Limits.Test)]
    public async Task After_a_storm_of_good_and_bad_answers_and_of_clients_that_leave_nothing_is_in_use()
    {
        var mood = 0;
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            while (await b.HearHeadAsync(c) is { Length: > 0 })
            {
                var said = Moods[(uint)Interlocked.Increment(ref mood) % (uint)Moods.Length];
                await c.SayAsync(said);
                if (said.Length == 0 || said.EndsWith("cut", StringComparison.Ordinal))
                {
                    return;
                }
            }
        });
        var foo = Balancer.Create("foo").Member(backend.Url, m => m.Pool(p => p.Max(8).Min(2))).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            using var client = await front.OpenAsync();
            await client.SayAsync($"GET /{i} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            await (i % 5 == 0 ? Task.CompletedTask : client.HearAllAsync());
            client.Reset();
        });

        await Limits.UntilAsync(() => foo.Snapshot().Members[0] is { Busy: 0, Connections: { InUse: 0, Opening: 0, Closing: 0, Waiting: 0 } });
        var now = foo.Snapshot().Members[0].Connections;
        Assert.Equal(now.Opened - now.Closed, now.Idle);
        Assert.InRange(now.Idle, 2, 8);
        await Limits.UntilAsync(() => backend.Open == now.Idle);
    }

    [Fact(Timeout = 2 * Limits.Test)]
    public async Task D11_a_backend_that_closes_at_any_moment_gets_no_post_twice()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            for (var i = 0; i < 3 && await b.HearHeadAsync(c) is { Length: > 0 } head; i++)
            {
                await c.SwallowAsync(4);
                await c.SayAsync(ScriptedBackend.Ok("ok"));
            }
        });
        await using var pooled = await Pooled.OverAsync(backend, m => m.Pool(p => p.Max(4)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => pooled.Front.PostAsync("body", $"/{i}")));

        var sent = backend.Heads.GroupBy(head => head.Split(' ')[1], StringComparer.Ordinal);
        Assert.All(sent, once => Assert.Single(once));
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadGateway));
    }
}
