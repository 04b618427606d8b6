using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.Ajp.Tests.Server;

public sealed class AnswerTests
{
    private static readonly byte[] Flush = [3, 0, 0, 0];

    [Fact]
    public async Task Status_reason_and_lines_are_the_applications_but_those_of_a_connection()
    {
        await using var server = await AjpServer.StartAsync(context =>
        {
            context.Response.StatusCode = 299;
            context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = "As you like it";
            context.Response.Headers["Set-Cookie"] = new(["a=1", "b=2"]);
            context.Response.Headers.ContentType = "text/x";
            context.Response.Headers.Connection = "close";
            context.Response.Headers["Keep-Alive"] = "timeout=5";
            context.Response.Headers["X-Own"] = "y";
            context.Response.ContentLength = 2;
            return context.Response.WriteAsync("ab");
        });
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward());

        Assert.Equal("299 As you like it [ab] reuse", answer.ToString());
        Assert.Equal(
            ["Content-Length: 2", "Content-Type: text/x", "Date", "Server: Kestrel", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Own: y"],
            answer.Headers.Select(line => line.Key == "Date" ? "Date" : $"{line.Key}: {line.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(301)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Each_status_has_its_phrase(int status)
    {
        await using var server = await AjpServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward());
        Assert.Equal((status, true, "0"), (answer.Status, answer.Reuse, answer["Content-Length"]));
        Assert.NotEqual("", answer.Reason);
    }

    [Theory]
    [InlineData(3, 200, "5")]
    [InlineData(2, 204, null)]
    [InlineData(2, 304, null)]
    public async Task Where_there_is_no_body_there_are_no_chunks(byte method, int status, string? length)
    {
        await using var server = await AjpServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            if (status == 200)
            {
                context.Response.ContentLength = 5;
                return context.Response.WriteAsync("hello");
            }

            return Task.CompletedTask;
        });
        await using var front = await server.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            var answer = await front.AskAsync(new Forward { Method = method });
            Assert.Equal((status, true, length), (answer.Status, answer.Reuse, answer["Content-Length"]));
            Assert.DoesNotContain(answer.Packets, packet => packet[0] == 3);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8184)]
    [InlineData(8185)]
    [InlineData(65_528)]
    [InlineData(65_529)]
    [InlineData(1_000_000)]
    public async Task A_body_of_any_length_arrives_whole(int length)
    {
        var body = Applications.Bytes(length);
        await using var server = await AjpServer.StartAsync(
            async context =>
            {
                context.Response.ContentLength = context.Request.Path == "/known" ? length : null;
                await context.Response.Body.WriteAsync(body);
            },
            ajp => ajp.PacketSize = length % 2 == 0 ? 8192 : 65_536);
        await using var front = await server.ConnectAsync();

        foreach (var path in new[] { "/known", "/unknown" })
        {
            var answer = await front.AskAsync(new Forward { Path = path });
            Assert.Equal(body, answer.Body.ToArray());
            Assert.Equal(path == "/known" ? length.ToString(System.Globalization.CultureInfo.InvariantCulture) : null, answer["Content-Length"]);
            Assert.Null(answer["Transfer-Encoding"]);
            Assert.True(answer.Reuse);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_written_before_a_pause_arrives_before_it_with_a_flush_if_wanted(bool markers)
    {
        var go = new SemaphoreSlim(0);
        await using var server = await AjpServer.StartAsync(
            async context =>
            {
                await context.Response.Body.FlushAsync();
                await go.WaitAsync();
                await context.Response.WriteAsync("one");
                await go.WaitAsync();
                await context.Response.WriteAsync("two");
            },
            ajp => ajp.FlushMarkers = markers);
        await using var front = await server.ConnectAsync();

        await front.SendAsync(new Forward().Bytes());
        Assert.Equal(4, (await front.ReadAsync())![0]);
        Assert.Equal(Flush, markers ? await front.ReadAsync() : Flush);
        go.Release();
        Assert.Equal([3, 0, 3, .. "one"u8, 0], await front.ReadAsync());
        Assert.Equal(Flush, markers ? await front.ReadAsync() : Flush);
        go.Release();
        Assert.Equal("two", (await front.AnswerAsync()).Text);
    }

    [Fact]
    public async Task An_application_that_fails_before_it_answers_is_500()
    {
        await using var server = await AjpServer.StartAsync(_ => throw new InvalidOperationException("oops"));
        await using var front = await server.ConnectAsync();

        Assert.Equal("500 Internal Server Error [] reuse", (await front.AskAsync(new Forward())).ToString());
        Assert.True(await front.PingAsync());
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("aborts")]
    [InlineData("writes too little")]
    public async Task An_answer_that_is_broken_off_has_no_end(string how)
    {
        await using var server = await AjpServer.StartAsync(async context =>
        {
            context.Response.ContentLength = how == "writes too little" ? 100 : null;
            await context.Response.WriteAsync("part");
            if (how == "throws")
            {
                throw new InvalidOperationException("oops");
            }

            if (how == "aborts")
            {
                context.Abort();
            }
        });
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward());
        Assert.Null(answer.Reuse);
    }

    [Fact]
    public async Task An_application_that_aborts_at_once_closes_the_connection()
    {
        await using var server = await AjpServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var front = await server.ConnectAsync();

        Assert.Equal("0  [] broken", (await front.AskAsync(new Forward())).ToString());
    }

    [Theory]
    [InlineData(8300)]
    [InlineData(70_000)]
    public async Task A_head_that_does_not_fit_is_500(int length)
    {
        await using var server = await AjpServer.StartAsync(context =>
        {
            context.Response.Headers["X-Long"] = new string('x', length);
            return context.Response.WriteAsync("body");
        });
        await using var front = await server.ConnectAsync();

        Assert.Equal("500 Internal Server Error [] close", (await front.AskAsync(new Forward())).ToString());
        Assert.Contains(server.Log.Lines, line => line.StartsWith("Warning Balancer 1425", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_head_that_just_fits_is_sent()
    {
        await using var server = await AjpServer.StartAsync(context =>
        {
            context.Response.Headers["X-Long"] = new string('x', 8000);
            return context.Response.WriteAsync("body");
        });
        await using var front = await server.ConnectAsync();

        Assert.Equal("200 OK [body] reuse", (await front.AskAsync(new Forward())).ToString());
    }

    [Fact]
    public async Task Latin_1_goes_out_when_Kestrel_is_told_so()
    {
        await using var server = await AjpServer.StartAsync(
            context =>
            {
                context.Response.Headers["X"] = "f\u00FCr";
                return Task.CompletedTask;
            },
            kestrel: options => options.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.Latin1);
        await using var front = await server.ConnectAsync();

        Assert.Equal("f\u00FCr", (await front.AskAsync(new Forward()))["X"]);
    }

    [Fact]
    public async Task Trailers_are_dropped()
    {
        await using var server = await AjpServer.StartAsync(async context =>
        {
            context.Response.DeclareTrailer("X-Sum");
            await context.Response.WriteAsync("body");
            if (context.Response.SupportsTrailers())
            {
                context.Response.AppendTrailer("X-Sum", "1");
            }
        });
        await using var front = await server.ConnectAsync();

        Assert.Equal("200 OK [body] reuse", (await front.AskAsync(new Forward())).ToString());
    }

    [Fact]
    public async Task Code_that_runs_after_the_answer_does_not_hold_up_its_end()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AjpServer.StartAsync(context =>
        {
            context.Response.OnCompleted(() => go.Task);
            return context.Response.WriteAsync("x");
        });
        await using var front = await server.ConnectAsync();

        Assert.Equal("200 OK [x] reuse", (await front.AskAsync(new Forward())).ToString());
        go.SetResult();
        Assert.Equal("200 OK [x] reuse", (await front.AskAsync(new Forward())).ToString());
    }

    [Fact]
    public async Task A_big_answer_to_a_slow_front_takes_no_memory()
    {
        const int Part = 65_536;
        var written = 0L;
        await using var server = await AjpServer.StartAsync(async context =>
        {
            var bytes = new byte[Part];
            for (var i = 0; i < 1024; i++)
            {
                await context.Response.Body.WriteAsync(bytes);
                Interlocked.Add(ref written, Part);
            }
        });
        await using var front = await server.ConnectAsync();
        await front.SendAsync(new Forward().Bytes());
        var read = 0L;
        var most = 0L;
        while (await front.ReadAsync() is { } packet && packet[0] != 5)
        {
            read += packet[0] == 3 ? packet.Length - 4 : 0;
            most = Math.Max(most, Interlocked.Read(ref written) - read);
        }

        Assert.Equal(1024L * Part, read);
        Assert.True(most < 16 << 20, $"{most} bytes were under way"); // what sockets hold, and some pipes of 64 KiB
    }
}
