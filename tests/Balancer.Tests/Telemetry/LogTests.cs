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

        var logged = new[] { typeof(BalancerLog).Assembly, typeof(AspNetCore.GatewayOptions).Assembly, typeof(Ajp.AjpServerOptions).Assembly, typeof(Manager.BalancerManager).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(m => m.Message is not null)
            .Select(m => $"{m.Message.EventId} {m.Name} {m.Message.Level}");

        Assert.Equal(documented.Order(StringComparer.Ordinal), logged.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_somebody_typed_does_not_look_like_another_line_R37()
    {
        using var foo = Foo().Member("http://a").Growth(1).Build();
        foo.Edit(new EditRequest(new AddMemberEdit("x\r\n1101 Warning: all is lost")) { By = new Operator("ann\nbob", "10.0.0.1") });

        Assert.StartsWith("1304 Warning: ann?bob (10.0.0.1) was refused a change of balancer://foo (entry 1): balancer://foo x??1101", Assert.Single(_log.Of(1304)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draining_is_logged_from_its_beginning_to_the_readmission()
    {
        using var foo = Foo().Member("http://a").Member("http://b").Build();
        await foo.DrainAsync("http://a", TimeSpan.Zero);
        foo.Readmit("http://a");
        using var lease = await foo.AcquireAsync(RequestFacts.Get("/"));
        await foo.DrainAsync(lease.Member.Url.Configured, TimeSpan.Zero);

        Assert.Equal(["1701 Information: member http://a of balancer://foo drains; 0 leases are out"], _log.Of(1701)[..1]);
        Assert.Equal(["1702 Information: draining of member http://a of balancer://foo has ended: Completed"], _log.Of(1702));
        Assert.Equal(["1703 Information: member http://a of balancer://foo is readmitted"], _log.Of(1703));
        Assert.Equal(
            [$"1704 Warning: member {lease.Member} of balancer://foo is disabled at the deadline of its draining; 1 leases are out"], _log.Of(1704));
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
    public void Health_is_logged_when_it_changes_and_never_twice()
    {
        using var foo = Foo().Member("http://a", m => m.HealthCheck(h => h.Method(HcMethod.Get).Fails(2).Passes(2))).Build();
        ProbeResult bad = ProbeResult.Answered(new ResponseFacts(503, [new("X-Evil", "evil")]), "evil"), good = ProbeResult.Answered(new ResponseFacts(200));
        foreach (var result in new[] { bad, bad, bad, good, good, good })
        {
            foo.RecordProbe(foo.Members[0], result);
        }

        Assert.Equal(
            ["1501 Warning: member http://a of balancer://foo failed its health check 2 times in a row (status 503); it gets no requests until it passes 2 times"],
            _log.Of(1501));
        Assert.Equal(["1502 Information: member http://a of balancer://foo passed its health check 2 times in a row (status 200) and is back"], _log.Of(1502));
        Assert.Equal(2, _log.Of(1503).Length);
        Assert.Empty(_log.Of(1103));
        Assert.DoesNotContain(_log.Entries, entry => entry.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public void A_check_that_nobody_can_make_is_logged_once()
    {
        using var foo = Foo().Member("ajp://a", m => m.HealthCheck(h => h.Method(HcMethod.CPing).Interval(TimeSpan.FromSeconds(1)))).Build();
        using var checks = foo.CreateHealthChecks();
        checks.Start();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(
            ["1504 Warning: health of member ajp://a of balancer://foo: not checked: nobody here knows how to send CPING to ajp://a; register a Prober, or use another hcmethod"],
            _log.Of(1504));
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
