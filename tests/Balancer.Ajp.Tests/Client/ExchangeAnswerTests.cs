using static Balancing.Ajp.Tests.Client.Container;

namespace Balancing.Ajp.Tests.Client;

public class ExchangeAnswerTests
{
    [Fact]
    public async Task An_answer_is_read_to_its_end_and_the_connection_may_serve_again()
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(200, ("Content-Type", "text/plain"), ("X-A", "b")), Chunk("hello "), Chunk("world"), End());
        Assert.Equal(200, scene.Exchange.Head.Status);
        Assert.Equal([new("Content-Type", "text/plain"), new("X-A", "b")], scene.Exchange.Head.Lines);
        Assert.Equal("hello world", await scene.ReadAsync());
        Assert.True(scene.Exchange.WasReusable);
        Assert.True(scene.Exchange.CanServeAgain);
        Assert.Equal("/", (await scene.Container.HearRequestAsync()).Path);
        await scene.Container.SayAsync(Head(), Chunk("again"), End());
        await scene.RunAsync();
        Assert.True(scene.Exchange.OnUsedLink);
        Assert.Equal("again", await scene.ReadAsync(2));
    }

    [Fact]
    public async Task An_answer_that_comes_in_two_pieces_split_anywhere_is_the_same()
    {
        byte[] answer = [.. Head(200, ("Content-Length", "5")), .. Chunk("ab"), .. ContainerPackets.Flush, .. Chunk("cde"), .. End()];
        for (var split = 1; split < answer.Length; split++)
        {
            using var scene = new Scene();
            var run = scene.RunAsync();
            await scene.Container.SayAsync(answer[..split]);
            await scene.Container.HearRequestAsync();
            await scene.Container.SayAsync(answer[split..]);
            await run;
            Assert.Equal("abcde", await scene.ReadAsync());
            Assert.True(scene.Exchange.WasReusable);
        }
    }

    [Fact]
    public async Task An_answer_that_breaks_off_anywhere_is_never_taken_for_a_whole_one()
    {
        byte[] answer = [.. Head(200), .. Chunk("ab"), .. Chunk("cde"), .. End()];
        for (var length = 0; length < answer.Length; length++)
        {
            using var scene = new Scene();
            await scene.Container.SayAsync(answer[..length]);
            scene.Container.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await scene.RunAsync();
                await scene.ReadAsync();
            });
            Assert.False(scene.Exchange.WasReusable);
        }
    }

    [Fact]
    public async Task A_connection_that_ends_before_the_answer_leaves_the_request_unanswered()
    {
        using var scene = new Scene();
        var run = scene.RunAsync();
        await scene.Container.HearRequestAsync();
        scene.Container.Dispose();
        var e = await Assert.ThrowsAsync<AjpException>(() => run);
        Assert.Equal(AjpTrouble.Unanswered, e.Trouble);
        Assert.True(e.IsRequestSent);
        Assert.False(e.IsBodySent);
    }

    [Theory]
    [InlineData("4", "hello")] // more than announced
    [InlineData("6", "hello")] // fewer
    [InlineData("0", "hello")]
    public async Task A_body_of_another_length_than_announced_is_no_answer(string length, string body)
    {
        using var scene = new Scene();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await scene.AnsweredAsync(Head(200, ("Content-Length", length)), Chunk(body), End());
            await scene.ReadAsync();
        });
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Theory]
    [InlineData("+5")]
    [InlineData("5, 5")]
    [InlineData("0x5")]
    [InlineData(" 5")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task A_length_that_is_no_number_is_no_answer(string length)
    {
        using var scene = new Scene();
        var e = await Assert.ThrowsAsync<AjpException>(() => scene.AnsweredAsync(Head(200, ("Content-Length", length)), Chunk("hello"), End()));
        Assert.Equal(AjpTrouble.Broken, e.Trouble);
    }

    [Fact]
    public async Task Two_lengths_are_no_answer_unless_they_agree()
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(200, ("Content-Length", "5"), ("Content-Length", "5")), Chunk("hello"), End());
        Assert.Single(scene.Exchange.Head.Lines);
        Assert.Equal("hello", await scene.ReadAsync());
        using var other = new Scene();
        await Assert.ThrowsAsync<AjpException>(() => other.AnsweredAsync(Head(200, ("Content-Length", "5"), ("Content-Length", "6")), Chunk("hello"), End()));
    }

    [Theory]
    [InlineData("HEAD", 200)]
    [InlineData("GET", 204)]
    [InlineData("GET", 205)]
    [InlineData("GET", 304)]
    public async Task An_answer_without_a_body_has_none_whatever_the_container_says(string method, int status)
    {
        using var scene = new Scene();
        scene.Request.Method = method;
        await scene.AnsweredAsync(Head(status, ("Content-Length", "5")), Chunk("dropped"), End());
        Assert.Equal("", await scene.ReadAsync());
        Assert.True(scene.Exchange.WasReusable);
        Assert.Equal("5", Assert.Single(scene.Exchange.Head.Lines).Value);
    }

    [Fact]
    public async Task The_end_of_an_answer_without_a_body_is_awaited_when_nobody_reads()
    {
        using var scene = new Scene();
        scene.Request.Method = "HEAD";
        await scene.AnsweredAsync(Head());
        var end = scene.Exchange.EndAsync().AsTask();
        await scene.Container.SayAsync(End());
        await end;
        Assert.True(scene.Exchange.WasReusable);
    }

    [Fact]
    public async Task A_body_where_none_may_be_is_not_dropped_for_ever()
    {
        using var scene = new Scene();
        scene.Request.Method = "HEAD";
        var chunk = Chunk(new string('x', 8184));
        await scene.AnsweredAsync([Head(), .. Enumerable.Repeat(chunk, 64)]);
        var end = scene.Exchange.EndAsync().AsTask();
        for (var i = 0; i < 80; i++)
        {
            await scene.Container.SayAsync(chunk);
        }

        await end;
        Assert.False(scene.Exchange.WasReusable);
    }

    [Fact]
    public async Task What_belongs_to_the_connection_is_not_passed_on()
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(
            Head(200, ("Connection", "close, X-Mine"), ("Keep-Alive", "timeout=5"), ("Transfer-Encoding", "chunked"), ("X-Mine", "1"), ("Upgrade", "x"), ("Via", "v")),
            End());
        Assert.Equal([new("Via", "v")], scene.Exchange.Head.Lines);
        Assert.Equal("", await scene.ReadAsync());
    }

    [Theory]
    [InlineData(200, "200", "OK")]
    [InlineData(404, null, "Not Found")]
    [InlineData(404, "", "Not Found")]
    [InlineData(404, "Nope", "Nope")]
    [InlineData(599, "599", "")]
    [InlineData(999, null, "")]
    public async Task The_number_in_place_of_a_reason_becomes_the_standard_phrase(int status, string? said, string reason)
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(status, said), End());
        Assert.Equal(reason, scene.Exchange.Head.Reason);
    }

    [Fact]
    public async Task Bytes_after_the_end_cost_the_connection() // CVE-2012-3502
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(), Chunk("ours"), End(), [0x41]);
        Assert.Equal("ours", await scene.ReadAsync());
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task An_end_without_reuse_is_a_good_answer_and_costs_the_connection()
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(), Chunk("ours"), End(reuse: false));
        Assert.Equal("ours", await scene.ReadAsync());
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task A_flush_is_told_after_the_bytes_before_it_and_before_those_after_it()
    {
        using var scene = new Scene();
        var told = 0;
        scene.Exchange.Flushing = () =>
        {
            told++;
            return default;
        };
        await scene.AnsweredAsync(ContainerPackets.Flush.ToArray(), Head(), Chunk("ab"), ContainerPackets.Flush.ToArray(), Chunk("cd"), End());
        var buffer = new byte[100];
        Assert.Equal(2, await scene.Exchange.ReadAsync(buffer));
        Assert.Equal(0, told);
        Assert.Equal(2, await scene.Exchange.ReadAsync(buffer));
        Assert.Equal(1, told);
        Assert.Equal(0, await scene.Exchange.ReadAsync(buffer));
        Assert.True(scene.Exchange.WasReusable);
    }

    public static TheoryData<string> Nonsense() =>
    [
        "414200020501", // an end, and no answer
        "41420005030001" + "4100", // a body before its head
        "4142000109", // a CPONG nobody asked for
        "41420001" + "07", "41420001" + "0F", "41420000", "123400010A", "00", "4142" + "FFFF",
        "41420007040064FFFF0000", // an interim answer
        "41420007040065FFFF0000", // another protocol
        "4142000704" + "03E8FFFF0000",
        "41420003" + "060000", // asks for nothing
        "4142000404" + "00C8FF",
        "4142000404" + "00C8FFFF", // CVE-2026-28780: shorter than it says
        "4142000" + "503FFFF4100", // CVE-2006-7197
    ];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task What_makes_no_sense_before_an_answer_ends_the_connection(string packet)
    {
        using var scene = new Scene();
        await scene.Container.SayAsync(Convert.FromHexString(packet), new byte[16]);
        var e = await Assert.ThrowsAsync<AjpException>(() => scene.RunAsync());
        Assert.Equal(AjpTrouble.Broken, e.Trouble);
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    public static TheoryData<string> LaterNonsense() =>
    [
        "4142000704" + "00C8FFFF0000", // a second head
        "4142000109", "41420001" + "07", "41420000", "41420001" + "05", "4142000305" + "0100", "41420003" + "030000", "4142000503" + "00014141", "414300",
    ];

    [Theory]
    [MemberData(nameof(LaterNonsense))]
    public async Task What_makes_no_sense_within_an_answer_breaks_it(string packet)
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(), Chunk("ab"), Convert.FromHexString(packet), new byte[16]);
        await Assert.ThrowsAsync<HttpIOException>(() => scene.ReadAsync());
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task A_reader_that_goes_away_closes_the_connection() // CVE-2010-2068
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(), Chunk("ab"));
        await scene.Exchange.EndAsync();
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task A_cancelled_read_closes_the_connection()
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head());
        using var gone = new CancellationTokenSource();
        var read = scene.Exchange.ReadAsync(new byte[10], gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task A_clock_that_runs_out_closes_the_connection()
    {
        using var scene = new Scene();
        var run = scene.RunAsync();
        await scene.Container.HearRequestAsync();
        scene.Clock.RunOut();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await scene.ClosedAsync();
        Assert.False(scene.Clock.Runs);
    }
}
