using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Transports;

/// <summary>The variables by which httpd steers its HTTP transport.</summary>
public class SteeringTests
{
    private static ReverseProxy Site(ScriptedBackend backend) => ReverseProxy.Create("www")
        .SetEnvIf("Request_URI", "^/once", "proxy-nokeepalive")
        .SetEnvIf("Request_URI", "^/old", "force-proxy-request-1.0=0")
        .SetEnvIf("Request_URI", "^/first", "proxy-initial-not-pooled")
        .ProxyPass("/", backend.Url + "/").Build();

    [Fact(Timeout = Limits.Test)]
    public async Task Proxy_nokeepalive_takes_a_new_connection_in_place_of_a_kept_one_and_closes_it()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(Site(backend));

        await front.GetAsync("/a");
        await front.GetAsync("/once");
        Assert.Equal(2, backend.Connections);
        Assert.Contains("\r\nConnection: close\r\n", backend.Heads.Last(), StringComparison.Ordinal);

        await front.GetAsync("/a");
        Assert.Equal(3, backend.Connections);
        Assert.DoesNotContain("\r\nConnection: close\r\n", backend.Heads.Last(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Force_proxy_request_1_0_speaks_http_1_0_on_a_connection_of_its_own()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(Site(backend));

        await front.GetAsync("/a");
        Assert.Equal("hello", (await front.GetAsync("/old/x")).Body);
        Assert.StartsWith("GET /old/x HTTP/1.0\r\n", backend.Heads.Last(), StringComparison.Ordinal);
        Assert.Equal(2, backend.Connections);

        await front.GetAsync("/old/y");
        Assert.Equal(3, backend.Connections);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task SetEnv_steers_as_SetEnvIf_does()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www")
            .SetEnv("force-proxy-request-1.0", "1").ProxyPass("/", backend.Url + "/").Build());

        await front.GetAsync("/a");

        Assert.StartsWith("GET /a HTTP/1.0\r\n", backend.Head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_body_goes_out_in_http_1_0_when_its_length_is_known_and_else_is_refused()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(Site(backend));

        var known = await front.AskAsync("POST /old HTTP/1.1", "Content-Length: 4\r\nExpect: 100-continue\r\n", "body");
        Assert.Contains("HTTP/1.1 200 OK", known, StringComparison.Ordinal);
        Assert.StartsWith("POST /old HTTP/1.0\r\n", backend.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("Expect", backend.Head, StringComparison.OrdinalIgnoreCase);

        var chunked = await front.AskAsync("POST /old HTTP/1.1", "Transfer-Encoding: chunked\r\n", "4\r\nbody\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 411 ", chunked, StringComparison.Ordinal);
        Assert.Single(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Proxy_initial_not_pooled_takes_a_new_connection_for_the_first_request_of_a_client_connection()
    {
        using var backend = ScriptedBackend.Named("hello");
        await using var front = await Front.StartAsync(Site(backend));

        await front.AskAsync("GET /a HTTP/1.1");
        Assert.Equal(1, backend.Connections);
        await front.AskAsync("GET /first HTTP/1.1");
        Assert.Equal(2, backend.Connections);

        using var client = await front.OpenAsync();
        foreach (var path in new[] { "/a", "/first" })
        {
            await client.SayAsync($"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n");
            await client.HearHeadAsync();
            await client.HearAsync("hello".Length);
        }

        Assert.Equal(2, backend.Connections);
    }
}
