using Balancing.Testing;
using Microsoft.AspNetCore.Http;

namespace Balancing.Ajp.Tests.Server;

public sealed class ConnectionTests
{
    private const int ManyRequests = 30;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_ping_needs_no_secret_and_no_application()
    {
        await using var server = await AjpServer.StartAsync(_ => throw new InvalidOperationException());
        await using var front = await server.ConnectAsync();

        for (var i = 0; i < 5; i++)
        {
            Assert.True(await front.PingAsync());
        }
    }

    [Fact]
    public async Task Several_pings_at_once_are_answered_each()
    {
        await using var server = await AjpServer.StartAsync(_ => Task.CompletedTask);
        await using var front = await server.ConnectAsync();

        await front.SendAsync([.. Raw.CPing, .. Raw.CPing, .. Raw.CPing, .. new Forward().Bytes()]);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([9], await front.ReadAsync());
        }

        Assert.Equal(200, (await front.AnswerAsync()).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_front_that_leaves_aborts_the_request(bool withinBody)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AjpServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            started.SetResult();
            if (withinBody)
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
            }

            await aborted.Task;
        });
        var front = await server.ConnectAsync();

        await front.SendAsync([.. new Forward { Method = 4 }.Length(withinBody ? 9 : 0).Bytes(), .. withinBody ? Raw.Data("x") : []]);
        await started.Task;
        await front.DisposeAsync();

        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_front_that_leaves_within_an_answer_stops_it()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AjpServer.StartAsync(async context =>
        {
            var bytes = new byte[65_536];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(bytes);
            }

            stopped.SetResult();
        });
        var front = await server.ConnectAsync();

        await front.SendAsync(new Forward().Bytes());
        Assert.Equal(4, (await front.ReadAsync())![0]);
        await front.DisposeAsync();

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12 34 00 01")]
    public async Task Who_says_nothing_or_not_all_is_left_after_a_time(string hex)
    {
        var clock = new ManualTimeProvider();
        await using var server = await AjpServer.StartAsync(
            _ => Task.CompletedTask,
            ajp => (ajp.Time, ajp.PacketTimeout, ajp.KeepAliveTimeout) = (clock, 5 * Second, 60 * Second));
        await using var front = await server.ConnectAsync();

        await front.SendAsync(Raw.CPing);
        Assert.Equal([9], await front.ReadAsync());
        await front.SendAsync(Raw.Hex(hex));
        var closed = front.ReadAsync();
        var due = hex.Length == 0 ? 60 * Second : 5 * Second;
        await UntilDueAsync(clock, due);
        clock.Advance(due - TimeSpan.FromMilliseconds(1));
        Assert.False(closed.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await closed);
    }

    [Fact]
    public async Task A_packet_that_never_comes_delays_the_end_of_an_answer_no_longer_than_its_time()
    {
        var clock = new ManualTimeProvider();
        await using var server = await AjpServer.StartAsync(
            context => context.Response.WriteAsync("early"),
            ajp => (ajp.Time, ajp.PacketTimeout) = (clock, 5 * Second));
        await using var front = await server.ConnectAsync();

        await front.SendAsync(new Forward { Method = 4 }.Length(3).Bytes());
        Assert.Equal(4, (await front.ReadAsync())![0]);
        await UntilDueAsync(clock, 5 * Second);
        clock.Advance(5 * Second);

        Assert.Equal("early", (await AnswerWithoutHeadAsync(front)).Text);
    }

    [Fact]
    public async Task A_front_that_does_not_close_after_a_refusal_is_left()
    {
        var clock = new ManualTimeProvider();
        await using var server = await AjpServer.StartAsync(_ => Task.CompletedTask, ajp => ajp.Time = clock);
        await using var front = await server.ConnectAsync();

        Assert.Equal(403, (await front.AskAsync(new Forward { Secret = null })).Status);
        var closed = front.ReadAsync();
        await UntilDueAsync(clock, 2 * Second);
        clock.Advance(2 * Second);

        Assert.Null(await closed);
    }

    [Fact]
    public async Task A_flood_after_a_refusal_ends()
    {
        await using var server = await AjpServer.StartAsync(_ => Task.CompletedTask, ajp => ajp.Time = new ManualTimeProvider());
        await using var front = await server.ConnectAsync();

        await front.SendAsync(new Forward { Secret = null }.Bytes());
        for (var i = 0; i < 100; i++)
        {
            await front.SendAsync(new byte[65_536]);
        }

        await front.ClosedAsync();
    }

    [Fact]
    public async Task A_stop_lets_the_request_end_and_tells_the_front_to_close()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AjpServer.StartAsync(async context =>
        {
            started.SetResult();
            await go.Task;
            await context.Response.WriteAsync($"whole {context.RequestAborted.IsCancellationRequested}");
        });
        await using var busy = await server.ConnectAsync();
        await using var idle = await server.ConnectAsync();
        Assert.True(await idle.PingAsync());

        await busy.SendAsync(new Forward().Bytes());
        await started.Task;
        var stop = server.StopAsync();
        Assert.Null(await idle.ReadAsync());
        go.SetResult();

        Assert.Equal("200 OK [whole False] close", (await busy.AnswerAsync()).ToString());
        Assert.Null(await busy.ReadAsync());
        await stop;
    }

    [Fact]
    public async Task A_stop_that_has_no_time_breaks_the_answer_off()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AjpServer.StartAsync(async context =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var front = await server.ConnectAsync();

        await front.SendAsync(new Forward().Bytes());
        await started.Task;
        await server.StopAsync(new CancellationToken(canceled: true));

        Assert.Null((await front.AnswerAsync()).Reuse);
    }

    [Fact]
    public async Task Kestrels_limit_of_connections_holds()
    {
        await using var server = await AjpServer.StartAsync(_ => Task.CompletedTask, kestrel: options => options.Limits.MaxConcurrentConnections = 1);
        await using var one = await server.ConnectAsync();
        Assert.True(await one.PingAsync());
        await using var two = await server.ConnectAsync();

        Assert.False(await two.PingAsync());
        Assert.True(await one.PingAsync());
    }

    [Fact]
    public async Task Many_connections_do_not_mix()
    {
        await using var server = await AjpServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync(context.Request.Path.Value + " ");
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async connection =>
        {
            await using var front = await server.ConnectAsync();
            for (var i = 0; i < ManyRequests; i++)
            {
                var path = $"/{connection}/{i}";
                var request = new Forward { Method = 4, Path = path };
                await front.SendAsync(i % 2 == 0 ? request.Bytes() : [.. request.Length(path.Length * 2).Bytes(), .. Raw.Data(path)]);
                var answer = await front.AnswerAsync(i % 2 == 0 ? [Raw.Data(path), Raw.Data(path)] : [Raw.Data(path)]);
                Assert.True(answer.ToString() == $"200 OK [{path} {path}{path}] reuse", $"{i}: {answer} {string.Join('\n', server.Log.Lines.TakeLast(20))}");
            }
        }));
    }

    // The server sets its time-out a moment after it has sent: wait for that, not for a time.
    private static async Task UntilDueAsync(ManualTimeProvider clock, TimeSpan due)
    {
        while (clock.NextDue is not { } next || next - clock.GetUtcNow() != due)
        {
            await Task.Yield();
        }
    }

    private static async Task<RawAnswer> AnswerWithoutHeadAsync(RawFront front)
    {
        var answer = await front.AnswerAsync();
        Assert.Equal(false, answer.Reuse);
        return answer;
    }
}
