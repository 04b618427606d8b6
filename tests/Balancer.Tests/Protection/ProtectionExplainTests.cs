using Balancing.Testing;
using Balancing.Tests.Telemetry;

namespace Balancing.Tests.Protection;

/// <summary>What Explain and the log say about protection.</summary>
public class ProtectionExplainTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Everything_that_protects_is_explained()
    {
        using var foo = Balancer.Create("foo").Time(_time)
            .Member("http://returns", m => m.LoadFactor(2)).Member("http://ejected").Member("http://refuses").Member("http://tried").Member("http://well")
            .Protect(p => p.SlowStart(Sec(60)).HalfOpen().EjectOutliers().RetryBudget().PanicBelow(20)).Build();
        Fail(foo, "tried", Outcome.ConnectFailed());
        Fail(foo, "refuses", Outcome.ConnectFailed());
        _time.Advance(Sec(61));
        using var trial = Until(foo, "tried");
        Fail(foo, "refuses", Outcome.ConnectFailed());
        Fail(foo, "ejected", Outcome.Completed(503));
        foo.Edit(new MemberEdit("http://returns") { Disabled = true });
        foo.Edit(new MemberEdit("http://returns") { Disabled = false });
        foo.Play(1);
        _time.Advance(Sec(20));

        await Verify(foo.Explain(in Sample.Anyone));
    }

    [Fact]
    public async Task A_panic_is_explained()
    {
        using var foo = Sample.Weighted(1, 1, 1).Time(_time).Protect(p => p.PanicBelow(50)).Build();
        Fail(foo, "a", Outcome.ConnectFailed());
        Fail(foo, "b", Outcome.ConnectFailed());

        await Verify(foo.Explain(in Sample.Anyone));
    }

    [Fact]
    public async Task A_request_that_is_a_trial_is_told_so()
    {
        using var foo = Sample.Weighted(1).Time(_time).Protect(p => p.HalfOpen().RetryBudget(20, 0)).Build();
        Fail(foo, "a", Outcome.ConnectFailed());
        _time.Advance(Sec(61));

        await Verify(foo.Explain(in Sample.Anyone));
    }

    [Fact]
    public async Task The_log_tells_of_ejection_trials_panic_and_the_budget()
    {
        var log = new LogRecorder();
        using var foo = Sample.Weighted(1, 1, 1).Services(new BalancerServices { Time = _time, Logging = log })
            .Protect(p => p.HalfOpen().EjectOutliers().PanicBelow(60).RetryBudget(0, 1)).Build();
        Fail(foo, "a", Outcome.Completed(500));
        _time.Advance(Sec(61));
        Until(foo, "a").Report(Outcome.ConnectFailed());
        _time.Advance(Sec(121));
        Until(foo, "a").Report(Outcome.Completed(200));
        Fail(foo, "a", Outcome.ConnectFailed());
        Fail(foo, "b", Outcome.ConnectFailed());
        foo.Play(1);
        foo.Edit(new MemberEdit("http://a") { InError = false }, new MemberEdit("http://b") { InError = false });
        foo.Play(1);
        for (var i = 0; i < 15; i++)
        {
            await foo.ExecuteAsync(Sample.Anyone, (_, _) => new(Outcome.PoolExhausted()));
        }

        await Verify(string.Join('\n', log.Entries.Where(entry => entry.StartsWith("16", StringComparison.Ordinal))));
    }

    private static TimeSpan Sec(int n) => TimeSpan.FromSeconds(n);

    private static void Fail(Balancer foo, string host, Outcome outcome)
    {
        for (var left = 100; left > 0 && foo.Snapshot()[$"http://{host}"].ErrorCause == ErrorCause.None; left--)
        {
            using var lease = foo.Acquire(Sample.Anyone);
            lease.Report(lease.Member.Url.Host == host ? outcome : Outcome.ClientGone());
        }
    }

    private static Lease Until(Balancer foo, string host)
    {
        for (var lease = foo.Acquire(Sample.Anyone); ; lease = foo.Acquire(Sample.Anyone))
        {
            if (lease.Member.Url.Host == host)
            {
                return lease;
            }

            lease.Dispose();
        }
    }
}
