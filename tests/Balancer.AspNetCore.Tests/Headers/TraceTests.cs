using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Headers;

public class TraceTests
{
    private static async Task<(string Answer, int Heads)> AskAsync(TraceEnable? trace, string line, string headers = "", string body = "")
    {
        using var backend = ScriptedBackend.Named("ok");
        var site = ReverseProxy.Create("www").ProxyPass("/", backend.Url);
        await using var front = await Front.StartAsync((trace is { } said ? site.TraceEnable(said) : site).Build());
        return (await front.AskAsync(line, headers, body), backend.Heads.Count);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(null, "", "", "405", 0)]
    [InlineData(TraceEnable.Off, "", "", "405", 0)]
    [InlineData(TraceEnable.On, "", "", "200", 1)]
    [InlineData(TraceEnable.On, "Max-Forwards: 0\r\n", "", "405", 0)]
    [InlineData(TraceEnable.On, "Content-Length: 3\r\n", "abc", "413", 0)]
    [InlineData(TraceEnable.Extended, "Content-Length: 3\r\n", "abc", "200", 1)]
    public async Task D37_TRACE_is_passed_on_when_the_site_says_so(TraceEnable? trace, string headers, string body, string status, int heads)
    {
        var (answer, heard) = await AskAsync(trace, "TRACE / HTTP/1.1", headers, body);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(heads, heard);
        Assert.Equal(status == "405", answer.Contains("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n", StringComparison.Ordinal));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(null, "OPTIONS * HTTP/1.1", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")]
    [InlineData(TraceEnable.On, "OPTIONS * HTTP/1.1", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE")]
    public async Task D38_the_gateway_answers_for_itself(TraceEnable? trace, string line, string allow)
    {
        var (answer, heard) = await AskAsync(trace, line);

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains($"Allow: {allow}\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(0, heard);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Who_asked_is_told_in_the_standards_words_when_the_site_says_so()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").ProxyPass("/", backend.Url).Forwarded().ForwardedProto().Build());

        await front.AskAsync("GET / HTTP/1.1", "Forwarded: for=6.6.6.6\r\nX-Forwarded-Proto: https\r\n");

        Assert.Contains("\r\nForwarded: for=127.0.0.1;host=www.example.com;proto=http\r\n", backend.Head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Forwarded-Proto: http\r\n", backend.Head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task What_a_believed_peer_says_of_its_client_is_kept()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").ProxyPass("/", backend.Url).Forwarded().ForwardedProto().TrustedProxies("127.0.0.1").Build());

        await front.AskAsync("GET / HTTP/1.1", "Forwarded: for=192.0.2.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\nX-Real-IP: 192.0.2.1\r\n");

        Assert.Contains("\r\nForwarded: for=192.0.2.1, for=127.0.0.1;host=www.example.com;proto=http\r\n", backend.Head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Forwarded-Proto: https\r\n", backend.Head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Forwarded-For: 192.0.2.1, 127.0.0.1\r\n", backend.Head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Real-IP: 192.0.2.1\r\n", backend.Head, StringComparison.Ordinal);
    }
}
