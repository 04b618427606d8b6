using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using static Balancing.AspNetCore.Tests.Network.Limits;
using ScriptedBackend = Balancing.AspNetCore.Tests.Network.ScriptedBackend;

namespace Balancing.AspNetCore.Tests.Raw;

public class LimitTests
{
    private static Task<Front> StartAsync(Balancer foo, Action<GatewayLimits> limits) => Front.StartAsync(
        ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(),
        services: s => s.AddProxyPass(o => limits(o.Limits)).Configure<KestrelServerOptions>(kestrel =>
        {
            (kestrel.Limits.MaxRequestLineSize, kestrel.Limits.MaxRequestHeaderCount) = (100_000, 1_000);
            (kestrel.Limits.MaxRequestHeadersTotalSize, kestrel.Limits.MaxRequestBufferSize) = (100_000, 1_000_000);
        }));

    private static string Lines(int count, int length) => string.Concat(Enumerable.Range(0, count).Select(i => $"X{i:000}: {new string('x', length)}\r\n"));

    private static async Task AssertAsync(Action<GatewayLimits> limits, string line, string headers, string status)
    {
        using var backend = ScriptedBackend.Named("ok");
        var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await StartAsync(foo, limits);

        Assert.StartsWith($"HTTP/1.1 {status} ", await front.AskAsync(line, headers), StringComparison.Ordinal);
        Assert.Equal(status == "200" ? 1 : 0, backend.Heads.Count);
        await UntilAsync(() => foo.Snapshot().Members[0].Busy == 0);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError); // R41
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(8179, "200")] // 8192 with GET and HTTP/1.1
    [InlineData(8180, "414")]
    public Task R13_a_request_line_has_8_KiB(int target, string status) =>
        AssertAsync(_ => { }, $"GET /{new string('x', target - 1)} HTTP/1.1", "", status);

    [Theory(Timeout = Limits.Test)]
    [InlineData(8186, "200")] // 8192 with the name
    [InlineData(8187, "431")]
    public Task R13_a_field_has_8_KiB(int value, string status) => AssertAsync(_ => { }, "GET / HTTP/1.1", Lines(1, value), status);

    [Theory(Timeout = Limits.Test)]
    [InlineData(98, "200")] // 100 with Host and Connection
    [InlineData(99, "431")]
    public Task R13_a_request_has_100_fields(int fields, string status) => AssertAsync(_ => { }, "GET / HTTP/1.1", Lines(fields, 1), status);

    [Theory(Timeout = Limits.Test)]
    [InlineData(8, "200")]
    [InlineData(9, "431")]
    public Task R13_all_fields_have_32_KiB(int fields, string status) => AssertAsync(_ => { }, "GET / HTTP/1.1", Lines(fields, 3_900), status);

    [Fact(Timeout = Limits.Test)]
    public async Task R13_each_limit_of_requests_can_be_changed()
    {
        await AssertAsync(l => l.RequestLine = 20_000, $"GET /{new string('x', 10_000)} HTTP/1.1", "", "200");
        await AssertAsync(l => l.RequestLine = 20, $"GET /{new string('x', 20)} HTTP/1.1", "", "414");
        await AssertAsync(l => l.RequestField = 20_000, "GET / HTTP/1.1", Lines(1, 10_000), "200");
        await AssertAsync(l => l.RequestField = 30, "GET / HTTP/1.1", Lines(1, 30), "431");
        await AssertAsync(l => l.RequestFields = 300, "GET / HTTP/1.1", Lines(200, 1), "200");
        await AssertAsync(l => l.RequestFields = 3, "GET / HTTP/1.1", Lines(2, 1), "431");
        await AssertAsync(l => l.RequestHead = 90_000, "GET / HTTP/1.1", Lines(20, 4_000), "200");
        await AssertAsync(l => l.RequestHead = 100, "GET / HTTP/1.1", Lines(2, 50), "431");
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(199, 10, "200")] // 200 with Content-Length
    [InlineData(200, 10, "502")]
    [InlineData(16, 4_000, "200")]
    [InlineData(17, 4_000, "502")]
    public async Task R13_an_answer_has_200_fields_and_64_KiB(int fields, int length, string status)
    {
        using var backend = ScriptedBackend.Saying($"HTTP/1.1 200 OK\r\n{Lines(fields, length)}Content-Length: 2\r\n\r\nok");
        var foo = Balancer.Create("foo").Member(backend.Url).Build();
        await using var front = await StartAsync(foo, _ => { });

        Assert.StartsWith($"HTTP/1.1 {status} ", await front.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
        Assert.Equal(MemberStatus.None, foo.Snapshot().Members[0].Status & MemberStatus.InError);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R13_the_limits_of_answers_can_be_changed()
    {
        using var backend = ScriptedBackend.Saying($"HTTP/1.1 200 OK\r\n{Lines(30, 3_000)}Content-Length: 2\r\n\r\nok");
        foreach (var (limits, status) in new (Action<GatewayLimits>, string)[]
            { (l => l.AnswerHead = 100_000, "200"), (_ => { }, "502"), (l => (l.AnswerFields, l.AnswerHead) = (20, 100_000), "502") })
        {
            await using var front = await StartAsync(Balancer.Create("foo").Member(backend.Url).Build(), limits);

            Assert.StartsWith($"HTTP/1.1 {status} ", await front.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_limit_of_nothing_is_a_configuration_error() =>
        Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() =>
        {
            using var provider = new ServiceCollection().AddProxyPass(o => o.Limits.RequestFields = 0).BuildServiceProvider();
            _ = provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<GatewayOptions>>().Value;
        });
}
