using System.Net;
using Balancing.AspNetCore.Tests.Network;
using static Balancing.AspNetCore.Tests.Network.Limits;

namespace Balancing.AspNetCore.Tests.Cves;

/// <summary>Rows of the CVE table about members that seemed to have failed, and connections that should not have been kept.</summary>
public class MemberCves
{
    private static (Balancer Balancer, ReverseProxy Site) Over(string url, Action<MemberBuilder>? member = null)
    {
        var foo = Balancer.Create("foo").Member(url, m => member?.Invoke(m)).Build();
        return (foo, ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
    }

    private static async Task AssertUnharmedAsync(Balancer balancer, Front front)
    {
        await UntilAsync(() => balancer.Snapshot().Members[0].Busy == 0);
        Assert.Equal(MemberStatus.None, balancer.Snapshot().Members[0].Status & MemberStatus.InError);
        Assert.Equal((HttpStatusCode.OK, "mine"), await front.GetAsync("/mine"));
    }

    private static ScriptedBackend Echo(string slow = "/never") => ScriptedBackend.Play(async (c, b) =>
    {
        while (await b.HearHeadAsync(c) is { Length: > 0 } head)
        {
            var path = head.Split(' ')[1];
            if (path == slow)
            {
                await c.HearAllAsync();
                return;
            }

            if (Raw.RawText.Field(head, "Content-Length") is { } length)
            {
                await c.HearAsync(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture));
            }

            await c.SayAsync(ScriptedBackend.Ok(path[1..]));
        }
    });

    [Theory(Timeout = Limits.Test)]
    [InlineData("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")]
    [InlineData("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")]
    [InlineData("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")]
    public async Task Cve_2009_1191_and_2010_0408_a_body_that_never_comes_is_neither_the_next_clients_nor_the_members_fault(string request)
    {
        using var backend = Echo();
        var (foo, site) = Over(backend.Url);
        await using var front = await Front.StartAsync(site);
        using (var client = await front.OpenAsync())
        {
            await client.SayAsync(request);
            client.Reset();
        }

        await AssertUnharmedAsync(foo, front);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("MADEUP /x HTTP/1.1", "Host: a\r\n", "200")]
    [InlineData("GET /x HTTP/1.1", "Host: <a>\r\n", "400")]
    [InlineData("GET /x HTTP/1.1", "Host: a:99999\r\n", "400")]
    [InlineData("TRACE /x HTTP/1.1", "Host: a\r\n", "405")]
    public async Task Cve_2011_3348_and_2009_0033_a_strange_client_is_not_the_members_fault(string line, string headers, string status)
    {
        using var backend = Echo();
        var (foo, site) = Over(backend.Url);
        await using var front = await Front.StartAsync(site);
        using var client = await front.OpenAsync();
        await client.SayAsync($"{line}\r\n{headers}\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", await client.HearHeadAsync(), StringComparison.Ordinal);
        await AssertUnharmedAsync(foo, front);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2012_4557_2010_2068_and_2010_2791_a_slow_answer_is_a_504_on_a_connection_that_nobody_else_gets()
    {
        using var backend = Echo(slow: "/slow");
        var (foo, site) = Over(backend.Url, m => m.Timeout(Ms(200)));
        await using var front = await Front.StartAsync(site);

        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync("/warm")).Status);
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await front.GetAsync("/slow")).Status);
        await AssertUnharmedAsync(foo, front);
        Assert.Equal(2, backend.Connections);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002\u0028")]
    [InlineData("\u0016\u0003\u0003\0\u0004\u0002\0\0\0")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    public async Task Cve_2004_0751_odd_TLS_records_fail_one_connection(string records)
    {
        using var odd = ScriptedBackend.Play(async (c, _) =>
        {
            await c.HearAsync(5);
            await c.SayAsync(records);
        });
        using var good = ScriptedBackend.Named("good");
        await using var front = await Front.OverAsync($"https://127.0.0.1:{odd.Port}", good.Url);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((HttpStatusCode.OK, "good"), await front.GetAsync());
        }
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2026_47360_a_cookie_that_is_taken_away_is_away_at_every_attempt()
    {
        using var second = ScriptedBackend.Named("second");
        var foo = Balancer.Create("foo").Member(ScriptedBackend.RefusingUrl()).Member(second.Url).Build();
        var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").RequestHeader(h => h.Unset("Cookie")).Build();
        await using var front = await Front.StartAsync(site);

        await front.AskAsync("GET / HTTP/1.1", "Cookie: session=secret\r\n");

        Assert.DoesNotContain("secret", second.Head, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("a")]
    [InlineData("a:8080")]
    [InlineData("[::1]:81")]
    public async Task Cve_2025_49630_a_preserved_host_is_the_one_that_was_checked(string host)
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).ProxyPreserveHost().Build());
        using var client = await front.OpenAsync();
        await client.SayAsync($"GET http://{host}/x HTTP/1.1\r\nHost: other\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: {host}\r\n", backend.Head, StringComparison.Ordinal);
    }
}
