using System.Globalization;
using System.Net;
using System.Text;
using Balancing.Ajp.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace Balancing.Ajp.Tests.Pair;

public sealed class PairTests
{
    public static TheoryData<int, int, bool> Bodies
    {
        get
        {
            var data = new TheoryData<int, int, bool>();
            foreach (var size in new[] { 8192, 65_536 })
            {
                foreach (var length in new[] { 0, 1, size - 8, size - 7, size - 6, size - 5, 2 * (size - 6), (2 * size) + 1, 1 << 20 })
                {
                    data.Add(size, length, false);
                    data.Add(size, length, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_goes_there_and_back_whole(int packetSize, int length, bool unknown)
    {
        await using var pair = await PairServer.StartAsync(Applications.Echo, ajp => ajp.PacketSize = packetSize, client => client.PacketSize = packetSize);
        var body = Applications.Bytes(length);

        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "echo") { Content = new ByteArrayContent(body) };
            request.Headers.TransferEncodingChunked = unknown;
            using var answer = await pair.Client.SendAsync(request);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("MKACTIVITY")]
    [InlineData("QUERY")]
    public async Task Method_target_and_lines_arrive(string method)
    {
        await using var pair = await PairServer.StartAsync(context => context.Response.WriteAsync(
            $"{context.Request.Method} {context.Request.Path.Value} {context.Request.QueryString.Value} {context.Request.Headers["X"]} {context.Request.Headers.ContentLength}"));

        using var request = new HttpRequestMessage(new HttpMethod(method), "a%20b?q=%20");
        request.Headers.Add("X", ["1", "2"]);
        using var answer = await pair.Client.SendAsync(request);

        Assert.Equal($"{method} /a b ?q=%20 1,2 0", (await answer.Content.ReadAsStringAsync()).Replace("1, 2", "1,2", StringComparison.Ordinal));
        Assert.Equal("OK", answer.ReasonPhrase);
    }

    [Fact]
    public async Task Facts_arrive()
    {
        await using var pair = await PairServer.StartAsync(context =>
        {
            var ajp = context.Features.Get<IAjpFeature>()!;
            return context.Response.WriteAsync(
                $"{context.Request.Scheme} {context.Connection.RemoteIpAddress} {context.Connection.RemotePort} {ajp.RemoteUser} {ajp.AuthType} {ajp.Route} "
                + $"{ajp.SslCipher} {ajp.SslKeySize} {ajp.SslProtocol} {context.User.Identity!.Name}");
        }, ajp => ajp.TrustRemoteUser = true);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Options.Set(AjpRequestOptions.RemoteAddress, "192.0.2.9");
        request.Options.Set(AjpRequestOptions.RemotePort, 1234);
        request.Options.Set(AjpRequestOptions.RemoteUser, "ada");
        request.Options.Set(AjpRequestOptions.AuthType, "Basic");
        request.Options.Set(AjpRequestOptions.Route, "node1");
        request.Options.Set(AjpRequestOptions.IsSecure, true);
        request.Options.Set(AjpRequestOptions.SslCipher, "AES");
        request.Options.Set(AjpRequestOptions.SslKeySize, 256);
        request.Options.Set(AjpRequestOptions.SslProtocol, "TLSv1.3");
        using var answer = await pair.Client.SendAsync(request);

        Assert.Equal("https 192.0.2.9 1234 ada Basic node1 AES 256 TLSv1.3 ada", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_wrong_secret_is_403()
    {
        await using var pair = await PairServer.StartAsync(_ => Task.CompletedTask, client: client => client.Secret = "wrong");
        using var answer = await pair.Client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_is_used_again_with_or_without_pings(bool ping)
    {
        await using var pair = await PairServer.StartAsync(
            context => context.Response.WriteAsync(context.Connection.Id), client: client => client.Ping = ping ? TimeSpan.FromSeconds(20) : null);

        var first = await pair.Client.GetStringAsync(new Uri("/", UriKind.Relative));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(first.Split('-')[0], (await pair.Client.GetStringAsync(new Uri("/", UriKind.Relative))).Split('-')[0]);
        }
    }

    [Fact]
    public async Task Answers_stream_and_the_parts_come_as_they_are_written()
    {
        var go = new SemaphoreSlim(0);
        await using var pair = await PairServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("one");
            await go.WaitAsync();
            await context.Response.WriteAsync("two");
        });
        using var answer = await pair.Client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var bytes = new byte[3];
        await body.ReadExactlyAsync(bytes);
        Assert.Equal("one", Encoding.ASCII.GetString(bytes));
        go.Release();
        await body.ReadExactlyAsync(bytes);
        Assert.Equal("two", Encoding.ASCII.GetString(bytes));
        Assert.Equal(0, await body.ReadAsync(bytes));
    }

    [Theory]
    [InlineData("HEAD", 200)]
    [InlineData("GET", 204)]
    [InlineData("GET", 304)]
    [InlineData("GET", 500)]
    public async Task Answers_without_a_body_have_none(string method, int status)
    {
        await using var pair = await PairServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentLength = method == "HEAD" ? 5 : null;
            return method == "HEAD" ? context.Response.WriteAsync("hello") : Task.CompletedTask;
        });
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/");
            using var answer = await pair.Client.SendAsync(request);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_an_error()
    {
        await using var pair = await PairServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("part");
            throw new InvalidOperationException("as told");
        });

        await Assert.ThrowsAnyAsync<Exception>(() => pair.Client.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    [Fact]
    public async Task An_early_answer_leaves_the_rest_of_the_body_unsent()
    {
        await using var pair = await PairServer.StartAsync(context => context.Response.WriteAsync("early"));
        for (var i = 0; i < 3; i++)
        {
            using var content = new ByteArrayContent(new byte[1 << 20]);
            using var answer = await pair.Client.PostAsync(new Uri("/", UriKind.Relative), content);
            Assert.Equal("early", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Cancelling_aborts_the_request()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pair = await PairServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            started.SetResult();
            await aborted.Task;
        });
        using var cancel = new CancellationTokenSource();
        var asked = pair.Client.GetAsync(new Uri("/", UriKind.Relative), cancel.Token);
        await started.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Many_requests_at_once_get_each_their_own_answer()
    {
        await using var pair = await PairServer.StartAsync(Applications.Echo);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async client =>
        {
            for (var i = 0; i < 30; i++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{client}-{i}");
                using var content = new StringContent(text);
                using var answer = await pair.Client.PostAsync(new Uri("/", UriKind.Relative), content);
                Assert.Equal(text, await answer.Content.ReadAsStringAsync());
            }
        }));
    }
}
