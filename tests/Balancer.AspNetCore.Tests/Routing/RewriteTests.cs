using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Routing;

/// <summary>Rewrite rules over the wire.</summary>
public class RewriteTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("GET /old/a%20b?x=1 HTTP/1.1", "301 Moved Permanently", "http://www.example.com/new/a%20b?x=1")]
    [InlineData("HEAD /old/a HTTP/1.1", "301 Moved Permanently", "http://www.example.com/new/a")]
    [InlineData("POST /tls?y HTTP/1.1", "307 Temporary Redirect", "https://www.example.com/tls?y")]
    public async Task A_redirect_is_answered_by_the_gateway(string line, string status, string location)
    {
        await using var front = await Front.StartAsync(ReverseProxy.Create("www")
            .RewriteRule("^/old/(.*)$", "/new/$1", r => r.Redirect(301).Last())
            .RewriteCond("%{HTTPS}", "=off")
            .RewriteRule("^/tls", "https://%{HTTP_HOST}%{REQUEST_URI}", r => r.Redirect(307).Last())
            .Build());

        var answer = await front.AskAsync(line);

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {location}\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("old", answer[answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(204)]
    [InlineData(200)]
    [InlineData(429)]
    public async Task A_status_that_is_no_redirect_ends_the_request(int status)
    {
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").RewriteRule("^", "-", r => r.Redirect(status)).Build());

        var (answered, body) = await front.GetAsync();

        Assert.Equal((status, status == 204), ((int)answered, body.Length == 0));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Rules_see_every_header_and_the_protocol_of_the_request()
    {
        await using var front = await Front.StartAsync(ReverseProxy.Create("www")
            .SetEnvIf("User-Agent", "^Bot", "BOT")
            .RewriteCond("%{ENV:BOT}", "=1")
            .RewriteCond("%{HTTP:X-Two}", "^1, 2$")
            .RewriteCond("%{THE_REQUEST}", @"^GET\s/a\?b\sHTTP/1\.1$")
            .RewriteCond("%{HTTP:X-None}", "^$")
            .RewriteRule("^", "-", r => r.Gone())
            .Build());

        Assert.StartsWith("HTTP/1.1 410 ", await front.AskAsync("GET /a?b HTTP/1.1", "User-Agent: Bot\r\nX-Two: 1\r\nx-two: 2\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", await front.AskAsync("GET /a?b HTTP/1.1", "User-Agent: Bot\r\nX-Two: 1\r\n"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Header_rules_see_the_status_and_echo_what_the_client_said()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync("HTTP/1.1 404 Not Found\r\nSet-Cookie: a=1\r\nContent-Length: 2\r\n\r\nno");
        });
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url)
            .Header(h => h.Set("X-Lost", "1", expr: "%{REQUEST_STATUS} == 404").Edit("Set-Cookie", "^(.*)$", "$1; Secure").Echo("^X-Id$"))
            .Build());

        var answer = await front.AskAsync("GET / HTTP/1.1", "X-Id: 7\r\nX-Other: 8\r\n");

        Assert.Contains("\r\nX-Lost: 1\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nSet-Cookie: a=1; Secure\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Id: 7\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Other", answer, StringComparison.Ordinal);
    }
}
