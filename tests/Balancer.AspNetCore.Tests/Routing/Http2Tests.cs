using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Routing;

public class Http2Tests
{
    [Fact(Timeout = Limits.Test)]
    public async Task A_client_may_speak_http2()
    {
        using var backend = ScriptedBackend.Named("hello");
        var site = ReverseProxy.Create("www").ProxyPass("/apps", backend.Url).ProxyVia(Via.On).ProxyPreserveHost().Build();
        await using var front = await Front.StartAsync(site, services: s => s.Configure<KestrelServerOptions>(
            kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/apps/a%20b?x") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Host = "www.example.com";
        request.Headers.Add("Cookie", ["a=1", "b=2"]);
        request.Content = new StringContent("body");

        using var answer = await front.Client.SendAsync(request);

        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
        Assert.StartsWith("POST /a%20b?x HTTP/1.1\r\nHost: www.example.com\r\n", backend.Head, StringComparison.Ordinal);
        Assert.Contains("Cookie: a=1; b=2\r\n", backend.Head, StringComparison.Ordinal);
        Assert.Contains("Via: 2 www.example.com\r\n", backend.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n:", backend.Head, StringComparison.Ordinal);
    }
}
