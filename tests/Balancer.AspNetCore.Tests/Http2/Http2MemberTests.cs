using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Trailers;
using Balancing.AspNetCore.Tests.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Http2;

public class Http2MemberTests
{
    private static readonly RequestDelegate Echo = async context =>
    {
        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync();
        var request = context.Request;
        await context.Response.WriteAsync(
            $"{request.Protocol} {request.Scheme} {request.Method} {request.Host} {request.Path}{request.QueryString} {string.Join('+', request.Headers.Cookie!)} {request.ContentLength} {text}");
    };

    [Fact(Timeout = Limits.Test)]
    public async Task An_h2c_member_is_asked_over_http2_from_the_first_byte()
    {
        await using var member = await Http2Member.StartAsync(Echo);
        await using var front = await Front.OverAsync(member.Url);

        var answer = await front.AskAsync("POST /a%20b?x=%2F HTTP/1.1", "Cookie: a=1\r\nContent-Length: 4\r\n", "body");

        Assert.EndsWith($"HTTP/2 http POST {member.Url[6..]} /a%20b?x=%2F a=1 4 body\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_h2_member_is_asked_over_tls_and_its_own_name_is_verified()
    {
        using var certificate = TlsTests.Certificate("localhost");
        await using var member = await Http2Member.StartAsync(Echo, certificate);
        var site = ReverseProxy.Create("www").ProxyPass("/", member.Url).ProxyPreserveHost().Build();
        await using var trusting = await Front.StartAsync(site, services: s => s.AddProxyPass(o => o.Tls = TlsTests.Trust(certificate)));
        await using var plain = await Front.StartAsync(site);

        Assert.Contains("HTTP/2 https GET www.example.com / ", await trusting.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 503 ", await plain.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_h2_member_that_speaks_only_http1_gets_nothing_and_the_next_one_answers()
    {
        using var certificate = TlsTests.Certificate("localhost");
        await using var old = await TlsTests.SecureMemberAsync(certificate, https => { }, protocols: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        await using var member = await Http2Member.StartAsync(Echo);
        var foo = Balancer.Create("foo").Member($"h2://localhost:{new Uri(old.Urls.Single()).Port}").Member(member.Url).Build();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(), services: s => s.AddProxyPass(o => o.Tls = TlsTests.Trust(certificate)));

        Assert.Contains("POST", (await front.PostAsync("body")).Body, StringComparison.Ordinal);
        Assert.True(foo.Snapshot().Members[0].Status.HasFlag(MemberStatus.InError));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Requests_share_one_connection()
    {
        var (arrived, all) = (0, new TaskCompletionSource());
        await using var member = await Http2Member.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref arrived) == 51)
            {
                all.SetResult();
            }

            await (arrived == 1 ? Task.CompletedTask : all.Task);
            await context.Response.WriteAsync(context.Request.Path);
        });
        await using var front = await Front.OverAsync(member.Url);
        await front.GetAsync("/first"); // .NET's client may open two when many ask before the first is up

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => front.GetAsync($"/{i}")));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (HttpStatusCode.OK, $"/{i}")), answers);
        Assert.Equal(1, member.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Another_connection_is_opened_when_the_member_takes_no_more_streams_and_not_beyond_max()
    {
        var goes = new TaskCompletionSource();
        var arrived = 0;
        await using var member = await Http2Member.StartAsync(async context =>
        {
            Interlocked.Increment(ref arrived);
            await goes.Task;
        }, limits: l => l.MaxStreamsPerConnection = 2);
        await using var front = await Front.OverAsync(b => b.Member(member.Url, m => m.Pool(p => p.Max(2))));

        var answers = Enumerable.Range(0, 6).Select(_ => front.GetAsync()).ToArray();
        await Limits.UntilAsync(() => Volatile.Read(ref arrived) == 4);
        Assert.Equal(2, member.Connections);
        goes.SetResult();

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(2, member.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Who_waits_for_room_longer_than_acquire_is_told_so_and_the_member_is_not_marked()
    {
        var goes = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using var member = await Http2Member.StartAsync(context =>
        {
            arrived.TrySetResult();
            return goes.Task;
        }, limits: l => l.MaxStreamsPerConnection = 1);
        var foo = Balancer.Create("foo").Member(member.Url, m => m.Pool(p => p.Max(1).Acquire(Limits.Ms(50)))).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());
        var first = front.GetAsync();
        await arrived.Task;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await front.GetAsync()).Status);
        Assert.False(foo.Snapshot().Members[0].Status.HasFlag(MemberStatus.InError));
        goes.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Who_cannot_be_reached_is_marked_and_a_post_goes_to_the_next()
    {
        await using var member = await Http2Member.StartAsync(Echo);
        var foo = Balancer.Create("foo").Member(ScriptedBackend.RefusingUrl().Replace("http:", "h2c:", StringComparison.Ordinal)).Member(member.Url).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        Assert.EndsWith(" 4 body", (await front.PostAsync("body")).Body, StringComparison.Ordinal);
        Assert.True(foo.Snapshot().Members[0].Status.HasFlag(MemberStatus.InError));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_member_that_accepts_and_says_nothing_is_a_504()
    {
        using var silent = ScriptedBackend.Play((c, _) => c.HearAllAsync());
        await using var front = await Front.OverAsync(b => b.Member($"h2c://127.0.0.1:{silent.Port}", m => m.Timeout(Limits.Ms(300)).ConnectionTimeout(Limits.Ms(100))));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await front.GetAsync()).Status);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("")]
    public async Task A_member_that_speaks_something_else_is_a_502(string said)
    {
        using var other = ScriptedBackend.Play(async (c, _) =>
        {
            await c.HearAsync(24);
            await c.SayAsync(said);
        });
        await using var front = await Front.OverAsync($"h2c://127.0.0.1:{other.Port}");

        Assert.Equal(HttpStatusCode.BadGateway, (await front.GetAsync()).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_source_address_and_the_resolver_are_the_gateways()
    {
        await using var member = await Http2Member.StartAsync(Echo);
        var foo = Balancer.Create("foo").Member(member.Url.Replace("localhost", "nowhere.test", StringComparison.Ordinal)).Build();
        var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").ProxySourceAddress("127.0.0.3").Build();
        await using var front = await Front.StartAsync(site, services: s => s.AddProxyPass(o => o.Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));

        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync()).Status);
        Assert.Equal(["127.0.0.3"], member.Peers);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_member_that_comes_back_is_asked_again_on_a_new_connection()
    {
        await using var member = await Http2Member.StartAsync(context =>
        {
            if (context.Request.Path == "/die")
            {
                context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionLifetimeFeature>()!.Abort();
            }

            return context.Response.WriteAsync("ok");
        });
        await using var front = await Front.OverAsync(member.Url);
        Assert.Equal("ok", (await front.GetAsync()).Body);

        Assert.NotEqual(HttpStatusCode.OK, (await front.PostAsync("x", "/die")).Status);
        Assert.Equal("ok", (await front.GetAsync()).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_slow_upload_and_an_early_answer_meet()
    {
        await using var member = await Http2Member.StartAsync(context =>
        {
            context.Response.StatusCode = 413;
            return context.Response.WriteAsync("too much");
        });
        await using var front = await Front.OverAsync(member.Url);
        using var client = await front.OpenAsync();
        await client.SayAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc");

        Assert.StartsWith("HTTP/1.1 413 ", await client.HearHeadAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_that_leaves_is_told_to_the_member_at_once()
    {
        var (asked, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var member = await Http2Member.StartAsync(async context =>
        {
            context.RequestAborted.Register(told.SetResult);
            asked.SetResult();
            await told.Task;
        });
        await using var front = await Front.OverAsync(member.Url);
        var client = await front.OpenAsync();
        await client.SayAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await asked.Task;

        client.Reset();

        await told.Task;
    }

    [Theory(Timeout = 2 * Limits.Test)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public async Task Bodies_of_any_size_come_and_go(int size)
    {
        await using var member = await Http2Member.StartAsync(async context =>
        {
            var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy);
            context.Response.ContentLength = copy.Length;
            await context.Response.Body.WriteAsync(copy.ToArray());
        });
        await using var front = await Front.OverAsync(member.Url);
        var body = string.Create(size, 0, (span, _) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = (char)('a' + (i % 23));
            }
        });

        Assert.Equal((HttpStatusCode.OK, body), await front.PostAsync(body));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Lines_behind_the_answer_reach_clients_of_either_version()
    {
        await using var member = await Http2Member.StartAsync(async context =>
        {
            await context.Response.WriteAsync($"te={context.Request.Headers.TE}");
            context.Response.AppendTrailer("X-Sum", "7");
            context.Response.AppendTrailer("Set-Cookie", "a=1");
        });
        await using var old = await Front.OverAsync(member.Url);
        await using var young = await TrailerTests.Http2FrontAsync(member.Url);
        using var request = TrailerTests.Http2Request(HttpMethod.Get);
        request.Headers.TE.ParseAdd("trailers");

        Assert.EndsWith("te=trailers\r\n0\r\nx-sum: 7\r\n\r\n", await old.AskAsync("GET / HTTP/1.1", "TE: trailers\r\n"), StringComparison.Ordinal);
        Assert.EndsWith("te=\r\n0\r\n\r\n", await old.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
        using var answer = await young.Client.SendAsync(request);
        Assert.Equal("te=trailers", await answer.Content.ReadAsStringAsync());
        Assert.Equal("x-sum: 7", answer.TrailingHeaders.ToString().Trim());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Head_and_its_kind_have_no_body()
    {
        await using var member = await Http2Member.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/304" ? 304 : context.Request.Path == "/204" ? 204 : 200;
            context.Response.Headers.ETag = "\"1\"";
            return Task.CompletedTask;
        });
        await using var front = await Front.OverAsync(member.Url);

        foreach (var line in (string[])["HEAD / HTTP/1.1", "GET /204 HTTP/1.1", "GET /304 HTTP/1.1"])
        {
            Assert.EndsWith("\r\n\r\n", await front.AskAsync(line), StringComparison.Ordinal);
        }
    }
}
