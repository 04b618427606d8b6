using Balancing.Protection;
using Balancing.Testing;

namespace Balancing.Tests.Protection;

public class RetryBudgetTests
{
    private static readonly long Start = TimeSpan.FromDays(36_500).Ticks;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task D28_without_budget_the_outcome_stands_and_the_request_is_not_repeated()
    {
        using var foo = Members(share: 50, atLeastPerSecond: 0).Build();

        Assert.Equal("1 2 1 2 1 2 1 2", await AttemptsOf(foo, requests: 8));
    }

    [Fact]
    public async Task Each_second_earns_what_was_said_and_ten_seconds_can_be_saved()
    {
        using var foo = Members(share: 0, atLeastPerSecond: 2).Build();
        Assert.Equal(20, foo.Snapshot().RetriesLeft);
        Assert.Equal(string.Join(' ', Enumerable.Repeat(2, 20).Append(1)), await AttemptsOf(foo, requests: 21));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("2 2 1", await AttemptsOf(foo, requests: 3));
    }

    [Fact]
    public async Task A_stale_connection_that_is_repeated_is_paid_for_too()
    {
        using var foo = Members(share: 50, atLeastPerSecond: 0).Build();

        Assert.Equal("1 2 1 2", await AttemptsOf(foo, requests: 4, Outcome.ClosedUnanswered()));
    }

    [Fact]
    public void A_quiet_hour_does_not_pay_for_a_storm()
    {
        var (budget, plan) = (new RetryBudget(), new RetryBudgetPlan { Share = 100, AtLeastPerSecond = 10 });
        for (var i = 0; i < 10_000; i++)
        {
            budget.Earn(plan, Start);
        }

        Assert.Equal(100, budget.Left(plan, Start + TimeSpan.FromHours(1).Ticks));
    }

    [Fact]
    public void A_clock_that_was_read_a_moment_earlier_does_no_harm()
    {
        var (budget, plan) = (new RetryBudget(), new RetryBudgetPlan { Share = 0, AtLeastPerSecond = 1 });
        for (var i = 0; i < 10; i++)
        {
            Assert.True(budget.TrySpend(plan, Start + TimeSpan.TicksPerSecond));
        }

        Assert.False(budget.TrySpend(plan, Start));
        Assert.False(budget.TrySpend(plan, Start + TimeSpan.TicksPerSecond));
    }

    [Fact]
    public async Task From_many_threads_never_more_is_spent_than_earned()
    {
        var (budget, plan) = (new RetryBudget(), new RetryBudgetPlan { Share = 20, AtLeastPerSecond = 3 });
        var (requests, retries, milliseconds) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (thread, _) =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 20_000; i++)
            {
                var now = Start + (TimeSpan.TicksPerMillisecond * (random.Next(3) == 0 ? Interlocked.Increment(ref milliseconds) : Volatile.Read(ref milliseconds)));
                if (random.Next(2) == 0)
                {
                    Interlocked.Increment(ref requests);
                    budget.Earn(plan, now);
                }
                else if (budget.TrySpend(plan, now))
                {
                    Interlocked.Increment(ref retries);
                }
            }

            return ValueTask.CompletedTask;
        });

        Assert.InRange(retries, 1, 30 + (milliseconds * 3 / 1000) + (requests / 5) + 1);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var (budget, plan) = (new RetryBudget(), new RetryBudgetPlan());
        budget.Earn(plan, Start);
        budget.TrySpend(plan, Start);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            budget.Earn(plan, Start);
            budget.TrySpend(plan, Start);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private BalancerBuilder Members(int share, int atLeastPerSecond) =>
        Sample.Weighted(1, 1).Time(_time).Protect(p => p.RetryBudget(share, atLeastPerSecond));

    // How many attempts each request takes, when the first never succeeds.
    private static async Task<string> AttemptsOf(Balancer foo, int requests, Outcome? first = null)
    {
        var all = new List<int>();
        for (var i = 0; i < requests; i++)
        {
            var attempts = 0;
            await foo.ExecuteAsync(Sample.Anyone, (_, _) => new(++attempts == 1 ? first ?? Outcome.PoolExhausted() : Outcome.Completed(200)));
            all.Add(attempts);
        }

        return string.Join(' ', all);
    }
}
