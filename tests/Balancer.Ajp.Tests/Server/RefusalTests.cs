using Microsoft.AspNetCore.Http;

namespace Balancing.Ajp.Tests.Server;

/// <summary>What the application never sees.</summary>
public sealed class RefusalTests
{
    private static readonly Func<Forward> Plain = () => new Forward();

    public static TheoryData<string, byte[], int> Refused => new()
    {
        { "no secret", new Forward { Secret = null }.Bytes(), 403 },
        { "a wrong secret", new Forward { Secret = "open" }.Bytes(), 403 },
        { "an empty secret", new Forward { Secret = "" }.Bytes(), 403 },
        { "a longer secret", new Forward { Secret = AjpServer.Secret + "!" }.Bytes(), 403 },
        { "an attribute that is not allowed", Plain().Attribute("NAME", "x").Bytes(), 403 },
        { "an attribute that is nearly allowed", Plain().Attribute("ajp_remote_port", "1").Bytes(), 403 },
        { "a wrong secret before an attribute", new Forward { Secret = "x" }.Attribute("NAME", "x").Bytes(), 403 },
        { "two lengths", Plain().Length(1).Length(1).Bytes(), 400 },
        { "two lengths, one spelled", Plain().Length(1).Header("Content-Length", "1").Bytes(), 400 },
        { "a signed length", Plain().Header(8, "+1").Bytes(), 400 },
        { "a negative length", Plain().Header(8, "-1").Bytes(), 400 },
        { "a length with a blank", Plain().Header(8, "1 ").Bytes(), 400 },
        { "a list of lengths", Plain().Header(8, "1, 1").Bytes(), 400 },
        { "an empty length", Plain().Header(8, "").Bytes(), 400 },
        { "a hexadecimal length", Plain().Header(8, "0x1").Bytes(), 400 },
        { "a length beyond all", Plain().Header(8, "9223372036854775808").Bytes(), 400 },
        { "a length and a coding", Plain().Length(0).Header("transfer-encoding", "chunked").Bytes(), 400 },
        { "a coding and a length", Plain().Header("transfer-encoding", "chunked").Length(5).Bytes(), 400 },
        { "another coding", Plain().Header("transfer-encoding", "gzip").Bytes(), 501 },
        { "a list of codings", Plain().Header("transfer-encoding", "chunked, x").Bytes(), 501 },
        { "a coding with a blank", Plain().Header("transfer-encoding", " chunked").Bytes(), 501 },
        { "two codings", Plain().Header("transfer-encoding", "chunked").Header("Transfer-Encoding", "chunked").Bytes(), 501 },
        { "an empty path", new Forward { Path = "" }.Bytes(), 400 },
        { "a path without a slash", new Forward { Path = "a" }.Bytes(), 400 },
        { "a path with a query", new Forward { Path = "/a?b" }.Bytes(), 400 },
        { "a path with a fragment", new Forward { Path = "/a#b" }.Bytes(), 400 },
        { "a path of eight bits", new Forward { Path = "/\u00E4" }.Bytes(), 400 },
        { "a query with a fragment", Plain().Attribute(5, "a#b").Bytes(), 400 },
        { "a query of eight bits", Plain().Attribute(5, "\u00E4").Bytes(), 400 },
        { "a star, and not OPTIONS", new Forward { Path = "*" }.Bytes(), 400 },
        { "another scheme", new Forward { Path = "ftp://h/" }.Bytes(), 400 },
        { "no authority", new Forward { Path = "http:///x" }.Bytes(), 400 },
        { "a blank in the path", new Forward { Path = "/a b" }.Bytes(), 500 },
        { "a line end in the path", new Forward { Path = "/a\r\nX: y" }.Bytes(), 500 },
        { "a line end in a query", Plain().Attribute(5, "a\nb").Bytes(), 500 },
        { "a line end in a value", Plain().Header("X", "a\r\nY: b").Bytes(), 500 },
        { "a zero in a value", Plain().Header("X", "a\0b").Bytes(), 500 },
        { "a control in a value", Plain().Header("X", "a\u0001b").Bytes(), 500 },
        { "a blank in a name", Plain().Header("X Y", "a").Bytes(), 500 },
        { "a colon in a name", Plain().Header("X:", "a").Bytes(), 500 },
        { "an empty name", Plain().Header("", "a").Bytes(), 500 },
        { "a header code 0", Plain().Header(0, "a").Bytes(), 500 },
        { "a header code 15", Plain().Header(15, "a").Bytes(), 500 },
        { "method 0", new Forward { Method = 0 }.Bytes(), 500 },
        { "method 28", new Forward { Method = 28 }.Bytes(), 500 },
        { "no stored method", new Forward { Method = 255 }.Bytes(), 500 },
        { "a stored method that is not asked for", Plain().Attribute(13, "PATCH").Bytes(), 500 },
        { "a stored method that is no token", new Forward { Method = 255 }.Attribute(13, "P T").Bytes(), 500 },
        { "an empty stored method", new Forward { Method = 255 }.Attribute(13, "").Bytes(), 500 },
        { "an attribute code 14", Plain().Attribute(14, "a").Bytes(), 500 },
        { "an attribute code 0", Plain().RawAttribute([0]).Bytes(), 500 },
        { "two queries", Plain().Attribute(5, "a").Attribute(5, "b").Bytes(), 500 },
        { "two secrets", Plain().Attribute(12, AjpServer.Secret).Bytes(), 500 },
        { "more header lines than are there", new Forward { HeaderCount = 9 }.Bytes(), 500 },
        { "fewer header lines than are there", new Forward { HeaderCount = 0 }.Bytes(), 500 },
        { "65535 header lines", new Forward { HeaderCount = 65535 }.Bytes(), 500 },
        { "no end", Raw.Packet(Plain().Payload()[..^1]), 500 },
        { "more after the end", Raw.Packet([.. Plain().Payload(), 0]), 500 },
        { "only its type", Raw.Packet(2), 500 },
        { "a text longer than the packet", Raw.Packet([2, 2, 0x20, 0, .. "HTTP/1.1"u8]), 500 },
        { "a text without its zero", Raw.Packet([2, 2, 0, 8, .. "HTTP/1.1X"u8]), 500 },
        { "a null path", Raw.Packet([2, 2, .. Raw.Text("HTTP/1.1"), 0xFF, 0xFF, .. new byte[40]]), 500 },
        { "more than 100 header lines", Many(101), 500 },
        { "a packet one byte too long", [0x12, 0x34, 0x1F, 0xFD, .. new byte[8189]], 400 },
        { "the longest packet there can be", [0x12, 0x34, 0xFF, 0xFF, .. new byte[65535]], 400 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task It_is_answered_and_the_connection_is_given_up(string what, byte[] bytes, int status)
    {
        var runs = 0;
        await using var server = await AjpServer.StartAsync(context =>
        {
            runs++;
            return Task.CompletedTask;
        });
        await using var front = await server.ConnectAsync();

        await front.SendAsync(bytes);
        var answer = await front.AnswerAsync();

        Assert.True(answer.Status == status && answer.Reuse == false, $"{what}: {answer}");
        Assert.Equal("0", answer["Content-Length"]);
        Assert.NotEqual("", answer.Reason);
        Assert.Equal(0, runs);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(AjpServer.Secret, StringComparison.Ordinal));
        await front.SendAsync(new Forward().Bytes());
        Assert.Null(await ClosesWithoutAnswerAsync(front));
        Assert.Equal(0, runs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("41 42 00 01 0A")]
    [InlineData("34 12 00 01 0A")]
    [InlineData("12 35")]
    [InlineData("47 45 54 20 2F 20 48 54 54 50 2F 31 2E 31 0D 0A 0D 0A")]
    [InlineData("12 34 00 00")]
    [InlineData("12 34 00 02 00 00")]
    [InlineData("12 34 00 01 07")]
    [InlineData("12 34 00 01 08")]
    [InlineData("12 34 00 01 00")]
    [InlineData("12 34 00 01 03")]
    [InlineData("12 34 00 01 09")]
    [InlineData("12 34 00 01 0B")]
    [InlineData("12 34 00 01 10")]
    [InlineData("12 34 00 01 FF")]
    [InlineData("12 34 00 02 0A 00")]
    public async Task What_is_no_message_closes_without_a_word(string hex)
    {
        await using var server = await AjpServer.StartAsync(_ => Task.CompletedTask);
        await using var front = await server.ConnectAsync();

        await front.SendAsync(Raw.Hex(hex));
        front.EndSending();

        Assert.Null(await front.ReadAsync());
        await using var other = await server.ConnectAsync();
        Assert.True(await other.PingAsync());
    }

    [Theory]
    [InlineData("NAME", "NAME")]
    [InlineData("NAME", "N*")]
    [InlineData("NAME", "*")]
    [InlineData("NAME", "*AM*")]
    [InlineData("SSL_CLIENT_S_DN", "SSL_*_S_*")]
    [InlineData("JK_LB_ACTIVATION", "")]
    [InlineData("jakarta.servlet.request.cipher_suite", "")]
    [InlineData("HTTPS_KEYSIZE", "")]
    public async Task An_allowed_attribute_comes_in(string name, string pattern)
    {
        await using var server = await AjpServer.StartAsync(
            context => context.Response.WriteAsync(context.Features.Get<IAjpFeature>()!.GetAttribute(name)!),
            ajp =>
            {
                if (pattern.Length > 0)
                {
                    ajp.AllowedAttributes.Add(pattern);
                }
            });
        await using var front = await server.ConnectAsync();

        Assert.Equal("200 OK [v] reuse", (await front.AskAsync(new Forward().Attribute(name, "v"))).ToString());
    }

    [Theory]
    [InlineData("NAMES", "NAME")]
    [InlineData("NAM", "NAME*")]
    [InlineData("XNAME", "N*")]
    [InlineData("AXB", "A*XB*B")]
    [InlineData("name", "NAME")]
    [InlineData("javax.servlet.include.request_uri", "")]
    public async Task An_attribute_that_matches_no_name_does_not(string name, string pattern)
    {
        await using var server = await AjpServer.StartAsync(
            _ => Task.CompletedTask,
            ajp =>
            {
                if (pattern.Length > 0)
                {
                    ajp.AllowedAttributes.Add(pattern);
                }
            });
        await using var front = await server.ConnectAsync();

        Assert.Equal("403 Forbidden [] close", (await front.AskAsync(new Forward().Attribute(name, "v"))).ToString());
        Assert.Contains(server.Log.Lines, line => line.Contains($"attribute {name};", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task A_name_that_a_log_should_not_show_is_not_shown(string name)
    {
        Assert.Equal("(unprintable)", AttributeNames.Shown(name));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_secret_may_stand_anywhere_among_the_attributes()
    {
        await using var server = await AjpServer.StartAsync(context => context.Response.WriteAsync("in"));
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward { Secret = null }.Attribute(5, "q").Attribute(12, AjpServer.Secret).Attribute(6, "r"));
        Assert.Equal("200 OK [in] reuse", answer.ToString());
    }

    [Fact]
    public async Task Without_a_secret_of_ours_that_of_the_front_does_not_matter()
    {
        await using var server = await AjpServer.StartAsync(
            context => context.Response.WriteAsync("in"),
            ajp => (ajp.Secret, ajp.RequireSecret) = (null, false));
        await using var front = await server.ConnectAsync();

        Assert.Equal("200 OK [in] reuse", (await front.AskAsync(new Forward())).ToString());
        Assert.Equal("200 OK [in] reuse", (await front.AskAsync(new Forward { Secret = null })).ToString());
    }

    [Fact]
    public async Task As_many_header_lines_as_allowed_come_in()
    {
        await using var server = await AjpServer.StartAsync(
            context => context.Response.WriteAsync("in"),
            ajp => ajp.MaxHeaderCount = 150,
            kestrel => kestrel.Limits.MaxRequestHeaderCount = 151);
        await using var front = await server.ConnectAsync();

        await front.SendAsync(Many(150));
        Assert.Equal("200 OK [in] reuse", (await front.AnswerAsync()).ToString());
    }

    private static byte[] Many(int lines)
    {
        var request = new Forward();
        for (var i = 1; i < lines; i++)
        {
            request.Header($"X-{i}", "y");
        }

        return request.Bytes();
    }

    private static async Task<byte[]?> ClosesWithoutAnswerAsync(RawFront front)
    {
        front.EndSending();
        return await front.ReadAsync();
    }
}
