using static Balancing.Ajp.Tests.Client.Container;

namespace Balancing.Ajp.Tests.Client;

/// <summary>Holes that others had, and that our client has not; one test for each row of the table that concerns a front.</summary>
public class CveTests
{
    [Fact]
    public async Task CVE_2009_1191_the_rest_of_an_aborted_request_is_nobody_elses()
    {
        using var scene = new Scene();
        Scene.Post(100, scene);
        var run = scene.RunAsync(ScriptedBody.Of("a part"));
        await scene.Container.HearRequestAsync();
        Assert.Equal("a part", await scene.Container.HearDataAsync());
        await scene.Container.SayAsync(Ask());
        await Assert.ThrowsAsync<AjpException>(() => run);
        await scene.ClosedAsync();
    }

    [Theory]
    [InlineData("CVE-2008-5519")]
    [InlineData("CVE-2005-3164")]
    public async Task A_request_whose_first_body_packet_never_went_out_ends_its_connection(string cve)
    {
        Assert.StartsWith("CVE", cve, StringComparison.Ordinal);
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(100, scene);
        var run = scene.RunAsync(body);
        await scene.Container.HearRequestAsync();
        await scene.Container.SayAsync(Head(), End());
        await run;
        await scene.ReadAsync();
        await body.GivenUp.Task;
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task CVE_2010_0408_a_body_that_never_comes_is_the_senders_failure()
    {
        using var scene = new Scene();
        Scene.Post(100, scene);
        var body = new ScriptedBody();
        body.End();
        var e = await Assert.ThrowsAsync<AjpException>(() => scene.RunAsync(body));
        Assert.Equal(AjpTrouble.BodyFailed, e.Trouble);
        Assert.NotNull(scene.Exchange.BodyFailure);
    }

    [Fact]
    public async Task CVE_2011_3348_an_unknown_method_is_sent_by_its_name()
    {
        using var scene = new Scene();
        scene.Request.Method = "FROBNICATE";
        await scene.AnsweredAsync(Head(501), End());
        Assert.Equal([("StoredMethod", "FROBNICATE")], (await scene.Container.HearRequestAsync()).Attributes);
        Assert.Equal(501, scene.Exchange.Head.Status);
    }

    [Fact]
    public async Task CVE_2012_4557_a_slow_sender_is_not_the_containers_silence()
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(100, scene);
        var run = scene.RunAsync(body);
        await scene.Container.HearRequestAsync();
        await scene.Clock.StoppedAsync();
        body.Fail(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => run);
    }

    [Theory]
    [InlineData("a b:x@/\\")]
    [InlineData("")]
    [InlineData("[::1")]
    public async Task CVE_2009_0033_a_malformed_Host_is_the_clients_own_and_costs_no_connection(string host)
    {
        using var scene = new Scene();
        scene.Request.Headers = [new("Host", host)];
        await scene.AnsweredAsync(Head(400), End());
        Assert.Equal(host, (await scene.Container.HearRequestAsync()).Line("host"));
        await scene.ReadAsync();
        Assert.True(scene.Exchange.WasReusable);
    }

    [Theory]
    [InlineData("CVE-2026-28780", "41422000")] // longer than a packet may be
    [InlineData("CVE-2026-33857", "4142000A" + "0400C8" + "0001" + "61" + "00" + "0001A0")] // a header that is not there
    [InlineData("CVE-2026-34032", "4142000A" + "0400C8" + "FFFF" + "0001" + "A00100")] // a text of one byte
    [InlineData("CVE-2026-34059", "41420009" + "0400C8" + "0002" + "6161" + "0000")] // no zero byte behind a text
    [InlineData("CVE-2006-7197", "41420007040" + "0C8FFFF0000" + "414200050320004100")] // a chunk longer than its packet
    public async Task A_packet_that_lies_about_a_length_is_not_believed(string cve, string bytes)
    {
        Assert.StartsWith("CVE", cve, StringComparison.Ordinal);
        using var scene = new Scene();
        await scene.Container.SayAsync(Convert.FromHexString(bytes), new byte[64]);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await scene.RunAsync();
            await scene.ReadAsync();
        });
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task CVE_2020_1938_no_header_line_becomes_an_attribute()
    {
        using var scene = new Scene();
        scene.Request.Headers =
        [
            new("javax.servlet.include.request_uri", "/"), new("javax.servlet.include.path_info", "/WEB-INF/web.xml"), new("secret", "x"), new("AJP_REMOTE_PORT", "1"),
            new("remote_user", "admin"),
        ];
        await scene.AnsweredAsync(Head(), End());
        var heard = await scene.Container.HearRequestAsync();
        Assert.Empty(heard.Attributes);
        Assert.Equal(6, heard.Lines.Count);
    }

    [Theory]
    [InlineData("chunked")]
    [InlineData("chunked, x")]
    [InlineData("x, CHUNKED")]
    [InlineData("identity")]
    public async Task CVE_2022_26377_and_36760_no_text_of_a_header_line_decides_whether_a_body_follows(string coding)
    {
        using var scene = new Scene();
        scene.Request.Headers = [new("Transfer-Encoding", coding), new("Content-Length", "514")];
        var run = scene.RunAsync(); // without a body
        Assert.Equal([("content-length", "0")], (await scene.Container.HearRequestAsync()).Lines);
        await scene.Container.SayAsync(Head(), End());
        await run;
        await scene.ReadAsync();
        await scene.Exchange.DisposeAsync();
        scene.Container.Link.Dispose();
        Assert.Null(await scene.Container.HearAsync()); // not one byte of data
    }

    [Fact]
    public async Task CVE_2012_3502_an_answer_that_broke_leaves_nothing_for_the_next_request()
    {
        using var scene = new Scene();
        await scene.AnsweredAsync(Head(200, ("Content-Length", "1")), Chunk("x"), Chunk("surplus"), End());
        await Assert.ThrowsAsync<HttpIOException>(() => scene.ReadAsync());
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Theory]
    [InlineData("CVE-2010-2068")]
    [InlineData("CVE-2010-2791")]
    public async Task An_answer_that_comes_too_late_reaches_nobody(string cve)
    {
        Assert.StartsWith("CVE", cve, StringComparison.Ordinal);
        using var scene = new Scene();
        var run = scene.RunAsync();
        await scene.Container.HearRequestAsync();
        scene.Clock.RunOut();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await scene.Container.SayAsync(Head(), Chunk("late"), End());
        await scene.ClosedAsync();
    }

    [Theory]
    [InlineData("CVE-2007-0450", "/a/%252e%252e/b")]
    [InlineData("CVE-2007-1860", "/a/%5C../b%2Fc")]
    public async Task A_path_is_neither_decoded_nor_encoded_once_more(string cve, string path)
    {
        Assert.StartsWith("CVE", cve, StringComparison.Ordinal);
        using var scene = new Scene();
        scene.Request.Path = path;
        await scene.AnsweredAsync(Head(), End());
        Assert.Equal(path, (await scene.Container.HearRequestAsync()).Path);
    }
}
