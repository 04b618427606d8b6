using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Transports;
using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore.Tests.Http2;

public class Http2CheckTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData(HcMethod.Get, "GET /ping", true)]
    [InlineData(HcMethod.Get11, "GET /ping", true)]
    [InlineData(HcMethod.Head, "HEAD /ping", false)]
    [InlineData(HcMethod.Options, "OPTIONS /ping", false)]
    public async Task A_member_of_http2_is_checked_over_http2(HcMethod method, string heard, bool hasBody)
    {
        await using var member = await Http2Member.StartAsync(context =>
        {
            context.Response.StatusCode = 202;
            context.Response.Headers["X-Heard"] = $"{context.Request.Method} {context.Request.Path}";
            return HttpMethods.IsGet(context.Request.Method) ? context.Response.WriteAsync("well") : Task.CompletedTask;
        });

        var result = await ProbeAsync(new HttpProber(), member.Url, method);

        Assert.Equal((202, heard, hasBody ? "well" : ""), (result.Status, result.Response?.Header("x-heard"), result.Body));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task So_is_one_over_tls()
    {
        using var certificate = TlsTests.Certificate("localhost");
        await using var member = await Http2Member.StartAsync(_ => Task.CompletedTask, certificate);
        await using var old = await TlsTests.SecureMemberAsync(certificate, protocols: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        var trusting = new HttpProber(tls: TlsTests.Trust(certificate));

        Assert.Equal(200, (await ProbeAsync(trusting, member.Url, HcMethod.Get)).Status);
        Assert.Equal("TLS failed", (await ProbeAsync(new HttpProber(), member.Url, HcMethod.Get)).Reason);
        Assert.Equal("TLS failed", (await ProbeAsync(trusting, $"h2://localhost:{new Uri(old.Urls.Single()).Port}", HcMethod.Get)).Reason);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Who_speaks_something_else_is_not_well()
    {
        using var other = ScriptedBackend.Saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        var result = await ProbeAsync(new HttpProber(), $"h2c://127.0.0.1:{other.Port}", HcMethod.Get);

        Assert.Equal((ProbeKind.Faulted, "the answer is no HTTP/2 response"), (result.Kind, result.Reason));
    }

    private static async Task<ProbeResult> ProbeAsync(HttpProber prober, string url, HcMethod method)
    {
        using var foo = Balancer.Create("foo").Member(url, m => m.HealthCheck(h => h.Method(method).Uri("/ping"))).Build();
        return await prober.ProbeAsync(foo.Members[0], foo.Members[0].Plan.HealthCheck!, default);
    }
}
