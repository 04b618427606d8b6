using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Balancing.Ajp.Tests.Server;

public sealed class BodyTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(8186, 0)]
    [InlineData(8187, 1)]
    [InlineData(16372, 1)]
    [InlineData(16373, 2)]
    [InlineData(100_000, 12)]
    public async Task A_body_of_known_length_arrives_whole_and_no_packet_is_asked_for_in_vain(int length, int asked)
    {
        await using var server = await AjpServer.StartAsync(Applications.Echo);
        await using var front = await server.ConnectAsync();
        var body = Applications.Bytes(length);
        var packets = body.Chunk(8186).Select(part => Raw.Data(part)).ToList();

        await front.SendAsync([.. new Forward { Method = 4 }.Length(length).Bytes(), .. packets.FirstOrDefault() ?? []]);
        var answer = await front.AnswerAsync([.. packets.Skip(1)]);

        Assert.Equal(body, answer.Body.ToArray());
        Assert.Equal((200, true, asked), (answer.Status, answer.Reuse, answer.Asked));
        Assert.True(await front.PingAsync());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_body_of_unknown_length_ends_with_an_empty_packet_in_either_form(bool coding, bool shortForm)
    {
        await using var server = await AjpServer.StartAsync(Applications.Echo);
        await using var front = await server.ConnectAsync();
        var request = coding ? new Forward { Method = 4 }.Header("Transfer-Encoding", "Chunked") : new Forward { Method = 4 };

        var answer = await front.AskAsync(request, Raw.Data("a"), Raw.Data(new string('b', 8186)), Raw.Data("c"), shortForm ? Raw.ShortEmpty : Raw.Empty);

        Assert.Equal("a" + new string('b', 8186) + "c", answer.Text);
        Assert.Equal((4, true), (answer.Asked, answer.Reuse));
        Assert.True(await front.PingAsync());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_get_without_a_word_about_a_body_has_none_and_nothing_is_asked_for(byte method)
    {
        await using var server = await AjpServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            context.Response.Headers["X-Body"] = $"[{await reader.ReadToEndAsync()}] {context.Request.Headers.TransferEncoding}";
        });
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward { Method = method });

        Assert.Equal("[]", answer["X-Body"]);
        Assert.Equal((0, true), (answer.Asked, answer.Reuse));
    }

    [Fact]
    public async Task A_get_with_a_coding_has_a_body()
    {
        await using var server = await AjpServer.StartAsync(Applications.Echo);
        await using var front = await server.ConnectAsync();

        Assert.Equal("200 OK [x] reuse", (await front.AskAsync(new Forward().Header("transfer-encoding", "chunked"), Raw.Data("x"))).ToString());
    }

    [Fact]
    public async Task A_front_that_sends_more_or_less_than_asked_is_understood()
    {
        await using var server = await AjpServer.StartAsync(Applications.Echo);
        await using var front = await server.ConnectAsync();

        await front.SendAsync([.. new Forward { Method = 5 }.Length(11).Bytes(), .. Raw.Data("1")]);
        Assert.Equal("12345678901", (await front.AnswerAsync(Raw.Data("2"), Raw.Data("345678"), Raw.Data("901"))).Text);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100_000)]
    public async Task Cve_2009_1191_and_2008_5519_and_2005_3164_the_first_packet_is_swallowed_when_nobody_reads(int length)
    {
        await using var server = await AjpServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path.Value!));
        await using var front = await server.ConnectAsync();
        var first = Raw.Data(Applications.Bytes(Math.Min(length, 8186)));

        await front.SendAsync([.. new Forward { Method = 4, Path = "/one" }.Length(length).Bytes(), .. first]);
        Assert.Equal("200 OK [/one] reuse", (await front.AnswerAsync()).ToString());
        Assert.Equal("200 OK [/two] reuse", (await front.AskAsync(new Forward { Path = "/two" })).ToString());
    }

    [Fact]
    public async Task The_end_of_an_early_answer_waits_for_the_first_packet()
    {
        await using var server = await AjpServer.StartAsync(context => context.Response.WriteAsync("early"));
        await using var front = await server.ConnectAsync();

        await front.SendAsync(new Forward { Method = 4 }.Length(3).Bytes());
        Assert.Equal(4, (await front.ReadAsync())![0]);
        await front.SendAsync(Raw.Data("abc"));

        Assert.Equal(true, (await front.AnswerAsync()).Reuse);
        Assert.True(await front.PingAsync());
    }

    [Fact]
    public async Task A_body_that_is_read_in_part_leaves_nothing_behind()
    {
        await using var server = await AjpServer.StartAsync(async context =>
        {
            var some = new byte[10];
            await context.Request.Body.ReadExactlyAsync(some);
            await context.Response.WriteAsync(Encoding.Latin1.GetString(some));
        });
        await using var front = await server.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            await front.SendAsync([.. new Forward { Method = 4 }.Length(50_000).Bytes(), .. Raw.Data("012345")]);
            var answer = await front.AnswerAsync(Raw.Data("6789abc"));
            Assert.Equal("200 OK [0123456789] reuse", answer.ToString());
            Assert.Equal(1, answer.Asked);
        }
    }

    public static TheoryData<string, long, byte[]> Short => new()
    {
        { "an empty first packet", 5, Raw.Empty },
        { "an empty first packet, mod_jk", 5, Raw.ShortEmpty },
        { "a packet longer than the body", 5, Raw.Data("123456") },
        { "a packet whose length lies", 5, Raw.Packet(0, 9, 1, 2, 3) },
        { "a packet that is longer than its data", 5, Raw.Packet(0, 1, 1, 2, 3) },
        { "half a length", 5, Raw.Packet(0) },
        { "another request", 5, new Forward().Bytes() },
        { "a ping", 5, Raw.CPing },
        { "no packet at all", 5, "GET / HTTP/1.1\r\n\r\n"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Short))]
    public async Task Cve_2010_0408_a_body_that_is_not_what_was_promised_is_400_for_that_request_alone(string what, long length, byte[] packet)
    {
        var failure = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AjpServer.StartAsync(async context =>
        {
            try
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                failure.SetException(new InvalidOperationException("complete"));
            }
            catch (Exception e)
            {
                failure.SetResult(e);
                throw;
            }
        });
        await using var front = await server.ConnectAsync();

        await front.SendAsync([.. new Forward { Method = 4 }.Length(length).Bytes(), .. packet]);
        var answer = await front.AnswerAsync();

        Assert.True(answer is { Status: 400, Reuse: false }, $"{what}: {answer}");
        Assert.IsAssignableFrom<IOException>(await failure.Task);
        await using var other = await server.ConnectAsync();
        Assert.True(await other.PingAsync());
    }

    [Fact]
    public async Task Cve_2011_3190_body_bytes_after_a_refused_request_are_no_message()
    {
        var paths = new List<string>();
        await using var server = await AjpServer.StartAsync(context =>
        {
            paths.Add(context.Request.Path.Value!);
            return Task.CompletedTask;
        });
        await using var front = await server.ConnectAsync();

        await front.SendAsync([.. new Forward { Method = 4, Secret = "no" }.Length(500).Bytes(), .. new Forward { Path = "/admin" }.Bytes()]);

        Assert.Equal("403 Forbidden [] close", (await front.AnswerAsync()).ToString());
        front.EndSending();
        Assert.Null(await front.ReadAsync());
        Assert.Empty(paths);
    }

    // A data packet begins with its length: 0x0202 is a Forward Request for GET to who takes it for a message.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cve_2022_26377_and_36760_a_data_packet_that_nobody_announced_is_no_request(bool coding)
    {
        var paths = new List<string>();
        await using var server = await AjpServer.StartAsync(context =>
        {
            lock (paths)
            {
                paths.Add(context.Request.Path.Value!);
            }

            return context.Response.WriteAsync("x");
        });
        await using var front = await server.ConnectAsync();
        var hidden = new Forward { Path = "/admin", RemoteAddress = "127.0.0.1" }.Payload()[2..];
        var data = new byte[0x202];
        hidden.CopyTo(data, 0);
        var request = new Forward { Method = 4 };

        await front.SendAsync([.. (coding ? request.Header("transfer-encoding", "chunked") : request.Length(0)).Bytes(), .. Raw.Data(data)]);
        var answer = await front.AnswerAsync();
        await front.ClosedAsync();

        Assert.Equal("200 OK [x]", answer.ToString()[..10]);
        Assert.Equal(["/"], paths);
    }

    [Fact]
    public async Task Data_that_comes_unasked_while_the_application_works_ends_the_connection_after_the_answer()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AjpServer.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            await go.Task;
            await context.Response.WriteAsync("x");
        });
        await using var front = await server.ConnectAsync();

        await front.SendAsync([.. new Forward { Method = 4 }.Length(0).Bytes(), .. Raw.Data("stray")]);
        Assert.Equal(4, (await front.ReadAsync())![0]);
        go.SetResult();

        Assert.Equal(false, (await front.AnswerAsync()).Reuse);
    }

    [Fact]
    public async Task Kestrels_limit_of_bodies_holds()
    {
        await using var server = await AjpServer.StartAsync(
            context => context.Request.Body.CopyToAsync(Stream.Null), kestrel: options => options.Limits.MaxRequestBodySize = 100);
        await using var front = await server.ConnectAsync();

        await front.SendAsync([.. new Forward { Method = 4 }.Length(101).Bytes(), .. Raw.Data(new byte[101])]);
        Assert.Equal(413, (await front.AnswerAsync()).Status);

        await using var other = await server.ConnectAsync();
        var answer = await other.AskAsync(new Forward { Method = 4 }, Raw.Data(new byte[60]), Raw.Data(new byte[60]), Raw.Data(new byte[60]));
        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task Upload_and_download_go_on_together()
    {
        await using var server = await AjpServer.StartAsync(async context =>
        {
            var bytes = new byte[100];
            await context.Response.StartAsync();
            for (int count; (count = await context.Request.Body.ReadAsync(bytes)) > 0;)
            {
                await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{count},"));
            }
        });
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward { Method = 4 }, Raw.Data("a"), Raw.Data("bc"), Raw.Data("def"));

        Assert.Equal("200 OK [1,2,3,] reuse", answer.ToString());
        var last = answer.Packets.FindLastIndex(packet => packet[0] == 6);
        Assert.Contains(answer.Packets.Take(last), packet => packet[0] == 3 && packet.Length > 4);
    }
}
