using Balancing.Manager.Serving;
using Balancing.Testing;

namespace Balancing.Manager.Tests.Serving;

public class DrainDeskTests
{
    private static readonly Operator Eve = new("eve", "10.0.0.9");

    private readonly ManualTimeProvider _time = new();

    [Fact(Timeout = 20_000)]
    public async Task A_draining_goes_on_in_the_background_and_is_shown_until_ten_minutes_after_its_end()
    {
        using var foo = Foo();
        using var desk = new DrainDesk(_time, new(null));
        var lease = Take(foo, "http://10.0.0.1");

        desk.Begin(ViewOf(foo), ["http://10.0.0.1"], TimeSpan.FromMinutes(1), Eve);

        _time.Advance(TimeSpan.FromSeconds(2));
        await UntilAsync(() => desk.Running() is [{ Remaining: 1 }]);
        var status = desk.Running().Single();
        Assert.Equal(("foo", "http://10.0.0.1", null, TimeSpan.FromSeconds(58)), (status.BalancerKey, status.Member, status.End, status.Left));
        Assert.Equal("GET /x: no byte of its answer came yet", Assert.Single(status.Waiting));
        Assert.Equal(Eve, foo.Journal[0].By);

        lease.Report(Outcome.Completed(200));
        lease.Dispose();
        await UntilAsync(() => desk.Running() is [{ End: DrainEnd.Completed }]);
        Assert.True(foo.Snapshot()["http://10.0.0.1"].Status.HasFlag(MemberStatus.Disabled));
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Single(desk.Running());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(desk.Running());
    }

    [Fact(Timeout = 20_000)]
    public async Task At_its_deadline_it_ends_with_what_is_still_out()
    {
        using var foo = Foo();
        using var desk = new DrainDesk(_time, new(null));
        using var lease = Take(foo, "http://10.0.0.1");
        desk.Begin(ViewOf(foo), ["http://10.0.0.1"], TimeSpan.FromSeconds(20), Eve);

        for (var i = 0; i < 30 && desk.Running() is [{ End: null }]; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await UntilAsync(() => desk.Running() is [{ End: DrainEnd.DeadlineReached, Remaining: 1, Left: null }]);
    }

    [Theory(Timeout = 20_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_gives_it_up_puts_the_member_back_as_it_was_and_is_in_the_journal(bool wasDisabled)
    {
        using var foo = Foo();
        using var lease = Take(foo, "http://10.0.0.1");
        foo.Edit(new MemberEdit("http://10.0.0.1") { Disabled = wasDisabled });
        var before = foo.Snapshot()["http://10.0.0.1"].Status;
        using var desk = new DrainDesk(_time, new(null));
        desk.Begin(ViewOf(foo), ["http://10.0.0.1"], null, Eve);

        desk.Cancel(ViewOf(foo), ["http://10.0.0.1"], new Operator("adam"));

        await UntilAsync(() => desk.Running() is [{ End: not null }]);
        Assert.Equal(before, foo.Snapshot()["http://10.0.0.1"].Status);
        Assert.Equal("adam", foo.Journal[0].By.Who);
    }

    [Fact(Timeout = 20_000)]
    public async Task One_that_goes_on_goes_on_as_it_was_asked_first()
    {
        using var foo = Foo();
        using var desk = new DrainDesk(_time, new(null));
        using var lease = Take(foo, "http://10.0.0.1");

        desk.Begin(ViewOf(foo), ["http://10.0.0.1"], TimeSpan.FromSeconds(100), Eve);
        desk.Begin(ViewOf(foo), ["http://10.0.0.1:80/"], TimeSpan.FromSeconds(5), Eve);

        Assert.Equal(TimeSpan.FromSeconds(100), Assert.Single(desk.Running()).Left);
        foo.Readmit("http://10.0.0.1");
        _time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => desk.Running() is [{ End: DrainEnd.Readmitted }]);
    }

    [Fact(Timeout = 20_000)]
    public async Task One_that_fails_says_so()
    {
        using var foo = Foo();
        using var desk = new DrainDesk(_time, new(null));
        var view = ViewOf(foo);
        foo.Edit(new RemoveMemberEdit("http://10.0.0.1"));

        desk.Begin(view, ["http://10.0.0.1"], null, Eve);

        await UntilAsync(() => desk.Running() is [{ Failure: not null }]);
        Assert.Contains("has no member http://10.0.0.1", desk.Running()[0].Failure, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task The_end_of_the_manager_leaves_members_as_they_are()
    {
        using var foo = Foo();
        using var lease = Take(foo, "http://10.0.0.1");
        var desk = new DrainDesk(_time, new(null));
        desk.Begin(ViewOf(foo), ["http://10.0.0.1"], TimeSpan.FromSeconds(10), Eve);
        var during = foo.Snapshot()["http://10.0.0.1"].Status;

        desk.Dispose();

        await UntilAsync(() => desk.Running() is [{ End: not null }]);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(during.HasFlag(MemberStatus.Drain));
        Assert.Equal(during, foo.Snapshot()["http://10.0.0.1"].Status);
        Assert.Throws<ObjectDisposedException>(() => desk.Begin(ViewOf(foo), ["http://10.0.0.2"], null, Eve));
    }

    [Fact(Timeout = 20_000)]
    public async Task Ended_ones_are_bounded()
    {
        var balancers = Enumerable.Range(0, DrainDesk.MostEnded + 20).Select(i => Balancer.Create($"b{i}").Member("http://10.0.0.1").Build()).ToArray();
        using var desk = new DrainDesk(_time, new(null));

        foreach (var balancer in balancers)
        {
            desk.Begin(ViewOf(balancer), ["http://10.0.0.1"], null, Eve);
        }

        await UntilAsync(() => desk.Running().All(d => d.End is not null));
        Assert.Equal(DrainDesk.MostEnded, desk.Running().Count);
        Assert.Equal("b119", desk.Running()[0].BalancerKey);
    }

    [Fact(Timeout = 20_000)]
    public async Task Forms_drain_give_up_and_readmit()
    {
        using var bench = Bench.OfTwo();
        var lease = Take(bench.Foo, "http://10.0.0.1");

        Assert.Equal(303, bench.Post("b=foo&w=http://10.0.0.1&drain=1&deadline=60&do=apply").Status);
        Assert.True(bench.Foo.Snapshot()["http://10.0.0.1"].Status.HasFlag(MemberStatus.Drain));
        Assert.Equal(303, bench.Post("b=foo&w=http://10.0.0.1&drain=0&do=apply").Status);
        Assert.False(bench.Foo.Snapshot()["http://10.0.0.1"].Status.HasFlag(MemberStatus.Drain));
        lease.Dispose();
        Assert.Equal(303, bench.Post("b=foo&w=http://10.0.0.1&w=http://10.0.0.2&drain=1&do=apply").Status);
        await UntilAsync(() => bench.Foo.Snapshot().Members.All(m => m.Status.HasFlag(MemberStatus.Disabled)));
        Assert.Equal(303, bench.Post("b=foo&w=http://10.0.0.1&w=http://10.0.0.2&readmit=1&do=apply").Status);
        Assert.All(bench.Foo.Snapshot().Members, m => Assert.Equal(MemberStatus.Initialized, m.Status));
        Assert.All(bench.Foo.Journal.Where(e => e.Kind != JournalKind.Reload), e => Assert.Equal("anonymous (10.0.0.9)", e.By.ToString()));
    }

    private Balancer Foo() => Bench.Two().Services(new BalancerServices { Time = _time }).Build();

    private static BalancerView ViewOf(Balancer balancer) => ManagerView.Of([balancer]).Balancers[0];

    private static Lease Take(Balancer foo, string member)
    {
        var lease = foo.Acquire(RequestFacts.Get("/x;jsessionid=secret?token=secret"));
        Assert.Equal(member, lease.Member!.Url.Configured);
        return lease;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Yield();
        }
    }
}
