using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Http1;

/// <summary>Where the gateway's own client is stricter than the other.</summary>
public class OwnClientTests
{
    private const string Interim = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";

    [Theory(Timeout = Limits.Test)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Interim_answers_are_passed_over_and_cost_no_connection(int interim)
    {
        using var backend = ScriptedBackend.Saying(string.Concat(Enumerable.Repeat(Interim, interim)) + ScriptedBackend.Ok("done"));
        await using var front = await OverAsync(backend);

        Assert.Equal((HttpStatusCode.OK, "done"), await front.GetAsync());
        Assert.Equal((HttpStatusCode.OK, "done"), await front.PostAsync("body"));
        Assert.Equal(1, backend.Connections);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("R34 a flood of interim answers", 17, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("R11 a bare LF", 0, "HTTP/1.1 200 OK\nContent-Length: 0\n\n")]
    [InlineData("R11 a space before the colon", 0, "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n")]
    [InlineData("R11 a folded line", 0, "HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("R10 an empty line before", 0, "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task What_is_not_quite_http_is_a_502_at_once(string rule, int interim, string answer)
    {
        using var backend = ScriptedBackend.Saying(string.Concat(Enumerable.Repeat(Interim, interim)) + answer);
        await using var front = await OverAsync(backend);

        var (status, _) = await front.GetAsync();

        Assert.True(status == HttpStatusCode.BadGateway, $"{rule}: {status}");
    }

    private static Task<Front> OverAsync(ScriptedBackend backend) => Front.StartAsync(
        ReverseProxy.Create("www").ProxyPass("/", backend.Url + "/").Build(),
        services: s => s.AddProxyPass(o => o.Client = BackendClient.Own));
}
