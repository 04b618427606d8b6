using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Balancing.Testing;

namespace Balancing.Tests.Http;

public class BalancerHandlerTests
{
    [Theory]
    [InlineData("balancer://foo", "/app/", "GET / HTTP/1.1")]
    [InlineData("balancer://foo/?x=1", "/app", "GET /app/?x=1 HTTP/1.1")]
    [InlineData("balancer://FOO/cart%20a?x=%2F&y", "/app/", "GET /app/cart%20a?x=%2F&y HTTP/1.1")]
    [InlineData("balancer://foo/a/../../b", "/app", "GET /app/b HTTP/1.1")]
    [InlineData("balancer://foo/%2e%2e/%2E%2E/b", "/app", "GET /app/b HTTP/1.1")]
    [InlineData("balancer://foo//a", "", "GET //a HTTP/1.1")]
    public async Task A_balancer_url_becomes_that_of_the_member_with_one_slash_at_the_joint(string url, string memberPath, string line)
    {
        await using var backend = Backend.Saying("hello");
        using var foo = Balancer.Create("foo").Member(backend.Url + memberPath).Build();
        using var client = Client(foo);

        Assert.Equal("hello", await client.GetStringAsync(url));
        Assert.Equal(memberPath == "/app/" && url == "balancer://foo" ? "GET /app/ HTTP/1.1" : line, backend.RequestLine);
    }

    [Fact]
    public async Task Requests_for_other_hosts_pass_through_untouched()
    {
        await using var backend = Backend.Saying("hello");
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        using var client = Client(foo);

        Assert.Equal("hello", await client.GetStringAsync(backend.Url + "/x"));
        Assert.Equal("GET /x HTTP/1.1", backend.RequestLine);
        Assert.Equal(0, foo.Snapshot()["http://a"].Elected);
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetAsync("balancer://bar/"));
    }

    [Fact]
    public async Task A_member_that_refuses_is_passed_over_and_marked_whatever_the_method()
    {
        await using var backend = Backend.Saying("hello");
        var nobody = Backend.Nobody;
        using var foo = Balancer.Create("foo").Member(nobody).Member(backend.Url).Build();
        using var client = Client(foo);
        using var content = new StreamContent(new OnceOnlyStream("body"));

        using var response = await client.PostAsync("balancer://foo/x", content);

        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
        Assert.EndsWith("\r\n\r\n4\r\nbody\r\n0\r\n\r\n", Assert.Single(backend.Requests), StringComparison.Ordinal);
        Assert.Equal("Init Err", foo.Snapshot()[nobody].StatusText);
        Assert.True(response.RequestMessage!.Options.TryGetValue(BalancerHandler.Member, out var member));
        Assert.Equal(backend.Url, member!.Url.Configured);
        Assert.Equal("balancer://foo/x", response.RequestMessage.RequestUri!.ToString());
        Assert.Same(content, response.RequestMessage.Content);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_fails_over()
    {
        await using var backend = Backend.Saying("hello");
        using var foo = Balancer.Create("foo").Member("http://no.such.host.invalid").Member(backend.Url).Build();
        using var client = Client(foo);

        Assert.Equal("hello", await client.GetStringAsync("balancer://foo/"));
    }

    [Fact]
    public async Task When_all_members_refuse_the_last_exception_is_thrown()
    {
        using var foo = Balancer.Create("foo").Member(Backend.Nobody).Member("http://127.0.0.2:9").Build();
        using var client = Client(foo);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("balancer://foo/"));

        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
        Assert.All(foo.Snapshot().Members, member => Assert.Equal(1, member.Elected));
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_status_503()
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Disabled()).Build();
        using var client = Client(foo);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("balancer://foo/"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
        Assert.Equal("balancer://foo: no member of the balancer is available", error.Message);
    }

    [Fact]
    public async Task A_post_that_was_sent_is_never_sent_again()
    {
        await using var first = new Backend((_, _) => Task.CompletedTask);
        await using var second = Backend.Saying("hello");
        using var foo = Balancer.Create("foo").Member(first.Url).Member(second.Url).Build();
        using var client = Client(foo);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("balancer://foo/", new StringContent("body")));

        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Single(first.Requests);
        Assert.Empty(second.Requests);
        Assert.All(foo.Snapshot().Members, member => Assert.EndsWith("Ok", member.StatusText, StringComparison.Ordinal));
        Assert.Equal((4, 0), (foo.Snapshot()[first.Url].Sent, foo.Snapshot()[first.Url].Busy));
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("PUT", true)]
    public async Task A_request_that_is_safe_to_repeat_is_sent_once_more_when_the_connection_was_closed(string method, bool body)
    {
        await using var first = new Backend((_, _) => Task.CompletedTask);
        await using var second = Backend.Saying("hello");
        using var foo = Balancer.Create("foo").Member(first.Url).Member(second.Url).Build();
        using var client = Client(foo);
        using var request = new HttpRequestMessage(new HttpMethod(method), "balancer://foo/") { Content = body ? new StringContent("body") : null };

        using var response = await client.SendAsync(request);

        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
        Assert.Single(second.Requests);
    }

    [Fact]
    public async Task A_put_of_a_stream_that_was_sent_is_not_sent_again()
    {
        await using var first = new Backend((_, _) => Task.CompletedTask);
        await using var second = Backend.Saying("hello");
        using var foo = Balancer.Create("foo").Member(first.Url).Member(second.Url).Build();
        using var client = Client(foo);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PutAsync("balancer://foo/", new StreamContent(new OnceOnlyStream("body"))));

        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task The_lease_ends_when_the_body_has_ended_and_bytes_count_as_they_flow()
    {
        var more = new TaskCompletionSource();
        await using var backend = new Backend(async (stream, _) =>
        {
            await Backend.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
            await more.Task;
            await Backend.WriteAsync(stream, "def");
        });
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        using var client = Client(foo);
        using var request = new HttpRequestMessage(HttpMethod.Post, "balancer://foo/") { Content = new StringContent("12345") };

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[3]);

        Assert.Equal(6, response.Content.Headers.ContentLength);
        Assert.Equal((1, 5, 3), Numbers(foo));
        more.SetResult();
        Assert.Equal(3, await body.ReadAsync(new byte[10]));
        Assert.Equal(0, await body.ReadAsync(new byte[10]));
        Assert.Equal((0, 5, 6), Numbers(foo));
    }

    [Fact]
    public async Task The_lease_ends_when_the_response_is_disposed_of_and_failonstatus_counts_then()
    {
        await using var backend = Backend.Saying("a page that nobody reads", "HTTP/1.1 500 Oops");
        using var foo = Balancer.Create("foo").Member(backend.Url).FailOnStatus(500).Build();
        using var client = Client(foo);

        var response = await client.GetAsync("balancer://foo/", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((1, "Init Ok"), (foo.Snapshot().Members[0].Busy, foo.Snapshot().Members[0].StatusText));

        response.Dispose();
        Assert.Equal((0, "Init Err"), (foo.Snapshot().Members[0].Busy, foo.Snapshot().Members[0].StatusText));
    }

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 6")]
    [InlineData("GET", "HTTP/1.1 204 No Content")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0")]
    public async Task Without_a_body_the_lease_ends_with_the_headers(string method, string head)
    {
        await using var backend = new Backend((stream, _) => Backend.WriteAsync(stream, head + "\r\n\r\n"));
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        using var client = Client(foo);

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "balancer://foo/"), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal((0, 0, 0), Numbers(foo));
    }

    [Fact]
    public async Task A_body_that_breaks_off_ends_the_lease_and_blames_nobody()
    {
        await using var backend = new Backend((stream, _) => Backend.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc"));
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        using var client = Client(foo);

        await Assert.ThrowsAnyAsync<Exception>(() => client.GetStringAsync("balancer://foo/"));

        Assert.Equal((0, 0, 3), Numbers(foo));
        Assert.Equal("Init Ok", foo.Snapshot().Members[0].StatusText);
    }

    [Fact]
    public async Task When_the_caller_cancels_nobody_is_blamed_and_nobody_else_is_asked()
    {
        using var cancel = new CancellationTokenSource();
        await using var backend = new Backend(async (_, _) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite);
        });
        using var foo = Balancer.Create("foo").Member(backend.Url).Member("http://b").Build();
        using var client = Client(foo);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync("balancer://foo/", cancel.Token));

        Assert.Equal((0, "Init Ok"), (foo.Snapshot().Members[0].Busy, foo.Snapshot().Members[0].StatusText));
        Assert.Equal(0, foo.Snapshot().Members[1].Elected);
    }

    [Fact]
    public async Task A_member_has_its_timeout_to_answer_and_the_request_is_not_sent_again()
    {
        var time = new ManualTimeProvider();
        await using var backend = new Backend((_, _) =>
        {
            time.Advance(TimeSpan.FromSeconds(3));
            return Task.Delay(Timeout.Infinite);
        });
        using var foo = Balancer.Create("foo").Time(time).FailOnTimeout().Member(backend.Url, m => m.Timeout(TimeSpan.FromSeconds(3))).Member("http://b").Build();
        using var client = Client(foo);

        var error = await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync("balancer://foo/"));

        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal("Init Err", foo.Snapshot().Members[0].StatusText);
        Assert.Equal(0, foo.Snapshot().Members[1].Elected);
        Assert.Null(time.NextDue);
    }

    [Fact]
    public async Task A_session_is_found_in_cookie_path_and_query_and_in_what_the_caller_says()
    {
        await using var a = Backend.Saying("a");
        await using var b = Backend.Saying("b");
        using var foo = Balancer.Create("foo").StickySession("SID|sid")
            .Member(a.Url, m => m.Route("a")).Member(b.Url, m => m.Route("b")).Build();
        using var client = Client(foo);
        using var cookie = new HttpRequestMessage(HttpMethod.Get, "balancer://foo/") { Headers = { { "Cookie", ["x=1", "SID=s.b"] } } };
        using var said = new HttpRequestMessage(HttpMethod.Get, "balancer://foo/");
        said.Options.Set(BalancerHandler.SessionRoute, "b");

        Assert.Equal("b", await client.GetStringAsync("balancer://foo/x;sid=s.b"));
        Assert.Equal("b", await client.GetStringAsync("balancer://foo/?sid=s.b"));
        Assert.Equal("b", await (await client.SendAsync(cookie)).Content.ReadAsStringAsync());
        Assert.Equal("b", await (await client.SendAsync(said)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_route_cookie_of_ours_is_on_the_response_when_the_client_needs_it()
    {
        await using var backend = Backend.Saying("a", "HTTP/1.1 200 OK\r\nSet-Cookie: theirs=1");
        using var foo = Balancer.Create("foo").Member(backend.Url, m => m.Route("a")).StickyCookie("ROUTE").Build();
        using var client = Client(foo);

        using var first = await client.GetAsync("balancer://foo/");
        using var again = new HttpRequestMessage(HttpMethod.Get, "balancer://foo/") { Headers = { { "Cookie", "ROUTE=.a" } } };
        using var second = await client.SendAsync(again);

        Assert.Equal(["theirs=1", "ROUTE=.a; Path=/; HttpOnly; SameSite=Lax"], first.Headers.GetValues("Set-Cookie"));
        Assert.Equal(["theirs=1"], second.Headers.GetValues("Set-Cookie"));
    }

    [Fact]
    public async Task An_exception_that_is_the_programs_own_goes_up_and_blames_nobody()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Member("http://b").Build();
        using var client = new HttpClient(new BalancerHandler(foo) { InnerHandler = new Thrower() });

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync("balancer://foo/"));

        Assert.All(foo.Snapshot().Members, member => Assert.Equal((0, "Init Ok"), (member.Busy, member.StatusText)));
    }

    [Fact]
    public async Task It_sends_synchronously_too()
    {
        await using var backend = Backend.Saying("hello");
        using var foo = Balancer.Create("foo").Member(Backend.Nobody).Member(backend.Url).Build();
        using var client = Client(foo);
        using var request = new HttpRequestMessage(HttpMethod.Post, "balancer://foo/") { Content = new StringContent("body") };

        using var response = await Task.Run(() => client.Send(request, HttpCompletionOption.ResponseHeadersRead));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("hello", await reader.ReadToEndAsync());
        Assert.Equal((4, 5, 0), (foo.Snapshot()[backend.Url].Sent, foo.Snapshot()[backend.Url].Received, foo.Snapshot()[backend.Url].Busy));
    }

    [Fact]
    public async Task An_upgraded_connection_is_read_and_written_and_keeps_the_member_busy()
    {
        await using var backend = new Backend(async (stream, _) =>
        {
            await Backend.WriteAsync(stream, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            var buffer = new byte[4];
            await stream.ReadExactlyAsync(buffer);
            await stream.WriteAsync(buffer);
        });
        using var foo = Balancer.Create("foo").Member(backend.Url).Build();
        using var client = Client(foo);
        using var request = new HttpRequestMessage(HttpMethod.Get, "balancer://foo/") { Headers = { { "Connection", "Upgrade" }, { "Upgrade", "echo" } } };

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        await stream.WriteAsync("ping"u8.ToArray());
        await stream.ReadExactlyAsync(new byte[4]);

        Assert.Equal((1, 4, 4), Numbers(foo));
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        Assert.Equal(0, foo.Snapshot().Members[0].Busy);
    }

    [Fact]
    public async Task A_response_that_nobody_disposes_of_gives_its_lease_back_when_it_is_collected()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        using var client = new HttpClient(new BalancerHandler(foo) { InnerHandler = new Endless() });

        await Abandon(client);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal(0, foo.Snapshot().Members[0].Busy);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static async Task Abandon(HttpClient client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "balancer://foo/");
            await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
    }

    [Theory]
    [InlineData("my_app")]
    [InlineData("1.2-x")]
    [InlineData("10")]
    [InlineData("1.2.3.4")]
    public async Task A_name_need_not_be_that_of_a_host(string name)
    {
        await using var backend = Backend.Saying("hello");
        using var named = Balancer.Create(name).Member(backend.Url).Build();
        using var client = Client(named);

        Assert.Equal("hello", await client.GetStringAsync($"balancer://{name}/x?y"));
        Assert.Equal("GET /x?y HTTP/1.1", backend.RequestLine);
    }

    [Fact]
    public async Task A_member_behind_a_unix_socket_is_refused_with_words()
    {
        using var foo = Balancer.Create("foo").Member("unix:/tmp/x.sock|http://localhost/").Build();
        using var client = Client(foo);

        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetAsync("balancer://foo/"));
    }

    private static (int Busy, long Sent, long Received) Numbers(Balancer balancer)
    {
        var member = balancer.Snapshot().Members[0];
        return (member.Busy, member.Sent, member.Received);
    }

    private static HttpClient Client(Balancer balancer) =>
        new(new BalancerHandler(balancer) { InnerHandler = new SocketsHttpHandler { UseProxy = false, UseCookies = false } });

    private sealed class Endless : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent("much") });
    }

    private sealed class Thrower : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a bug");
    }

    /// <summary>A stream that cannot be read twice.</summary>
    private sealed class OnceOnlyStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}
