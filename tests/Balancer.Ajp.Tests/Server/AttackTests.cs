using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.Ajp.Tests.Server;

/// <summary>Faults that other AJP servers had, and fronts brought out.</summary>
public sealed class AttackTests
{
    [Theory]
    [InlineData("javax.servlet.include.request_uri")]
    [InlineData("javax.servlet.include.path_info")]
    [InlineData("javax.servlet.include.servlet_path")]
    [InlineData("jakarta.servlet.include.request_uri")]
    [InlineData("javax.servlet.forward.request_uri")]
    [InlineData("io.undertow.servlet.SecurityConstraint")]
    [InlineData("")]
    public async Task Cve_2020_1938_and_1745_an_attribute_that_nobody_allowed_refuses_the_request(string name)
    {
        var runs = 0;
        await using var server = await AjpServer.StartAsync(_ =>
        {
            runs++;
            return Task.CompletedTask;
        });
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward { Path = "/index.txt" }.Attribute(name, "/WEB-INF/web.xml"));
        Assert.Equal("403 Forbidden [] close", answer.ToString());
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task Cve_2020_1938_what_is_allowed_steers_nothing()
    {
        await using var server = await AjpServer.StartAsync(
            context => context.Response.WriteAsync(
                $"{context.Request.PathBase}{context.Request.Path} {context.Items.Count} {context.Features.Get<IHttpRequestFeature>()!.RawTarget} {context.User.Identity?.IsAuthenticated}"),
            ajp => ajp.AllowedAttributes.Add("*"));
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward { Path = "/a" }.Attribute(1, "/context").Attribute(2, "/servlet").Attribute(3, "root")
            .Attribute("javax.servlet.include.request_uri", "/").Attribute("javax.servlet.include.path_info", "/WEB-INF/web.xml"));
        Assert.Equal("200 OK [/a 0 /a False] reuse", answer.ToString());
    }

    [Theory]
    [InlineData("/%252e%252e/x", "/%2e%2e/x")]
    [InlineData("/a/%2e%2e/x", "/x")]
    [InlineData("/a%255cb", "/a%5cb")]
    public async Task Cve_2007_0450_and_1860_a_path_is_decoded_once(string path, string seen)
    {
        await using var server = await AjpServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path.Value!));
        await using var front = await server.ConnectAsync();

        Assert.Equal(seen, (await front.AskAsync(new Forward { Path = path })).Text);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a@b")]
    [InlineData("a/b")]
    [InlineData("a\u00E4")]
    public async Task Cve_2009_0033_a_malformed_host_is_400_and_the_server_goes_on(string host)
    {
        await using var server = await AjpServer.StartAsync(_ => Task.CompletedTask);
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward { Host = host });
        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Reuse);
        await using var other = await server.ConnectAsync();
        Assert.Equal(200, (await other.AskAsync(new Forward())).Status);
    }

    [Fact]
    public async Task Cve_2009_0033_two_hosts_are_400()
    {
        await using var server = await AjpServer.StartAsync(_ => Task.CompletedTask);
        await using var front = await server.ConnectAsync();

        Assert.Equal(400, (await front.AskAsync(new Forward().Header("Host", "other"))).Status);
    }

    // Each length in a request is wrong once, by one and by much, and the packet is as long as it says or a byte shorter.
    [Fact]
    public async Task Cve_2026_28780_and_33857_and_34032_and_34059_and_2006_7197_no_length_reads_beyond_its_packet()
    {
        var memory = new MemoryListener();
        await using var server = await AjpServer.StartAsync(_ => Task.CompletedTask, memory: memory);
        var good = new Forward().Header("X", "y").Attribute(5, "q").Attribute("AJP_LOCAL_ADDR", "::1").Payload();

        for (var at = 1; at < good.Length - 1; at++)
        {
            foreach (var number in new[] { Raw.Number(0xFFFF), Raw.Number(0x7FFF), Raw.Number(good.Length - at), Raw.Number(0) })
            {
                byte[] changed = [.. good[..at], .. number, .. good[(at + 2)..]];
                await using var front = memory.Connect();
                await front.SendAsync(Raw.Packet(changed[..^1]));
                var answer = await front.AnswerAsync(Raw.Empty);
                Assert.False(answer.Reuse);
            }
        }

        await using var last = memory.Connect();
        Assert.Equal(200, (await last.AskAsync(new Forward())).Status);
    }

    [Fact]
    public async Task Cve_2009_1191_the_body_of_one_client_is_never_part_of_anothers_request()
    {
        await using var server = await AjpServer.StartAsync(Applications.Echo);
        await using var front = await server.ConnectAsync();

        await front.SendAsync([.. new Forward { Method = 4 }.Length(10).Bytes(), .. Raw.Data("half")]);
        await front.DisposeAsync();

        await using var other = await server.ConnectAsync();
        Assert.Equal("200 OK [mine] reuse", (await other.AskAsync(new Forward { Method = 4 }, Raw.Data("mine"))).ToString());
    }
}
