using System.Collections.Concurrent;
using System.Diagnostics;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Raw;
using Balancing.AspNetCore.Tests.Tunnels;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore.Tests.Headers;

public sealed class TraceContextTests : IDisposable
{
    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    // Listeners hear the whole process; only this test's trace is of interest.
    public TraceContextTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Balancer",
            Sample = (ref ActivityCreationOptions<ActivityContext> o) =>
                o.Parent.TraceId.ToHexString() == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private string Lines => $"traceparent: 00-{_trace}-00f067aa0ba902b7-01\r\ntracestate: vendor=x\r\nbaggage: user=7,tier=gold\r\n";

    public void Dispose() => _listener.Dispose();

    [Fact(Timeout = Limits.Test)]
    public async Task A_member_gets_the_trace_of_its_own_attempt_in_place_of_the_clients()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.OverAsync(ScriptedBackend.RefusingUrl(), backend.Url);

        await front.AskAsync("GET / HTTP/1.1", Lines);

        await Limits.UntilAsync(() => _ended.Any(a => a.OperationName == "balancer.execute"));
        var attempts = _ended.Where(a => a.OperationName == "balancer.attempt").ToArray();
        var execute = _ended.Single(a => a.OperationName == "balancer.execute");
        Assert.Equal(["connect_failed", "completed"], attempts.Select(a => a.GetTagItem("balancer.outcome")));
        Assert.Equal($"00-{_trace}-{attempts[1].SpanId}-01", RawText.Field(backend.Head, "traceparent"));
        Assert.Equal("vendor=x", RawText.Field(backend.Head, "tracestate"));
        Assert.Equal(["tier=gold", "user=7"], RawText.Field(backend.Head, "baggage")!.Replace(" ", "", StringComparison.Ordinal).Split(',').Order());
        Assert.Equal("00f067aa0ba902b7", execute.ParentSpanId.ToHexString());
        Assert.All(attempts, a => Assert.Equal(execute.SpanId, a.ParentSpanId));
        foreach (var name in (string[])["traceparent", "tracestate", "baggage"])
        {
            Assert.Equal(2, backend.Head.Split($"\r\n{name}:", StringSplitOptions.None).Length);
        }
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_sites_rules_have_the_last_word()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.StartAsync(
            ReverseProxy.Create("www").ProxyPass("/", backend.Url).RequestHeader(h => h.Unset("traceparent").Unset("baggage")).Build());

        await front.AskAsync("GET / HTTP/1.1", Lines);

        Assert.Null(RawText.Field(backend.Head, "traceparent"));
        Assert.Null(RawText.Field(backend.Head, "baggage"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Where_nobody_listens_the_clients_lines_pass_untouched()
    {
        using var backend = ScriptedBackend.Named("ok");
        await using var front = await Front.OverAsync(backend.Url);
        var lines = Lines.Replace(_trace, ActivityTraceId.CreateRandom().ToHexString(), StringComparison.Ordinal);

        await front.AskAsync("GET / HTTP/1.1", lines);

        Assert.All(lines.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains($"\r\n{line}\r\n", backend.Head, StringComparison.Ordinal));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_tunnel_is_asked_for_in_the_trace_too()
    {
        using var backend = TunnelBackend.Echo();
        await using var front = await TunnelBackend.FrontAsync(backend);
        using var client = await front.OpenAsync();

        await client.SayAsync(TunnelBackend.Ask.Replace("\r\n\r\n", $"\r\n{Lines}\r\n", StringComparison.Ordinal));
        await client.HearHeadAsync();

        Assert.StartsWith($"00-{_trace}-", RawText.Field(backend.Head, "traceparent"), StringComparison.Ordinal);
        Assert.NotEqual($"00-{_trace}-00f067aa0ba902b7-01", RawText.Field(backend.Head, "traceparent"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Each_failed_attempt_is_one_line_of_the_log()
    {
        var log = new Lined();
        using var logging = LoggerFactory.Create(b => b.AddProvider(log));
        var (dead, lost) = (ScriptedBackend.RefusingUrl(), ScriptedBackend.RefusingUrl());
        using var foo = Balancer.Create("foo").Services(new BalancerServices { Logging = logging }).Member(dead).Member(lost).Build();
        await using var front = await Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build());

        Assert.StartsWith("HTTP/1.1 503 ", await front.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);

        var lines = log.Said.Where(line => line.StartsWith("1203", StringComparison.Ordinal) || line.StartsWith("1205", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"1203 balancer://foo: attempt 1 at member {dead} ended with ConnectFailed (", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"1205 balancer://foo: attempt 2 at member {lost} ended with ConnectFailed (", lines[1], StringComparison.Ordinal);
    }

    private sealed class Lined : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue($"{eventId.Id} {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
