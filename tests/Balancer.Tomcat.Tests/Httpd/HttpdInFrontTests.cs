using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Balancing.Tomcat.Tests.Httpd;

/// <summary>The real httpd speaks AJP to our server.</summary>
public sealed class HttpdInFrontTests(AjpFront front) : IClassFixture<AjpFront>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = front.Client;

    public static TheoryData<string, int, bool> Bodies
    {
        get
        {
            var data = new TheoryData<string, int, bool>();
            foreach (var where in new[] { "small", "big" })
            {
                foreach (var length in new[] { 0, 1, 8185, 8186, 8187, 8188, 65_529, 65_530, 65_531, 65_532, 1 << 20 })
                {
                    data.Add(where, length, false);
                    data.Add(where, length, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    [InlineData("PROPFIND")]
    [InlineData("ACL")]
    [InlineData("SEARCH")]
    [InlineData("MADE-UP")]
    public async Task Cve_2011_3348_each_method_arrives(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "small/echo");
        using var answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("OK", answer.ReasonPhrase);
        Assert.Equal([method], answer.Headers.GetValues("X-Method"));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_comes_back_as_it_went(string where, int length, bool chunked)
    {
        var body = new byte[length];
        new Random(length).NextBytes(body);
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{where}/echo") { Content = new ByteArrayContent(body) };
            request.Headers.TransferEncodingChunked = chunked;
            using var answer = await _client.SendAsync(request);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("small", 1 << 20)]
    [InlineData("big", 1 << 20)]
    [InlineData("small", 10)]
    public async Task A_body_that_nobody_reads_does_no_harm(string where, int length)
    {
        for (var i = 0; i < 3; i++)
        {
            using var content = new ByteArrayContent(new byte[length]);
            using var answer = await _client.PostAsync(new Uri($"{where}/ignore", UriKind.Relative), content);
            Assert.Equal("early", await answer.Content.ReadAsStringAsync());
            Assert.Equal("hello", await _client.GetStringAsync($"{where}/"));
        }
    }

    [Fact]
    public async Task HEAD_has_the_length_and_no_body()
    {
        var said = await RawAsync("HEAD /small/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", said, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", said, StringComparison.Ordinal);
        Assert.Equal("hello", await _client.GetStringAsync("small/"));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Each_status_arrives_with_its_phrase(int status)
    {
        using var answer = await _client.GetAsync($"small/status?{status}");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.NotEqual(status.ToString(CultureInfo.InvariantCulture), answer.ReasonPhrase);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Latin_1_goes_there_and_back()
    {
        var said = await RawAsync("GET /small/header HTTP/1.1\r\nHost: h\r\nX-There: f\u00FCr \u00FF\r\nConnection: close\r\n\r\n");

        Assert.Contains("\r\nX-Back: f\u00FCr \u00FF\r\n", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, 200)]
    [InlineData(99, 200)]
    public async Task Many_header_lines_arrive(int lines, int status)
    {
        // Host is one of them; httpd takes 100.
        var head = string.Concat(Enumerable.Range(1, lines - 1).Select(i => $"X-{i}: {i}\r\n"));
        var said = await RawAsync($"GET /small/header HTTP/1.1\r\nHost: h\r\n{head}\r\n", until: "\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", said, StringComparison.Ordinal);
        Assert.Contains($"X-Count: {lines + 1}\r\n", said, StringComparison.Ordinal); // and Connection: close
    }

    [Fact]
    public async Task A_request_that_does_not_fit_into_a_packet_is_refused_by_the_front_alone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "small/header");
        request.Headers.Add("X-Long", new string('x', 8200));
        using var answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("hello", await _client.GetStringAsync("small/"));
        using var again = new HttpRequestMessage(HttpMethod.Get, "big/header");
        again.Headers.Add("X-There", new string('x', 8200));
        using var fits = await _client.SendAsync(again);
        Assert.Equal(8200, fits.Headers.GetValues("X-Back").Single().Length);
    }

    [Fact]
    public async Task A_part_arrives_before_the_next_is_written()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "small/parts");
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var bytes = new byte[3];
        await body.ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);
        Assert.Equal("one"u8.ToArray(), bytes);
        front.Backend.Go.Release();
        using var rest = new StreamReader(body);
        Assert.Equal("two", await rest.ReadToEndAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_never_looks_whole()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => _client.GetStringAsync("small/breaks"));
        using var answer = await _client.GetAsync("small/fails");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("hello", await _client.GetStringAsync("small/"));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_request()
    {
        using (var answer = await _client.GetAsync("small/endless", HttpCompletionOption.ResponseHeadersRead))
        {
            await using var body = await answer.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[100_000]);
        }

        await front.Backend.Aborted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Facts_of_client_and_front_are_the_true_ones()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "small/facts?a=%20b");
        request.Headers.Host = "other.example:8080";
        request.Headers.Add("X-Tenant", "blue");
        using var answer = await _client.SendAsync(request);
        var facts = (await answer.Content.ReadAsStringAsync()).Split('\n');

        Assert.Equal("scheme http", facts[0]);
        Assert.Equal("host other.example:8080", facts[1]);
        Assert.Matches(@"^client 127\.0\.0\.1 [1-9][0-9]*$", facts[2]);
        Assert.Equal($"front 127.0.0.1 {front.Plain.Port}", facts[3]);
        Assert.Equal("target /small/facts ?a=%20b", facts[4]);
        Assert.Equal("tenant blue", facts[8]);
    }

    [Fact]
    public async Task The_route_of_the_session_is_told()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "sticky/facts");
        request.Headers.Add("Cookie", "JSESSIONID=ABC.node1");
        using var answer = await _client.SendAsync(request);

        Assert.Contains("route node1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_front_without_the_secret_and_an_attribute_without_leave_are_403()
    {
        using var stranger = await _client.GetAsync("stranger/");
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "small/");
        request.Headers.Add("X-Odd", "x");
        using var odd = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, odd.StatusCode);
        Assert.Equal("hello", await _client.GetStringAsync("small/"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_clients_TLS_is_seen(bool withCertificate)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(front.Trusted);
        using var certificate = AjpFront.Certificate("CN=ada");
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = trust;
        handler.SslOptions.ClientCertificates = withCertificate ? [certificate] : [];
        using var client = new HttpClient(handler) { Timeout = Patience };
        var facts = (await client.GetStringAsync($"https://{front.Tls}/small/facts")).Split('\n');

        Assert.Equal("scheme https", facts[0]);
        Assert.Matches(@"^tls TLSv1\.[23] True (128|256)$", facts[6]);
        Assert.Equal(withCertificate ? "certificate CN=ada" : "certificate ", facts[7]);
    }

    [Fact]
    public async Task Many_clients_at_once_get_each_their_own_answer() =>
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async client =>
        {
            for (var i = 0; i < 25; i++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{client}-{i}");
                using var content = new StringContent(text);
                using var answer = await _client.PostAsync(new Uri(i % 2 == 0 ? "small/echo" : "big/echo", UriKind.Relative), content);
                Assert.Equal(text, await answer.Content.ReadAsStringAsync());
            }
        }));

    private async Task<string> RawAsync(string request, string? until = null)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var late = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(front.Plain, late.Token);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request), late.Token);
        var said = new StringBuilder();
        var bytes = new byte[4096];
        for (int count; (count = await socket.ReceiveAsync(bytes, late.Token)) > 0;)
        {
            said.Append(Encoding.Latin1.GetString(bytes, 0, count));
            if (until is not null && said.ToString().Contains(until, StringComparison.Ordinal))
            {
                break;
            }
        }

        return said.ToString();
    }
}
