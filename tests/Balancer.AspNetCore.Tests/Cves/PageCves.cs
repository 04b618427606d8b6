using System.Collections.Concurrent;
using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore.Tests.Cves;

/// <summary>Rows of the CVE table about error pages, logs, and what a client may make us hold.</summary>
public class PageCves
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("/%3Cscript%3Ealert(1)%3C/script%3E", "Host: www.example.com\r\n")]
    [InlineData("/x?<script>", "Host: www.example.com\r\n")]
    [InlineData("/x", "Host: script.example\r\nX-Script: <script>\r\nCookie: script=1\r\n")]
    [InlineData("/a%00script", "Host: www.example.com\r\n")]
    public async Task Cve_2019_10092_2012_3499_2008_2939_2008_0005_and_2026_29170_an_error_page_holds_nothing_of_the_request(string target, string headers)
    {
        await using var front = await Front.OverAsync(ScriptedBackend.RefusingUrl());
        using var client = await front.OpenAsync();
        await client.SayAsync($"GET {target} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");

        var answer = await client.HearAllAsync();

        Assert.Matches("^HTTP/1.1 (400|503) ", answer);
        Assert.DoesNotContain("script", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2012_0053_a_cookie_beyond_the_limit_is_not_repeated()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.OverAsync(backend.Url);

        var answer = await front.AskAsync("GET / HTTP/1.1", $"Cookie: session=secret{new string('x', 9_000)}\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("a", "{REQUEST_URI}")]
    [InlineData("proxy:http://evil/", "{REQUEST_URI}")]
    public async Task Cve_2024_43204_a_type_made_of_the_request_chooses_nothing(string name, string variable)
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").ProxyPass("/", backend.Url).Header(h => h.Set("Content-Type", $"expr=%{variable}")).Build());

        using var answer = await front.Client.GetAsync(new Uri($"/{name}", UriKind.Relative));

        Assert.Equal("ok", await answer.Content.ReadAsStringAsync());
        Assert.Single(backend.Heads);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2013_1862_2003_0020_and_2024_47252_no_log_holds_what_a_client_said()
    {
        var log = new Entries();
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").Balancer(Balancer.Create("foo").Member(ScriptedBackend.RefusingUrl()).Build()).ProxyPass("/", "balancer://foo/").Build(),
            services: s => s.AddSingleton<ILoggerProvider>(log));

        foreach (var line in (string[])["GET /%1b%5b2Jevil HTTP/1.1", "GET /evil?\u001b HTTP/1.1", "EVIL /evil HTTP/1.1"])
        {
            await front.AskAsync(line, "X-Evil: evil\r\nUser-Agent: evil\r\n");
        }

        Assert.DoesNotContain(log.Lines, line => line.Contains("evil", StringComparison.OrdinalIgnoreCase) || line.Any(char.IsControl));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Cve_2026_49975_2016_8740_2024_27316_2023_45802_and_2025_53020_the_server_holds_little_for_an_HTTP_2_client()
    {
        using var backend = ScriptedBackend.Named("ok");
        KestrelServerOptions kestrel = null!;
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").ProxyPass("/", backend.Url).Build(),
            more: app => kestrel = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value,
            services: s => s.Configure<KestrelServerOptions>(k => k.ConfigureEndpointDefaults(l => l.Protocols = HttpProtocols.Http2)));
        using var many = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        for (var i = 0; i < 150; i++)
        {
            many.Headers.Add($"x{i}", "");
        }

        using var refused = await front.Client.SendAsync(many);
        using var one = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answered = await front.Client.SendAsync(one);

        Assert.Equal((HttpStatusCode.RequestHeaderFieldsTooLarge, HttpStatusCode.OK), (refused.StatusCode, answered.StatusCode));
        Assert.InRange(kestrel.Limits.MaxRequestHeaderCount, 1, 100);
        Assert.InRange(kestrel.Limits.MaxRequestHeadersTotalSize, 1, 32_768);
        Assert.InRange(kestrel.Limits.Http2.MaxStreamsPerConnection, 1, 100);
        Assert.InRange(kestrel.Limits.Http2.InitialConnectionWindowSize, 1, 1_048_576);
    }

    private sealed class Entries : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Balanc", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
