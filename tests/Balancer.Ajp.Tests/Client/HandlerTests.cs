using System.Net;
using System.Net.Sockets;
using System.Text;
using Balancing.Testing;
using static Balancing.Ajp.Tests.Client.Container;

namespace Balancing.Ajp.Tests.Client;

public sealed class HandlerTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ManualTimeProvider _time = new();

    public HandlerTests() => _listener.Start();

    private string Url => $"ajp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_client_gets_an_answer_over_AJP()
    {
        using var client = Client();
        var get = client.GetAsync($"{Url}/app/a%20b;x=y?q=1&r");
        using var container = await AcceptAsync();
        var heard = await container.HearRequestAsync();
        Assert.Equal(("GET", "/app/a%20b;x=y", "127.0.0.1", "127.0.0.1"), (heard.Method, heard.Path, heard.RemoteAddress, heard.ServerName));
        Assert.Equal([("QueryString", "q=1&r")], heard.Attributes);
        Assert.Equal($"{new Uri(Url).Authority}", heard.Line("host"));
        await container.SayAsync(Head(200, ("Content-Type", "text/plain"), ("Set-Cookie", "a"), ("Set-Cookie", "b"), ("Content-Length", "5")), Chunk("hello"), End());
        using var answer = await get;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("OK", answer.ReasonPhrase);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["a", "b"], answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("", "/", null)]
    [InlineData("/", "/", null)]
    [InlineData("/a?", "/a", "")]
    [InlineData("/a?b?c", "/a", "b?c")]
    [InlineData("/caf\u00e9", "/caf%C3%A9", null)]
    public async Task Path_and_query_go_out_as_the_address_has_them(string target, string path, string? query)
    {
        using var client = Client();
        var get = client.GetAsync(Url + target);
        using var container = await AcceptAsync();
        var heard = await container.HearRequestAsync();
        Assert.Equal(path, heard.Path);
        Assert.Equal(query, heard.Attributes.Where(a => a.Name == "QueryString").Select(a => a.Value).SingleOrDefault());
        await container.SayAsync(Head(), End());
        (await get).Dispose();
    }

    [Fact]
    public async Task Connections_are_used_again()
    {
        using var client = Client();
        Container? container = null;
        for (var i = 0; i < 3; i++)
        {
            var get = client.GetStringAsync(Url + $"/{i}");
            container ??= await AcceptAsync();
            Assert.Equal($"/{i}", (await container.HearRequestAsync()).Path);
            await container.SayAsync(Head(), Chunk($"{i}"), End());
            Assert.Equal($"{i}", await get);
        }

        Assert.False(_listener.Pending());
        container!.Dispose();
    }

    [Fact]
    public async Task Everything_a_request_may_say_about_its_client_goes_along()
    {
        using var client = Client(new AjpClientOptions { Secret = "s3cret" });
        using var message = new HttpRequestMessage(HttpMethod.Patch, Url + "/");
        message.Headers.Host = "www.example.test:8443";
        var options = message.Options;
        options.Set(AjpRequestOptions.RemoteAddress, "192.0.2.9");
        options.Set(AjpRequestOptions.RemoteUser, "joe");
        options.Set(AjpRequestOptions.AuthType, "Basic");
        options.Set(AjpRequestOptions.Route, "node1");
        options.Set(AjpRequestOptions.IsSecure, true);
        options.Set(AjpRequestOptions.SslCertificate, "PEM\n");
        options.Set(AjpRequestOptions.SslCipher, "AES");
        options.Set(AjpRequestOptions.SslSession, "AB");
        options.Set(AjpRequestOptions.SslKeySize, 128);
        options.Set(AjpRequestOptions.SslProtocol, "TLSv1.3");
        options.Set(AjpRequestOptions.RemotePort, 4711);
        options.Set(AjpRequestOptions.LocalAddress, "192.0.2.1");
        options.Set(AjpRequestOptions.Attributes, [new("my", "own")]);
        var send = client.SendAsync(message);
        using var container = await AcceptAsync();
        var heard = await container.HearRequestAsync();
        Assert.Equal(("192.0.2.9", "www.example.test", 8443), (heard.RemoteAddress, heard.ServerName, heard.ServerPort));
        Assert.Equal(
            [
                ("Secret", "s3cret"), ("RemoteUser", "joe"), ("AuthType", "Basic"), ("Route", "node1"), ("SslCert", "PEM\n"), ("SslCipher", "AES"), ("SslSession", "AB"),
                ("SslKeySize", "128"), ("StoredMethod", "PATCH"), ("AJP_SSL_PROTOCOL", "TLSv1.3"), ("AJP_REMOTE_PORT", "4711"), ("AJP_LOCAL_ADDR", "192.0.2.1"), ("my", "own"),
            ],
            heard.Attributes);
        await container.SayAsync(Head(), End());
        (await send).Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8186)]
    [InlineData(8187)]
    [InlineData(100_000)]
    public async Task Content_of_known_length_is_sent_packet_by_packet(int length)
    {
        using var client = Client();
        using var content = new ByteArrayContent(new byte[length]);
        var post = client.PostAsync(Url + "/", content);
        using var container = await AcceptAsync();
        Assert.Equal($"{length}", (await container.HearRequestAsync()).Line("content-length"));
        for (var heard = 0; heard < length;)
        {
            if (heard > 0)
            {
                await container.SayAsync(Ask());
            }

            var data = await container.HearDataAsync();
            Assert.NotEqual("", data);
            heard += data.Length;
        }

        await container.SayAsync(Head(), Chunk("ok"), End());
        using var answer = await post;
        Assert.Equal("ok", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Content_that_writes_is_pulled_as_the_container_asks_and_not_before()
    {
        using var client = Client();
        using var content = new EndlessContent();
        using var message = new HttpRequestMessage(HttpMethod.Post, Url + "/") { Content = content };
        message.Headers.ExpectContinue = true;
        var post = client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        using var container = await AcceptAsync();
        var heard = await container.HearRequestAsync();
        Assert.Null(heard.Line("content-length"));
        Assert.Null(heard.Line("Expect"));
        Assert.Equal(0, content.Written);
        for (var i = 0; i < 20; i++)
        {
            await container.SayAsync(Ask(1000));
            Assert.InRange((await container.HearDataAsync()).Length, 1, 1000);
        }

        Assert.InRange(content.Written, 1, 300_000);
        await container.SayAsync(Head(), Chunk("enough"), End());
        using var answer = await post;
        Assert.Equal("enough", await answer.Content.ReadAsStringAsync());
        await content.Ended.Task; // nobody writes into the void
    }

    [Fact]
    public async Task The_body_goes_out_while_a_program_has_not_begun_to_read()
    {
        using var client = Client();
        using var message = new HttpRequestMessage(HttpMethod.Post, Url + "/") { Content = new ByteArrayContent(new byte[20_000]) };
        var post = client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        using var container = await AcceptAsync();
        await container.HearRequestAsync();
        var sent = (await container.HearDataAsync()).Length;
        await container.SayAsync(Head());
        using var answer = await post;
        while (sent < 20_000)
        {
            await container.SayAsync(Ask());
            sent += (await container.HearDataAsync()).Length;
        }

        await container.SayAsync(Chunk("done"), End());
        Assert.Equal("done", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Content_that_fails_is_the_senders_failure_and_ends_the_connection()
    {
        using var client = Client();
        using var content = new FailingContent();
        var post = client.PostAsync(Url + "/", content);
        using var container = await AcceptAsync();
        await container.HearRequestAsync();
        await container.SayAsync(Ask());
        var e = await Assert.ThrowsAsync<AjpException>(() => post);
        Assert.Equal(AjpTrouble.BodyFailed, e.Trouble);
        Assert.IsType<InvalidOperationException>(e.InnerException);
        Assert.Null(await container.HearAsync());
    }

    [Fact]
    public async Task An_answer_without_a_body_gives_its_connection_back()
    {
        using var client = Client();
        using var message = new HttpRequestMessage(HttpMethod.Head, Url + "/");
        var head = client.SendAsync(message);
        using var container = await AcceptAsync();
        await container.HearRequestAsync();
        await container.SayAsync(Head(200, ("Content-Length", "77")), End());
        using var answer = await head;
        Assert.Equal(77, answer.Content.Headers.ContentLength);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
        var get = client.GetStringAsync(Url + "/2");
        Assert.Equal("/2", (await container.HearRequestAsync()).Path);
        await container.SayAsync(Head(), End());
        await get;
    }

    [Fact]
    public async Task A_program_that_disposes_of_an_answer_closes_the_connection()
    {
        using var client = Client();
        var get = client.GetAsync(Url + "/", HttpCompletionOption.ResponseHeadersRead);
        using var container = await AcceptAsync();
        await container.HearRequestAsync();
        await container.SayAsync(Head(), Chunk("some"));
        (await get).Dispose();
        Assert.Null(await container.HearAsync());
    }

    [Theory]
    [InlineData("GET", "/", true)]
    [InlineData("PUT", "/", true)]
    [InlineData("GET", "/?a", false)]
    [InlineData("POST", "/", false)]
    public async Task A_kept_connection_that_was_just_closed_is_replaced_when_sending_twice_does_no_harm(string method, string path, bool isRepeated) // D11
    {
        using var client = Client();
        var first = client.GetStringAsync(Url + "/");
        using var container = await AcceptAsync();
        await container.HearRequestAsync();
        await container.SayAsync(Head(), End());
        await first;
        using var message = new HttpRequestMessage(new HttpMethod(method), Url + path);
        var second = client.SendAsync(message);
        await container.HearRequestAsync();
        container.Dispose();
        if (!isRepeated)
        {
            Assert.Equal(AjpTrouble.Unanswered, (await Assert.ThrowsAsync<AjpException>(() => second)).Trouble);
            Assert.False(_listener.Pending());
            return;
        }

        using var other = await AcceptAsync();
        Assert.Equal("/", (await other.HearRequestAsync()).Path);
        await other.SayAsync(Head(), End());
        (await second).Dispose();
    }

    [Fact]
    public async Task A_connection_that_does_not_answer_a_CPING_is_replaced_once()
    {
        using var client = Client(new AjpClientOptions { Ping = TimeSpan.FromSeconds(1) });
        var get = client.GetStringAsync(Url + "/");
        using (var deaf = await AcceptAsync())
        {
            Assert.Equal(Convert.ToHexString(FrontPackets.CPing), Convert.ToHexString((await deaf.HearAsync())!));
        }

        using var container = await AcceptAsync();
        await container.HearAsync();
        await container.SayAsync(ContainerPackets.CPong.ToArray());
        await container.HearRequestAsync();
        await container.SayAsync(Head(), Chunk("ok"), End());
        Assert.Equal("ok", await get);
    }

    [Fact]
    public async Task Two_connections_that_do_not_answer_a_CPING_are_no_connection()
    {
        using var client = Client(new AjpClientOptions { Ping = TimeSpan.FromSeconds(1), Secret = "s3cret" });
        var get = client.GetStringAsync(Url + "/");
        for (var i = 0; i < 2; i++)
        {
            using var deaf = await AcceptAsync();
            await deaf.HearAsync();
            await deaf.SayAsync(ContainerPackets.EndAndReuse.ToArray());
        }

        var e = await Assert.ThrowsAsync<AjpException>(() => get);
        Assert.Equal((AjpTrouble.ConnectFailed, false), (e.Trouble, e.IsRequestSent));
        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_is_silent_for_too_long_is_given_up()
    {
        using var client = Client(new AjpClientOptions { Timeout = TimeSpan.FromSeconds(30) });
        var get = client.GetStringAsync(Url + "/");
        using var container = await AcceptAsync();
        await container.HearRequestAsync();
        while (!get.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(31));
            await Task.WhenAny(get, Task.Run(() => { }));
        }

        var e = await Assert.ThrowsAsync<AjpException>(() => get);
        Assert.Equal((AjpTrouble.TimedOut, true), (e.Trouble, e.IsRequestSent));
        Assert.Null(await container.HearAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_closes_the_connection()
    {
        using var client = Client();
        using var gone = new CancellationTokenSource();
        var get = client.GetAsync(Url + "/", gone.Token);
        using var container = await AcceptAsync();
        await container.HearRequestAsync();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get);
        Assert.Null(await container.HearAsync());
    }

    [Fact]
    public async Task Nobody_listening_is_no_connection()
    {
        using var client = Client();
        var e = await Assert.ThrowsAsync<AjpException>(() => client.GetAsync("ajp://127.0.0.1:9/")); // no system gives this port to whoever asks for any
        Assert.Equal(AjpTrouble.ConnectFailed, e.Trouble);
        Assert.Equal(HttpRequestError.ConnectionError, e.HttpRequestError);
    }

    [Fact]
    public async Task An_upgrade_is_refused_before_anything_is_sent()
    {
        using var client = Client();
        using var message = new HttpRequestMessage(HttpMethod.Get, Url + "/");
        message.Headers.Connection.Add("Upgrade");
        message.Headers.Upgrade.ParseAdd("websocket");
        Assert.Equal(AjpTrouble.Unsendable, (await Assert.ThrowsAsync<AjpException>(() => client.SendAsync(message))).Trouble);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task Other_schemes_go_to_the_inner_handler_and_nowhere_without_one()
    {
        using var inner = new Http();
        using var client = new HttpClient(new AjpMessageHandler(null, inner));
        Assert.Equal("http", await client.GetStringAsync("http://example.test/"));
        using var alone = Client();
        await Assert.ThrowsAsync<NotSupportedException>(() => alone.GetAsync("http://example.test/"));
    }

    [Fact]
    public void Options_that_are_not_valid_are_told_all_at_once_and_never_the_secret()
    {
        var options = new AjpClientOptions { Secret = "s3cret\n", PacketSize = 100, Ping = TimeSpan.Zero, Timeout = TimeSpan.FromSeconds(-5) };
        var e = Assert.Throws<ArgumentException>(() => new AjpMessageHandler(options));
        Assert.All((string[])["Secret", "PacketSize", "Ping", "Timeout"], word => Assert.Contains(word, e.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", e.Message, StringComparison.Ordinal);
    }

    private HttpClient Client(AjpClientOptions? options = null)
    {
        options ??= new AjpClientOptions();
        options.Time = _time;
        return new HttpClient(new AjpMessageHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task<Container> AcceptAsync()
    {
        var socket = await _listener.AcceptSocketAsync();
        return new Container(new NetworkStream(socket, ownsSocket: true));
    }

    private sealed class Http : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(request.RequestUri!.Scheme) });
    }

    private sealed class EndlessContent : HttpContent
    {
        public long Written { get; private set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            try
            {
                while (true)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 5000)));
                    Written += 5000;
                }
            }
            finally
            {
                Ended.TrySetResult();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class FailingContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new InvalidOperationException("broken");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
