using System.Net;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Failures;

public class StormTests
{
    [Fact(Timeout = 2 * Limits.Test)]
    public async Task Connections_that_die_without_a_word_lose_no_safe_request_and_leave_nothing_behind()
    {
        // Answers twice and closes: every second request of the gateway may meet a connection that is about to die.
        using var rude = ScriptedBackend.Play(async (c, b) =>
        {
            for (var i = 0; i < 2 && await b.HearHeadAsync(c) is { Length: > 0 }; i++)
            {
                await c.SayAsync(ScriptedBackend.Ok("ok"));
            }
        });
        var foo = Balancer.Create("foo").Member(rude.Url, m => m.Pool(p => p.Max(4))).Member(ScriptedBackend.RefusingUrl()).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => front.GetAsync($"/{i}")));

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.OK, "ok"), a));
        Assert.All(rude.Heads.GroupBy(head => head[..head.IndexOf('\r', StringComparison.Ordinal)], StringComparer.Ordinal), sent => Assert.InRange(sent.Count(), 1, 2));
        await Limits.UntilAsync(() => foo.Snapshot().Members.All(m => m.Busy == 0));
    }

    [Fact(Timeout = 2 * Limits.Test)]
    public async Task Clients_that_leave_at_any_moment_leave_no_lease_and_no_connection_permit_behind()
    {
        using var backend = ScriptedBackend.Named(new string('x', 100_000));
        var foo = Balancer.Create("foo").Member(backend.Url, m => m.Pool(p => p.Max(2))).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        await Parallel.ForAsync(0, 100, async (i, _) =>
        {
            using var client = await front.OpenAsync();
            await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n0123456789"[..(20 + (i % 38))]);
            await (i % 3 == 0 ? client.SayAsync("0123456789") : Task.CompletedTask);
            client.Reset();
        });
        await Limits.UntilAsync(() => foo.Snapshot().Members.All(m => m.Busy == 0));

        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync()).Status);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError); // R41
    }
}
