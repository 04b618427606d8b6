#if !STOCK_CLIENT // .NET's client keeps interim answers to itself
using System.Globalization;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Trailers;

public class InterimTests
{
    private const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";

    [Fact(Timeout = Limits.Test)]
    public async Task A_hint_reaches_the_client_before_the_answer_is_there()
    {
        var goes = new TaskCompletionSource();
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync(Hints);
            await goes.Task;
            await c.SayAsync(ScriptedBackend.Ok("done"));
        });
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();
        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Equal(Hints, await client.HearHeadAsync());
        goes.SetResult();
        Assert.EndsWith("\r\n\r\ndone", await client.HearAllAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("102 Processing", "102 Processing")]
    [InlineData("103 Early Hints", "103 Early Hints")]
    [InlineData("199 Whatever", "199 ")]
    public async Task Any_interim_answer_is_passed_on_with_a_phrase_of_our_own(string said, string heard)
    {
        using var backend = ScriptedBackend.Saying($"HTTP/1.1 {said}\r\nX-A: 1\r\n\r\n" + ScriptedBackend.Ok("done"));
        await using var front = await Front.OverAsync(backend.Url);

        Assert.StartsWith($"HTTP/1.1 {heard}\r\nX-A: 1\r\n\r\nHTTP/1.1 200 OK\r\n", await front.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("Connection: X-Hop\r\nX-Hop: 1")]
    [InlineData("Keep-Alive: timeout=5")]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Content-Length: 5")]
    [InlineData("Upgrade: h2c")]
    [InlineData("Trailer: X-T")]
    [InlineData("Set-Cookie: a=1")]
    [InlineData("Proxy-Authenticate: Basic")]
    public async Task What_belongs_to_this_hop_or_frames_a_body_is_not(string lines)
    {
        using var backend = ScriptedBackend.Saying($"HTTP/1.1 103 Early Hints\r\n{lines}\r\nLink: </a>\r\n\r\n" + ScriptedBackend.Ok("done"));
        await using var front = await Front.OverAsync(backend.Url);

        Assert.StartsWith("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n", await front.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Their_links_are_turned_back_and_what_rules_add_waits_for_the_answer()
    {
        ScriptedBackend backend = null!;
        backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync($"HTTP/1.1 103 Early Hints\r\nLink: <{backend.Url}/a.css>; rel=preload\r\nX-Secret: 1\r\n\r\n" + ScriptedBackend.Ok("done"));
        });
        using var ends = backend;
        await using var front = await Front.StartAsync(ReverseProxy.Create("www")
            .ProxyPass("/shop", backend.Url).ProxyPassReverse("/shop", backend.Url).ProxyVia(Via.On)
            .Header(h => h.Set("X-Added", "1").Unset("X-Secret")).Build());

        var answer = await front.AskAsync("GET /shop/ HTTP/1.1");

        Assert.StartsWith("HTTP/1.1 103 Early Hints\r\nLink: <http://www.example.com/shop/a.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Added: 1\r\n", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task D35_R34_sixteen_are_passed_on_and_a_seventeenth_ends_the_request()
    {
        using var sixteen = ScriptedBackend.Saying(string.Concat(Enumerable.Repeat(Hints, 16)) + ScriptedBackend.Ok("done"));
        using var seventeen = ScriptedBackend.Saying(string.Concat(Enumerable.Repeat(Hints, 17)) + ScriptedBackend.Ok("done"));
        await using var good = await Front.OverAsync(sixteen.Url);
        await using var bad = await Front.OverAsync(seventeen.Url);

        Assert.StartsWith(string.Concat(Enumerable.Repeat(Hints, 16)) + "HTTP/1.1 200 OK\r\n", await good.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nHTTP/1.1 502 Bad Gateway\r\n", await bad.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("HTTP/1.1 103 Early Hints\r\nX-A: a\0b\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nX A: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nX-A: 1\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")]
    public async Task R11_what_is_no_head_goes_no_further(string interim)
    {
        using var backend = ScriptedBackend.Saying(interim + ScriptedBackend.Ok("done"));
        await using var front = await Front.OverAsync(backend.Url);

        Assert.StartsWith("HTTP/1.1 502 Bad Gateway\r\n", await front.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_of_http_1_0_hears_none()
    {
        using var backend = ScriptedBackend.Saying(Hints + ScriptedBackend.Ok("done"));
        await using var front = await Front.OverAsync(backend.Url);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await front.AskAsync("GET / HTTP/1.0"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_of_http2_hears_none()
    {
        using var backend = ScriptedBackend.Saying(Hints + ScriptedBackend.Ok("done"));
        await using var front = await TrailerTests.Http2FrontAsync(backend.Url);
        using var request = TrailerTests.Http2Request(HttpMethod.Get);

        using var answer = await front.Client.SendAsync(request);

        Assert.Equal("done", await answer.Content.ReadAsStringAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_that_waits_for_leave_hears_only_that()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync(Hints + "HTTP/1.1 100 Continue\r\n\r\n");
            await c.HearAsync(3);
            await c.SayAsync(Hints + ScriptedBackend.Ok("done"));
        });
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();
        await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");

        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.HearHeadAsync());
        await client.SayAsync("abc");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.HearAllAsync(), StringComparison.Ordinal);
    }

    // mod_proxy_http.c: ap_proxy_http_process_response. Here the value counts.
    [Theory(Timeout = Limits.Test)]
    [InlineData("RFC", true)]
    [InlineData("rfc", true)]
    [InlineData("Suppress", false)]
    [InlineData("1", false)]
    public async Task The_policy_of_the_site_is_kept(string policy, bool passes)
    {
        using var backend = ScriptedBackend.Saying(Hints + ScriptedBackend.Ok("done"));
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").SetEnv("proxy-interim-response", policy).ProxyPass("/", backend.Url).Build());

        var answer = await front.AskAsync("GET / HTTP/1.1");

        Assert.StartsWith((passes ? Hints : "") + "HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Requests_on_one_connection_each_get_their_own_hints()
    {
        using var backend = Numbered();
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();
        await client.SayAsync(string.Concat(Enumerable.Range(0, 50).Select(i => $"GET /{i} HTTP/1.1\r\nHost: a\r\n\r\n")));

        for (var i = 0; i < 50; i++)
        {
            await AssertOwnAsync(client, i);
        }
    }

    [Theory(Timeout = 2 * Limits.Test)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_storm_of_hints_and_bodies_mixes_nothing_up(bool slowly)
    {
        using var backend = Numbered();
        await using var front = await Front.OverAsync(backend.Url);

        await Task.WhenAll(Enumerable.Range(0, 24).Select(async n =>
        {
            using var client = await front.OpenAsync();
            for (var i = n * 1000; i < (n * 1000) + 60; i++)
            {
                await client.SayAsync($"POST /{i} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc");
                if (slowly)
                {
                    Assert.Equal(HintsOf(i), await client.HearHeadAsync()); // it comes while the body is still being read
                }

                await client.SayAsync("de\r\n0\r\n\r\n");
                await AssertOwnAsync(client, i, skips: slowly ? 1 : 0);
            }
        }));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_that_leaves_between_hints_costs_nobody_else()
    {
        using var backend = Numbered();
        await using var front = await Front.OverAsync(backend.Url);
        for (var i = 0; i < 50; i++)
        {
            var client = await front.OpenAsync();
            await client.SayAsync($"GET /{i} HTTP/1.1\r\nHost: a\r\n\r\n");
            if (i % 2 == 0)
            {
                await client.HearAsync(10);
            }

            client.Reset();
        }

        using var last = await front.OpenAsync();
        await last.SayAsync("GET /7 HTTP/1.1\r\nHost: a\r\n\r\n");
        await AssertOwnAsync(last, 7);
    }

    // Says three hints of its own number, the first before it has heard the body.
    private static ScriptedBackend Numbered() => ScriptedBackend.Play(async (c, b) =>
    {
        while (await b.HearHeadAsync(c) is { Length: > 0 } head)
        {
            var number = int.Parse(head.Split(' ')[1].AsSpan(1), CultureInfo.InvariantCulture);
            await c.SayAsync(HintsOf(number));
            if (head.StartsWith("POST", StringComparison.Ordinal))
            {
                await c.SwallowChunksAsync();
            }

            await c.SayAsync(HintsOf(number));
            await c.SayAsync(HintsOf(number) + ScriptedBackend.Ok($"{number}"));
        }
    });

    private static string HintsOf(int number) => $"HTTP/1.1 103 Early Hints\r\nLink: </{number}>\r\n\r\n";

    private static async Task AssertOwnAsync(Conversation client, int number, int skips = 0)
    {
        for (var i = skips; i < 3; i++)
        {
            Assert.Equal(HintsOf(number), await client.HearHeadAsync());
        }

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.HearHeadAsync(), StringComparison.Ordinal);
        Assert.Equal($"{number}", await client.HearAsync($"{number}".Length));
    }
}
#endif
