using System.Globalization;
using System.Reflection;
using Balancing.Telemetry;
using Balancing.Testing;
using Microsoft.Extensions.Logging;

namespace Balancing.Tests.Telemetry;

public sealed class LogTests : IDisposable
{
    private readonly LogRecorder _log = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Ids_names_and_levels_are_those_of_the_documentation()
    {
        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "telemetry.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 4 && int.TryParse(cells[1], CultureInfo.InvariantCulture, out _))
            .Select(cells => $"{cells[1]} {cells[2].Trim('`')} {cells[3]}");

        Type[] logs = [typeof(BalancerLog), Assembly.Load("Balancer.AspNetCore").GetType("Balancing.AspNetCore.GatewayLog", throwOnError: true)!];
        var logged = logs.SelectMany(log => log.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(m => m.Message is not null)
            .Select(m => $"{m.Message.EventId} {m.Name} {m.Message.Level}");

        Assert.Equal(documented.Order(StringComparer.Ordinal), logged.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Members_grab_slots_and_are_initialized_once()
    {
        using var foo = Foo().Member("http://a").Build();
        var process = Environment.ProcessId;
        Assert.Equal(
            [
                $"1001 Debug: grabbed scoreboard slot 0 in process {process} for member http://a of balancer://foo",
                $"1002 Debug: initialized member http://a of balancer://foo in slot 0 of process {process}",
                "1004 Information: balancer://foo starts with 1 members, lbmethod=byrequests",
            ],
            _log.Entries);

        foo.Apply(new BalancerOptions { Members = [new() { Url = "http://b" }, new() { Url = "http://a" }] });

        Assert.Equal($"1001 Debug: grabbed scoreboard slot 0 in process {process} for member http://b of balancer://foo", _log.Of(1001)[1]);
        Assert.Equal([$"1003 Debug: member http://a of balancer://foo is already initialized in slot 1 of process {process}"], _log.Of(1003));
        Assert.Single(_log.Of(1301));
    }

    [Fact]
    public void A_member_that_fails_and_comes_back_is_logged_once_each()
    {
        using var foo = Foo().Member("http://a").Member("http://b").Build();
        foo.Once(Sample.Anyone, Outcome.ConnectFailed());
        foo.Play(3);
        _time.Advance(TimeSpan.FromSeconds(61));
        foo.Play(3);

        Assert.Equal(["1101 Warning: member http://a of balancer://foo is in error; it is left out for 00:01:00"], _log.Of(1101));
        Assert.Equal(["1102 Information: member http://a of balancer://foo is let back from error"], _log.Of(1102));
    }

    [Fact]
    public void An_edit_and_a_configured_flag_are_logged_as_a_change_of_status()
    {
        using var foo = Foo().Member("http://a").Build();
        foo.Edit(new MemberEdit("http://a") { Drain = true });
        foo.Apply(new BalancerOptions { Members = [new() { Url = "http://a", Status = "+D" }] });

        Assert.Equal(
            [
                "1103 Information: status of member http://a of balancer://foo changed from Initialized to Initialized, Drain",
                "1103 Information: status of member http://a of balancer://foo changed from Initialized, Drain to Initialized, Disabled",
            ],
            _log.Of(1103));
    }

    [Fact]
    public async Task A_failover_and_a_refusal_say_who_and_why()
    {
        using var foo = Foo().Member("http://a").Build();
        await foo.ExecuteAsync(Sample.Anyone, (_, _) => ValueTask.FromResult(Outcome.ConnectFailed()));
        foo.Edit(new MemberEdit("http://a") { Disabled = true });
        foo.Play(1);

        Assert.Equal(["1201 Warning: balancer://foo refused a request (NoMember): no member of the balancer is available"], _log.Of(1201));
    }

    [Fact]
    public void Nothing_that_a_client_sent_is_logged()
    {
        using var foo = Foo().Member("http://a", m => m.Route("a")).StickySession("SID").Build();

        foo.Once(RequestFacts.Get("/secret\u001b[31m?SID=1.evil%0a").Cookie("SID", "x.evil\r\n").OnHost("evil"), Outcome.ConnectFailed(new IOException("evil")));

        Assert.NotEmpty(_log.Of(1204));
        Assert.DoesNotContain(_log.Entries, entry => entry.Contains("evil", StringComparison.Ordinal) || entry.Contains("secret", StringComparison.Ordinal));
    }

    private BalancerBuilder Foo() => Balancer.Create("foo").Services(new BalancerServices { Logging = _log, Time = _time });
}
