using System.Net.Sockets;
using System.Security.Authentication;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore.Tests.Headers;

public class DecisionHeaderTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task It_is_off_by_default()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url + "/").Build());

        Assert.DoesNotContain("X-Decision", await front.AskAsync("GET /x HTTP/1.1"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_tells_balancer_picks_session_and_rule()
    {
        using var b = ScriptedBackend.Named("b");
        var refusing = ScriptedBackend.RefusingUrl();
        var foo = Balancer.Create("foo").Member(refusing + "/", m => m.Route("a")).Member(b.Url, m => m.Route("b")).StickySession("JSESSIONID").Build();
        await using var front = await StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/apps/", "balancer://foo/").Build());

        Assert.Equal(
            $"balancer=foo; picks=\"{refusing}/ refused, {b.Url} 200\"; worker-route=b; route-changed; session=JSESSIONID; session-route=a; rule=\"ProxyPass /apps/\"",
            await DecisionAsync(front, "GET /apps/x HTTP/1.1", "Cookie: JSESSIONID=s1.a\r\n"));
        Assert.Equal(
            $"balancer=foo; picks=\"{b.Url} 200\"; worker-route=b; session=JSESSIONID; session-route=b; rule=\"ProxyPass /apps/\"",
            await DecisionAsync(front, "GET /apps/x HTTP/1.1", "Cookie: JSESSIONID=s1.b\r\n"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_plain_target_has_a_pick_and_no_balancer()
    {
        using var backend = ScriptedBackend.Saying("HTTP/1.1 418 Teapot\r\nX-Decision: mine\r\nContent-Length: 0\r\n\r\n");
        await using var front = await StartAsync(ReverseProxy.Create("www")
            .ProxyPassMatch("^/m/(.*)$", backend.Url + "/$1").RewriteRule("^/r/(.*)", backend.Url + "/$1", r => r.Proxy()).ProxyPass("/p", backend.Url).Build());

        Assert.Equal($"picks=\"{backend.Url} 418\"; rule=\"ProxyPass /p\"", await DecisionAsync(front, "GET /p HTTP/1.1"));
        Assert.Equal($"picks=\"{backend.Url} 418\"; rule=\"ProxyPassMatch ^/m/(.*)$\"", await DecisionAsync(front, "GET /m/x HTTP/1.1"));
        Assert.Equal($"picks=\"{backend.Url} 418\"; rule=\"RewriteRule ^/r/(.*)\"", await DecisionAsync(front, "GET /r/x HTTP/1.1"));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("GET /elsewhere HTTP/1.1", 404, "refusal=NotMapped")]
    [InlineData("GET /static/a HTTP/1.1", 404, "rule=\"ProxyPass /static\"; refusal=Excluded")]
    [InlineData("GET /down HTTP/1.1", 503, "balancer=down; rule=\"ProxyPass /down\"; refusal=NoMember")]
    [InlineData("GET /%zz HTTP/1.1", 400, "refusal=BadEscape")]
    public async Task What_the_gateway_answers_itself_has_it_too(string request, int status, string decision)
    {
        var down = Balancer.Create("down").Member("http://h", m => m.Disabled()).Build();
        await using var front = await StartAsync(ReverseProxy.Create("www").Balancer(down).Exclude("/static").ProxyPass("/down", "balancer://down").Build());

        var answer = await front.AskAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(decision, Decision(answer));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Endpoints_of_the_application_have_none_and_a_site_that_answers_comes_before_one_that_does_not()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(
            app =>
            {
                app.MapGet("/own", () => "own");
                app.MapProxyPass(ReverseProxy.Create("one").Exclude("/").Build());
                app.MapProxyPass(ReverseProxy.Create("two").ProxyPass("/two", backend.Url).Build());
            },
            s => s.AddProxyPass(o => o.DecisionHeader = "X-Decision"));

        Assert.DoesNotContain("X-Decision", await front.AskAsync("GET /own HTTP/1.1"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal($"picks=\"{backend.Url} 200\"; rule=\"ProxyPass /two\"", await DecisionAsync(front, "GET /two HTTP/1.1"));
        Assert.Equal("rule=\"ProxyPass /\"; refusal=Excluded", await DecisionAsync(front, "GET /three HTTP/1.1"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_site_that_nobody_chose_is_not_mapped()
    {
        await using var front = await Front.StartAsync(app => app.MapProxyPass([]), s => s.AddProxyPass(o => o.DecisionHeader = "X-Decision"));

        Assert.Equal("refusal=NotMapped", await DecisionAsync(front, "GET / HTTP/1.1"));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("", "closed", 502)]
    [InlineData("nonsense\r\n\r\n", "invalid", 502)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n", "invalid", 502)]
    public async Task An_answer_that_is_none_has_a_word(string says, string word, int status)
    {
        using var backend = ScriptedBackend.SayingOnce(says);
        await using var front = await StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url + "/").Build());

        var answer = await front.AskAsync("GET / HTTP/1.1");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal($"picks=\"{backend.Url} {word}\"; rule=\"ProxyPass /\"", Decision(answer));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Silence_and_a_full_pool_have_words()
    {
        using var silent = ScriptedBackend.Play((c, backend) => c.HearAllAsync());
        var foo = Balancer.Create("foo").Member(silent.Url, m => m.Timeout(Limits.Ms(200)).Pool(p => p.Max(1).Acquire(Limits.Ms(1)))).Build();
        await using var front = await StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        var first = front.AskAsync("GET /1 HTTP/1.1");
        await Limits.UntilAsync(() => silent.Connections == 1);
        var second = Decision(await front.AskAsync("GET /2 HTTP/1.1"));

        Assert.Equal($"balancer=foo; picks=\"{silent.Url} pool-full\"; rule=\"ProxyPass /\"", second);
        Assert.Equal($"balancer=foo; picks=\"{silent.Url} timeout\"; rule=\"ProxyPass /\"", Decision(await first));
    }

    public static TheoryData<string, Exception?> Failures => new()
    {
        { "refused", new SocketException((int)SocketError.ConnectionRefused) },
        { "dns", new SocketException((int)SocketError.HostNotFound) },
        { "unreachable", new SocketException((int)SocketError.HostUnreachable) },
        { "connect-timeout", new SocketException((int)SocketError.TimedOut) },
        { "connect-timeout", new HttpRequestException("no connection in time", new OperationCanceledException()) },
        { "tls", new HttpRequestException("no connection", new AuthenticationException()) },
        { "no-transport", new NotSupportedException() },
        { "ping-timeout", new TimeoutException() },
        { "connect-failed", null },
    };

    [Theory(Timeout = Limits.Test)]
    [MemberData(nameof(Failures))]
    public async Task A_connection_that_failed_has_a_word(string word, Exception? error)
    {
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").ProxyPass("/", "ajp://tc1/").Build(),
            services: s => s.AddSingleton<IMemberTransport>(new Failing(error)).AddProxyPass(o => o.DecisionHeader = "X-Decision"));

        Assert.Equal($"picks=\"ajp://tc1 {word}\"; rule=\"ProxyPass /\"", await DecisionAsync(front, "GET / HTTP/1.1"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R15_nothing_a_client_sends_breaks_the_header()
    {
        using var backend = ScriptedBackend.Named("hello");
        var foo = Balancer.Create("foo").Member(backend.Url).StickySession("S").Build();
        await using var front = await StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPassMatch("^/\"\\\\?é", "balancer://foo/").ProxyPass("/", "balancer://foo/").Build());

        Assert.Equal(
            $"balancer=foo; picks=\"{backend.Url} 200\"; route-changed; session=S; session-route=\"a\\\"b\\\\%C3%A9\"; rule=\"ProxyPass /\"",
            await DecisionAsync(front, "GET /x HTTP/1.1", "Cookie: S=1.a\"b\\\u00c3\u00a9\r\n"));
        Assert.Contains(
            $"session-route=\"{new string('r', 256)}...\"; ", await DecisionAsync(front, "GET /x HTTP/1.1", $"Cookie: S=1.{new string('r', 4000)}\r\n"), StringComparison.Ordinal);
        Assert.EndsWith(
            "rule=\"ProxyPassMatch ^/\\\"\\\\\\\\?%C3%A9\"", await DecisionAsync(front, "GET /%22%C3%A9 HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_name_that_is_none_is_said_at_once()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => Front.StartAsync(
            app => app.MapProxyPass([]), s => s.AddProxyPass(o => o.DecisionHeader = "X Decision")));

        Assert.Contains("DecisionHeader", wrong.Message, StringComparison.Ordinal);
    }

    private sealed class Failing(Exception? error) : IMemberTransport
    {
        public bool Speaks(string scheme) => true;

        public ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client) => new(MemberAnswer.Failed(Outcome.ConnectFailed(error)));
    }

    private static Task<Front> StartAsync(ReverseProxy site) => Front.StartAsync(site, services: s => s.AddProxyPass(o => o.DecisionHeader = "X-Decision"));

    private static async Task<string> DecisionAsync(Front front, string request, string headers = "") => Decision(await front.AskAsync(request, headers));

    private static string Decision(string answer) =>
        Assert.Single(answer.Split("\r\n\r\n")[0].Split("\r\n"), line => line.StartsWith("X-Decision: ", StringComparison.Ordinal))["X-Decision: ".Length..];
}
