using static Balancing.Ajp.Tests.Client.Container;

namespace Balancing.Ajp.Tests.Client;

public class ExchangeRequestTests
{
    [Fact]
    public async Task A_request_without_a_body_says_so_and_needs_one_packet()
    {
        using var scene = new Scene();
        scene.Request.Headers = [new("Host", "front.example.test"), new("Accept", "*/*")];
        await scene.AnsweredAsync(Head(), End());
        await scene.ReadAsync();
        var heard = await scene.Container.HearRequestAsync();
        Assert.Equal([("host", "front.example.test"), ("accept", "*/*"), ("content-length", "0")], heard.Lines);
        Assert.True(scene.Exchange.WasReusable);
        Assert.True(scene.Clock.Sent > 0);
    }

    [Fact]
    public async Task A_container_may_ask_once_and_once_more_for_a_body_that_is_not_there()
    {
        using var scene = new Scene();
        var run = scene.RunAsync();
        await scene.Container.HearRequestAsync();
        for (var i = 0; i < 2; i++)
        {
            await scene.Container.SayAsync(Ask());
            Assert.Equal("", await scene.Container.HearDataAsync());
        }

        await scene.Container.SayAsync(Head(), End());
        await run;
        await scene.ReadAsync();
        Assert.True(scene.Exchange.WasReusable);
    }

    [Fact]
    public async Task A_container_that_asks_for_ever_is_not_answered_for_ever()
    {
        using var scene = new Scene();
        await scene.Container.SayAsync(Ask(), Ask(), Ask(), Ask());
        var e = await Assert.ThrowsAsync<AjpException>(() => scene.RunAsync());
        Assert.Equal(AjpTrouble.Broken, e.Trouble);
        await scene.Container.HearRequestAsync();
        Assert.Equal("", await scene.Container.HearDataAsync());
        Assert.Equal("", await scene.Container.HearDataAsync());
        await scene.ClosedAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8185)]
    [InlineData(8186)]
    [InlineData(8187)]
    [InlineData(20000)]
    public async Task A_body_of_known_length_begins_unasked_and_goes_on_when_asked(int length)
    {
        using var scene = new Scene();
        var text = new string('x', length);
        Scene.Post(length, scene);
        var run = scene.RunAsync(ScriptedBody.Of(text));
        Assert.Equal($"{length}", (await scene.Container.HearRequestAsync()).Line("content-length"));
        var heard = await scene.Container.HearDataAsync();
        Assert.Equal(Math.Min(length, 8186), heard.Length);
        while (heard.Length < length)
        {
            await scene.Container.SayAsync(Ask());
            heard += await scene.Container.HearDataAsync();
        }

        await scene.Container.SayAsync(Ask());
        Assert.Equal("", await scene.Container.HearDataAsync());
        await scene.Container.SayAsync(Head(), End());
        await run;
        await scene.ReadAsync();
        Assert.Equal(text, heard);
        Assert.True(scene.Exchange.WasReusable);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8187)]
    [InlineData(65535)]
    public async Task A_container_never_gets_more_than_it_asked_for_nor_more_than_fits(int asked) // R54
    {
        using var scene = new Scene();
        Scene.Post(30000, scene);
        var body = ScriptedBody.Of(new string('x', 30000));
        var run = scene.RunAsync(body);
        await scene.Container.HearRequestAsync();
        Assert.Equal(8186, (await scene.Container.HearDataAsync()).Length);
        await scene.Container.SayAsync(Ask(asked));
        Assert.Equal(Math.Min(asked, 8186), (await scene.Container.HearDataAsync()).Length);
        await scene.Container.SayAsync(Head(), End());
        await run;
        await scene.ReadAsync();
        Assert.True(scene.Exchange.WasReusable); // an early answer; what was not asked for is nobody's affair
        Assert.Equal(2, body.Asked.Count);
    }

    [Fact]
    public async Task A_body_of_unknown_length_waits_until_it_is_asked_for()
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(AjpRequest.Unknown, scene);
        scene.Request.Headers = [new("Content-Length", "99"), new("Transfer-Encoding", "chunked"), new("Expect", "100-continue")];
        var run = scene.RunAsync(body);
        Assert.Empty((await scene.Container.HearRequestAsync()).Lines);
        Assert.Empty(body.Asked);
        foreach (var piece in (string[])["hello ", "world"])
        {
            await scene.Container.SayAsync(Ask());
            body.Put(piece);
            Assert.Equal(piece, await scene.Container.HearDataAsync());
        }

        body.End();
        for (var i = 0; i < 2; i++)
        {
            await scene.Container.SayAsync(Ask());
            Assert.Equal("", await scene.Container.HearDataAsync());
        }

        await scene.Container.SayAsync(Head(), End());
        await run;
        await scene.ReadAsync();
        Assert.True(scene.Exchange.WasReusable);
    }

    [Fact]
    public async Task An_answer_before_the_first_byte_of_the_body_is_taken_and_the_connection_closed() // CVE-2008-5519
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(10, scene);
        var run = scene.RunAsync(body);
        await scene.Container.HearRequestAsync();
        await scene.Container.SayAsync(Head(403), Chunk("no"), End());
        await run;
        Assert.Equal("no", await scene.ReadAsync());
        await body.GivenUp.Task;
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task A_question_that_was_not_answered_costs_the_connection()
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(AjpRequest.Unknown, scene);
        var run = scene.RunAsync(body);
        await scene.Container.HearRequestAsync();
        await scene.Container.SayAsync(Ask(), Head(), End());
        await run;
        Assert.Equal("", await scene.ReadAsync());
        await body.GivenUp.Task;
        await scene.ClosedAsync();
    }

    [Theory]
    [InlineData(10L)]
    [InlineData(AjpRequest.Unknown)]
    public async Task A_body_that_fails_ends_the_connection_and_looks_like_no_end(long length) // CVE-2009-1191
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(length, scene);
        var run = scene.RunAsync(body);
        await scene.Container.HearRequestAsync();
        await scene.Container.SayAsync(Ask());
        body.Fail(new IOException("the client has gone"));
        var e = await Assert.ThrowsAsync<IOException>(() => run);
        Assert.Same(e, scene.Exchange.BodyFailure);
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task A_body_that_is_too_short_ends_the_connection_and_looks_like_no_end()
    {
        using var scene = new Scene();
        Scene.Post(10, scene);
        var run = scene.RunAsync(ScriptedBody.Of("12345"));
        await scene.Container.HearRequestAsync();
        Assert.Equal("12345", await scene.Container.HearDataAsync());
        await scene.Container.SayAsync(Ask());
        var e = await Assert.ThrowsAsync<AjpException>(() => run);
        Assert.Equal(AjpTrouble.BodyFailed, e.Trouble);
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task A_body_that_fails_before_anything_went_out_leaves_the_connection_as_it_was()
    {
        using var scene = new Scene();
        Scene.Post(10, scene);
        var body = new ScriptedBody();
        body.Fail(new IOException("the client has gone"));
        await Assert.ThrowsAsync<IOException>(() => scene.RunAsync(body));
        Assert.True(scene.Exchange.WasReusable);
        Assert.False(scene.Exchange.IsRequestSent);
    }

    [Fact]
    public async Task A_body_that_fails_within_the_answer_breaks_it()
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(AjpRequest.Unknown, scene);
        var run = scene.RunAsync(body);
        await scene.Container.SayAsync(Head(), Chunk("ab"), Ask());
        await run;
        var read = scene.ReadAsync();
        body.Fail(new IOException("the client has gone"));
        await Assert.ThrowsAsync<IOException>(() => read);
        await scene.Container.HearAsync();
        await scene.ClosedAsync();
    }

    [Fact]
    public async Task Request_and_answer_do_not_wait_for_each_other()
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(AjpRequest.Unknown, scene);
        var run = scene.RunAsync(body);
        await scene.Container.HearRequestAsync();
        await scene.Container.SayAsync(Head(), Ask(), Chunk("first"));
        await run;
        var buffer = new byte[100];
        Assert.Equal(5, await scene.Exchange.ReadAsync(buffer)); // although the body has not come
        body.Put("echo");
        Assert.Equal("echo", await scene.Container.HearDataAsync());
        await scene.Container.SayAsync(Chunk("second"), Ask());
        Assert.Equal(6, await scene.Exchange.ReadAsync(buffer));
        body.End();
        var rest = scene.ReadAsync();
        Assert.Equal("", await scene.Container.HearDataAsync());
        await scene.Container.SayAsync(End());
        Assert.Equal("", await rest);
        Assert.True(scene.Exchange.WasReusable);
    }

    [Fact]
    public async Task The_body_goes_out_although_nobody_reads_the_answer()
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(AjpRequest.Unknown, scene);
        var run = scene.RunAsync(body);
        await scene.Container.SayAsync(Head(), Ask());
        await run;
        var ahead = scene.Exchange.ReadAheadAsync();
        body.Put("echo");
        await scene.Container.HearRequestAsync();
        Assert.Equal("echo", await scene.Container.HearDataAsync());
        await scene.Container.SayAsync(Chunk("done"), End());
        await ahead;
        Assert.Equal("done", await scene.ReadAsync());
    }

    [Fact]
    public async Task It_is_the_containers_turn_only_when_it_has_all_it_asked_for() // CVE-2012-4557
    {
        using var scene = new Scene();
        var body = new ScriptedBody();
        Scene.Post(10, scene);
        var run = scene.RunAsync(body);
        await scene.Container.HearRequestAsync();
        await scene.Clock.StoppedAsync();
        body.Put("1234567890");
        await scene.Container.HearDataAsync();
        await scene.Container.SayAsync(Head());
        await run;
        await scene.Clock.StoppedAsync();
        var read = scene.ReadAsync();
        Assert.True(scene.Clock.Runs);
        await scene.Container.SayAsync(Chunk("x"), End());
        await read;
        Assert.False(scene.Clock.Runs);
    }

    [Fact]
    public async Task What_belongs_to_the_clients_connection_is_not_passed_on()
    {
        using var scene = new Scene();
        scene.Request.Headers =
        [
            new("Host", "h"), new("Connection", "close, X-Mine, Host"), new("Keep-Alive", "5"), new("TE", "trailers"), new("Trailer", "x"), new("Upgrade", "h2c"),
            new("Proxy-Connection", "x"), new("HTTP2-Settings", "x"), new("X-Mine", "1"), new("Accept", "a"), new("Accept", "b"), new("Expect", "100-continue"),
        ];
        await scene.AnsweredAsync(Head(), End());
        Assert.Equal([("host", "h"), ("accept", "a"), ("accept", "b"), ("content-length", "0")], (await scene.Container.HearRequestAsync()).Lines);
    }

    [Fact]
    public async Task One_length_goes_out_whatever_the_header_lines_say() // R2, CVE-2022-26377
    {
        using var scene = new Scene();
        Scene.Post(3, scene).Headers =
            [new("content-length", "100"), new("Content-Length", "4"), new("Transfer-Encoding", "chunked"), new("transfer-encoding", "x"), new("X-A", "b")];
        var run = scene.RunAsync(ScriptedBody.Of("abc"));
        Assert.Equal([("content-length", "3"), ("X-A", "b")], (await scene.Container.HearRequestAsync()).Lines);
        Assert.Equal("abc", await scene.Container.HearDataAsync());
        await scene.Container.SayAsync(Head(), End());
        await run;
    }

    [Fact]
    public async Task Attributes_go_in_the_order_of_mod_proxy_ajp()
    {
        using var scene = new Scene();
        var request = scene.Request;
        (request.Method, request.Query, request.Secret, request.RemoteUser, request.AuthType, request.Route) = ("PATCH", "", "s3cret", "joe", "Basic", "node1");
        (request.SslCertificate, request.SslCipher, request.SslSession, request.SslKeySize, request.SslProtocol) = ("-----\n", "AES", "ABCD", 256, "TLSv1.3");
        (request.RemotePort, request.LocalAddress, request.Attributes) = (4711, "192.0.2.1", [new("x", ""), new("y", "z")]);
        await scene.AnsweredAsync(Head(), End());
        Assert.Equal(
            [
                ("Secret", "s3cret"), ("RemoteUser", "joe"), ("AuthType", "Basic"), ("QueryString", ""), ("Route", "node1"), ("SslCert", "-----\n"),
                ("SslCipher", "AES"), ("SslSession", "ABCD"), ("SslKeySize", "256"), ("StoredMethod", "PATCH"), ("AJP_SSL_PROTOCOL", "TLSv1.3"),
                ("AJP_REMOTE_PORT", "4711"), ("AJP_LOCAL_ADDR", "192.0.2.1"), ("x", ""), ("y", "z"),
            ],
            (await scene.Container.HearRequestAsync()).Attributes);
    }

    [Theory]
    [InlineData("X-Big", 9000, AjpTrouble.TooLarge)]
    [InlineData("X Bad", 1, AjpTrouble.Unsendable)] // CVE-2011-3348: nobody's fault but the request's
    public async Task What_cannot_be_said_is_found_before_anything_is_sent(string name, int length, AjpTrouble trouble)
    {
        using var scene = new Scene();
        scene.Request.Headers = [new(name, new string('v', length))];
        var e = await Assert.ThrowsAsync<AjpException>(() => scene.RunAsync());
        Assert.Equal(trouble, e.Trouble);
        Assert.False(e.IsRequestSent);
        Assert.True(scene.Exchange.WasReusable);
        scene.Request.Headers = [];
        await scene.AnsweredAsync(Head(), End());
        Assert.False(scene.Exchange.OnUsedLink);
    }

    [Theory]
    [InlineData("CONNECT", 0)]
    [InlineData("POST", 10)] // a length, and no body
    public async Task A_request_that_AJP_does_not_know_is_refused(string method, long length)
    {
        using var scene = new Scene();
        (scene.Request.Method, scene.Request.BodyLength) = (method, length);
        var e = await Assert.ThrowsAsync<AjpException>(() => scene.RunAsync());
        Assert.Equal(AjpTrouble.Unsendable, e.Trouble);
    }

    [Theory]
    [InlineData("4142000109", true)]
    [InlineData("414200010941", false)] // more than a CPONG
    [InlineData("414200020501", false)]
    [InlineData("123400010A", false)]
    [InlineData("41", false)]
    [InlineData("", false)]
    public async Task A_CPING_is_answered_by_a_CPONG_and_nothing_else(string answer, bool isAlive)
    {
        using var container = new Container();
        await container.SayAsync(Convert.FromHexString(answer));
        if (answer.Length < 10)
        {
            container.Dispose();
        }

        Assert.Equal(isAlive, await container.Link.PingAsync(default));
        container.Link.Dispose();
    }
}
