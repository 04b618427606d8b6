using System.Net;
using System.Net.Sockets;
using Balancing.Testing;

namespace Balancing.Tests.Http;

public sealed class HttpProberTests
{
    [Theory]
    [InlineData(HcMethod.Options, "OPTIONS * HTTP/1.0\r\nHost: 127.0.0.1:PORT\r\n\r\n")]
    [InlineData(HcMethod.Head, "HEAD /app/up HTTP/1.0\r\nHost: 127.0.0.1:PORT\r\n\r\n")]
    [InlineData(HcMethod.Get, "GET /app/up HTTP/1.0\r\nHost: 127.0.0.1:PORT\r\n\r\n")]
    [InlineData(HcMethod.Options11, "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n")]
    [InlineData(HcMethod.Head11, "HEAD /app/up HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n")]
    [InlineData(HcMethod.Get11, "GET /app/up HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n")]
    public async Task Each_method_says_its_words(HcMethod method, string asked)
    {
        await using var backend = ProbeBackend.Saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        var result = await ProbeAsync($"http://127.0.0.1:{backend.Port}/app", h => h.Method(method).Uri("/up"));

        Assert.Equal((ProbeKind.Answered, 200), (result.Kind, result.Status));
        Assert.Equal(asked.Replace("PORT", $"{backend.Port}", StringComparison.Ordinal), Assert.Single(backend.Asked));
    }

    [Theory]
    [InlineData("", "", "/")]
    [InlineData("", "/z", "/z")]
    [InlineData("", "z", "/z")]
    [InlineData("/p", "", "/p")]
    [InlineData("/p", "/z", "/p/z")]
    [InlineData("/p/", "/z", "/p/z")]
    [InlineData("/p/", "z", "/p/z")]
    [InlineData("/p", "?q=1", "/p?q=1")]
    [InlineData("/p", "/\u00e9", "/p/%C3%A9")]
    public void The_members_path_and_hcuri_are_joined_with_one_slash(string path, string uri, string target) =>
        Assert.Equal(target, Balancing.Http.ProbeRequest.Target(path, uri));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nto the end", "to the end")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "hello")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", "")]
    [InlineData("HTTP/1.1 200\nX: y\n\nplain line ends", "plain line ends")]
    public async Task A_get_reads_the_body_however_it_is_framed(string answer, string body)
    {
        await using var backend = ProbeBackend.Saying(answer);

        var result = await ProbeAsync(backend, h => h.Method(HcMethod.Get11));

        Assert.Equal((ProbeKind.Answered, body), (result.Kind, result.Body));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n", "the answer is no HTTP/1 response")]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n", "the answer is no HTTP/1 response")]
    [InlineData("HTTP/1.1 20x OK\r\n\r\n", "the answer is no HTTP/1 response")]
    [InlineData("HTTP/1.1 999 OK\r\n\r\n", "the answer is no HTTP/1 response")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "the answer has a header that is none")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y", "the connection was closed within the answer's head")]
    [InlineData("", "the connection was closed within the answer's head")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "the connection was closed within the answer's body")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "the answer's Content-Length is no number")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "the answer has a chunk without a size")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n", "the answer has a chunk that is longer than it says")]
    public async Task What_is_no_answer_fails_in_our_own_words(string answer, string reason)
    {
        await using var backend = ProbeBackend.Saying(answer);

        var result = await ProbeAsync(backend, h => h.Method(HcMethod.Get));

        Assert.Equal((ProbeKind.Faulted, reason), (result.Kind, result.Reason));
    }

    [Fact]
    public async Task A_huge_head_is_not_read_to_its_end()
    {
        await using var endless = ProbeBackend.Saying("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000));
        await using var many = ProbeBackend.Saying("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 10_000)));
        await using var interims = ProbeBackend.Saying(string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 100)));

        Assert.Equal("a line of the answer's head is longer than 8192 bytes", (await ProbeAsync(endless, h => h.Method(HcMethod.Head))).Reason);
        Assert.Equal("the answer has more than 200 header lines", (await ProbeAsync(many, h => h.Method(HcMethod.Head))).Reason);
        Assert.Equal("the answer has too many interim responses", (await ProbeAsync(interims, h => h.Method(HcMethod.Head))).Reason);
    }

    [Fact]
    public async Task A_huge_body_is_cut()
    {
        await using var backend = ProbeBackend.Saying("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + new string('x', 100_000));

        var result = await ProbeAsync(backend, h => h.Method(HcMethod.Get));

        Assert.Equal((ProbeKind.Answered, ProbeResult.LongestBody), (result.Kind, result.Body.Length));
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        await using var elsewhere = ProbeBackend.Saying("HTTP/1.1 500 No\r\n\r\n");
        await using var backend = ProbeBackend.Saying($"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:{elsewhere.Port}/\r\nContent-Length: 0\r\n\r\n");
        using var foo = Foo($"http://127.0.0.1:{backend.Port}", h => h.Method(HcMethod.Get));

        Assert.True(foo.RecordProbe(foo.Members[0], await ProbeAsync(foo)));
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task A_refused_connection_is_no_connection()
    {
        int port;
        await using (var backend = ProbeBackend.Saying(""))
        {
            port = backend.Port;
        }

        foreach (var method in new[] { HcMethod.Tcp, HcMethod.Get })
        {
            var result = await ProbeAsync($"http://127.0.0.1:{port}", h => h.Method(method));
            Assert.Equal((ProbeKind.ConnectFailed, "ConnectionRefused"), (result.Kind, result.Reason));
        }
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_no_connection() =>
        Assert.Equal(ProbeKind.ConnectFailed, (await ProbeAsync("http://no-such-name.invalid", h => h.Method(HcMethod.Tcp))).Kind);

    [Fact]
    public async Task A_listener_that_nobody_serves_passes_tcp_and_never_answers_http()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        Assert.Equal(ProbeKind.Well, (await ProbeAsync(url, h => h.Method(HcMethod.Tcp))).Kind);

        var time = new ManualTimeProvider();
        var probe = ProbeAsync(url, h => h.Method(HcMethod.Get), m => m.Timeout(TimeSpan.FromSeconds(3)).Ping(TimeSpan.FromSeconds(1)), new HttpProber(time));
        using var accepted = await listener.AcceptSocketAsync();
        using var second = await listener.AcceptSocketAsync();
        await second.ReceiveAsync(new byte[16]); // the request has come, so its clock runs

        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(probe.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(ProbeKind.TimedOut, (await probe).Kind);
    }

    [Fact]
    public async Task A_slow_answer_has_one_limit_for_all_of_it()
    {
        var time = new ManualTimeProvider();
        await using var backend = ProbeBackend.Doing(async (socket, stop) =>
        {
            await ProbeBackend.SendAsync(socket, "HTTP/1.1 200 OK\r\n", stop);
            for (var second = 0; second < 10; second++)
            {
                await ProbeBackend.SendAsync(socket, "X: y\r\n", stop);
                time.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Delay(Timeout.Infinite, stop);
        });
        using var foo = Foo($"http://127.0.0.1:{backend.Port}", h => h.Method(HcMethod.Get), m => m.Timeout(TimeSpan.FromSeconds(5)));

        Assert.Equal(ProbeKind.TimedOut, (await ProbeAsync(foo, new HttpProber(time))).Kind);
    }

    [Fact]
    public async Task A_reset_connection_is_no_answer()
    {
        await using var backend = ProbeBackend.Doing((socket, _) =>
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
            return Task.CompletedTask;
        });

        var result = await ProbeAsync(backend, h => h.Method(HcMethod.Get));

        Assert.Equal((ProbeKind.Faulted, "the connection broke"), (result.Kind, result.Reason));
    }

    [Fact]
    public async Task A_unix_socket_is_probed_as_well()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sock");
        try
        {
            await using var backend = ProbeBackend.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", new UnixDomainSocketEndPoint(file));

            Assert.Equal(200, (await ProbeAsync($"unix:{file}|http://app/x", h => h.Method(HcMethod.Get).Uri("up"))).Status);
            Assert.Equal("GET /x/up HTTP/1.0\r\nHost: app:80\r\n\r\n", Assert.Single(backend.Asked));
            Assert.Equal(ProbeKind.Well, (await ProbeAsync($"unix:{file}|http://app/x", h => h.Method(HcMethod.Tcp))).Kind);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Tls_settings_that_cannot_be_made_are_no_connection()
    {
        await using var backend = ProbeBackend.Saying("");
        var prober = new HttpProber(tls: (_, _) => throw new InvalidOperationException("no settings"));

        var result = await ProbeAsync($"https://127.0.0.1:{backend.Port}", h => h.Method(HcMethod.Get), prober: prober);

        Assert.Equal(ProbeKind.ConnectFailed, result.Kind);
    }

    [Theory]
    [InlineData("http://a", HcMethod.Get, true)]
    [InlineData("wss://a", HcMethod.Get11, true)]
    [InlineData("ajp://a", HcMethod.Tcp, true)]
    [InlineData("ajp://a", HcMethod.Get, false)]
    [InlineData("ajp://a", HcMethod.CPing, false)]
    [InlineData("http://a", HcMethod.CPing, false)]
    public void It_knows_what_it_speaks(string url, HcMethod method, bool knows)
    {
        using var foo = Foo(url, h => h.Method(method));

        Assert.Equal(knows, new HttpProber().Knows(foo.Members[0], foo.Members[0].Plan.HealthCheck!));
    }

    private static Balancer Foo(string url, Action<HealthCheckBuilder> check, Action<MemberBuilder>? more = null) =>
        Balancer.Create("foo").Member(url, m =>
        {
            m.HealthCheck(check);
            more?.Invoke(m);
        }).Build();

    private static Task<ProbeResult> ProbeAsync(ProbeBackend backend, Action<HealthCheckBuilder> check) => ProbeAsync($"http://127.0.0.1:{backend.Port}", check);

    private static async Task<ProbeResult> ProbeAsync(
        string url, Action<HealthCheckBuilder> check, Action<MemberBuilder>? more = null, HttpProber? prober = null)
    {
        using var foo = Foo(url, check, more);
        return await ProbeAsync(foo, prober);
    }

    private static async Task<ProbeResult> ProbeAsync(Balancer foo, HttpProber? prober = null) =>
        await (prober ?? new HttpProber()).ProbeAsync(foo.Members[0], foo.Members[0].Plan.HealthCheck!, CancellationToken.None);
}
