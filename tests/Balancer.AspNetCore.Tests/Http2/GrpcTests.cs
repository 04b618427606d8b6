using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Trailers;
using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore.Tests.Http2;

public class GrpcTests
{
    // Says back what it hears, each message at once; then how many there were.
    private static readonly RequestDelegate Echo = async context =>
    {
        var (request, response) = (context.Request, context.Response);
        response.ContentType = "application/grpc";
        await response.StartAsync();
        await response.Body.FlushAsync();
        var count = 0;
        while (await GrpcCall.ReadAsync(request.Body) is { } text)
        {
            count++;
            await response.Body.WriteAsync(GrpcCall.Message($"{text}!"));
        }

        response.AppendTrailer("grpc-status", "0");
        response.AppendTrailer("grpc-message", $"{count} of {request.Path} te={request.Headers.TE} {request.Protocol}");
    };

    [Fact(Timeout = Limits.Test)]
    public async Task A_unary_call_brings_its_message_and_its_status()
    {
        await using var member = await Http2Member.StartAsync(Echo);
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        using var call = new GrpcCall(front);

        await call.SayAsync("hello");
        call.End();

        Assert.Equal("hello!", await call.HearAsync());
        Assert.Equal("0 1 of /shop.Cart/Talk te=trailers HTTP/2", await call.StatusAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Both_sides_talk_in_turns_on_one_stream()
    {
        await using var member = await Http2Member.StartAsync(Echo);
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        using var call = new GrpcCall(front);

        for (var i = 0; i < 200; i++)
        {
            await call.SayAsync($"{i}");
            Assert.Equal($"{i}!", await call.HearAsync());
        }

        call.End();
        Assert.StartsWith("0 200 of ", await call.StatusAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_server_that_streams_is_heard_message_by_message()
    {
        var heard = new SemaphoreSlim(0);
        await using var member = await Http2Member.StartAsync(async context =>
        {
            for (var i = 0; i < 20; i++)
            {
                await context.Response.Body.WriteAsync(GrpcCall.Message($"{i}"));
                await heard.WaitAsync(); // nothing more until the client has it
            }

            context.Response.AppendTrailer("grpc-status", "0");
        });
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        using var call = new GrpcCall(front);
        call.End();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", await call.HearAsync());
            heard.Release();
        }

        Assert.Equal("0", await call.StatusAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_client_that_streams_is_heard_message_by_message()
    {
        var heard = new SemaphoreSlim(0);
        await using var member = await Http2Member.StartAsync(async context =>
        {
            while (await GrpcCall.ReadAsync(context.Request.Body) is not null)
            {
                heard.Release();
            }

            context.Response.AppendTrailer("grpc-status", "0");
        });
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        using var call = new GrpcCall(front);

        for (var i = 0; i < 20; i++)
        {
            await call.SayAsync("x");
            await heard.WaitAsync(); // before it says more, and before there is any answer
        }

        call.End();
        Assert.Equal("0", await call.StatusAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_head_that_is_the_whole_answer_stays_one()
    {
        await using var member = await Http2Member.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers.GrpcStatus = "5";
            context.Response.Headers.GrpcMessage = "no%20such%20cart";
            return Task.CompletedTask;
        });
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        using var call = new GrpcCall(front);
        call.End();

        Assert.Equal("5 no%20such%20cart", await call.StatusAsync());
        Assert.Empty((await call.Head).TrailingHeaders);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Deadline_metadata_and_details_pass_as_they_are()
    {
        await using var member = await Http2Member.StartAsync(context =>
        {
            var h = context.Request.Headers;
            context.Response.AppendTrailer("grpc-status", "3");
            context.Response.AppendTrailer("grpc-status-details-bin", "CAMSA2Jhcg");
            context.Response.AppendTrailer("x-heard", $"{h["grpc-timeout"]} {h["x-token-bin"]} {h["priority"]}");
            return Task.CompletedTask;
        });
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        using var call = new GrpcCall(front, more: r =>
        {
            r.Headers.Add("grpc-timeout", "1S");
            r.Headers.Add("x-token-bin", "AAEC");
            r.Headers.TryAddWithoutValidation("priority", "u=1, i");
        });
        call.End();

        Assert.Equal("3", await call.StatusAsync());
        var lines = (await call.Head).TrailingHeaders;
        Assert.Equal(("CAMSA2Jhcg", "1S AAEC u=1, i"), (lines.GetValues("grpc-status-details-bin").Single(), lines.GetValues("x-heard").Single()));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_is_cancelled_is_cancelled_at_the_member(bool afterHead)
    {
        var (asked, told) = (new TaskCompletionSource(), new TaskCompletionSource<bool>());
        await using var member = await Http2Member.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => told.SetResult(true));
            if (afterHead)
            {
                await context.Response.Body.WriteAsync(GrpcCall.Message("first"));
            }

            asked.SetResult();
            await told.Task;
        });
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        using var cancel = new CancellationTokenSource();
        using var call = new GrpcCall(front, cancel: cancel.Token);
        await asked.Task;
        if (afterHead)
        {
            Assert.Equal("first", await call.HearAsync());
        }

        var waiting = call.HearAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(await told.Task);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R8_a_call_that_the_member_resets_has_no_good_end()
    {
        await using var member = await Http2Member.StartAsync(async context =>
        {
            await context.Response.Body.WriteAsync(GrpcCall.Message("first"));
            await GrpcCall.ReadAsync(context.Request.Body);
            context.Abort();
        });
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        using var call = new GrpcCall(front);
        Assert.Equal("first", await call.HearAsync());
        await call.SayAsync("go");

        await Assert.ThrowsAnyAsync<IOException>(() => call.HearAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_answer_may_end_before_the_client_has_said_everything()
    {
        await using var member = await Http2Member.StartAsync(async context =>
        {
            await GrpcCall.ReadAsync(context.Request.Body);
            context.Response.AppendTrailer("grpc-status", "8");
        });
        await using var front = await TrailerTests.Http2FrontAsync(member.Url);
        for (var i = 0; i < 20; i++)
        {
            using var call = new GrpcCall(front);
            await call.SayAsync("one");

            Assert.Equal("8", await call.StatusAsync());
        }
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_storm_of_calls_leaves_nobody_busy()
    {
        await using var member = await Http2Member.StartAsync(Echo);
        var foo = Balancer.Create("foo").Member(member.Url).Build();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(), services: TrailerTests.OverHttp2);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async n =>
        {
            using var cancel = new CancellationTokenSource();
            using var call = new GrpcCall(front, cancel: cancel.Token);
            for (var i = 0; i < 10; i++)
            {
                await call.SayAsync($"{n}.{i}");
                Assert.Equal($"{n}.{i}!", await call.HearAsync(cancel.Token));
                if (n % 3 == 0 && i == 4)
                {
                    await cancel.CancelAsync();
                    return;
                }
            }

            call.End();
            Assert.StartsWith("0 10 of ", await call.StatusAsync(), StringComparison.Ordinal);
        }));

        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_member_of_http1_may_carry_a_call_when_it_has_trailers()
    {
        using var backend = ScriptedBackend.Saying(
            "HTTP/1.1 200 OK\r\nContent-Type: application/grpc\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n\0\0\0\0\u0001x\r\n0\r\ngrpc-status: 0\r\n\r\n");
        await using var front = await TrailerTests.Http2FrontAsync(backend.Url);
        using var call = new GrpcCall(front);
        call.End();

        Assert.Equal("x", await call.HearAsync());
        Assert.Equal("0", await call.StatusAsync());
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("/shop.Cart/Get", "14 Service Unavailable")]
    [InlineData("/none.Such%2FGet", "12 Not Found")]
    public async Task D36_our_own_answers_to_calls_are_in_grpcs_words(string path, string status)
    {
        var site = ReverseProxy.Create("www")
            .ProxyPass("/", ScriptedBackend.RefusingUrl().Replace("http:", "h2c:", StringComparison.Ordinal)).Build();
        await using var front = await Front.StartAsync(site, services: TrailerTests.OverHttp2);
        using var call = new GrpcCall(front, path);
        call.End();

        Assert.Equal(status, await call.StatusAsync());
        Assert.Equal("application/grpc", (await call.Head).Content.Headers.ContentType?.ToString());
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpcx")]
    [InlineData("text/plain")]
    public async Task Other_requests_get_plain_statuses(string type)
    {
        await using var front = await TrailerTests.Http2FrontAsync(ScriptedBackend.RefusingUrl());
        using var request = TrailerTests.Http2Request(HttpMethod.Post);
        request.Content = new StringContent("x");
        request.Content.Headers.ContentType = new(type);

        using var answer = await front.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }
}
