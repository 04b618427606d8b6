namespace Balancing.Tests.Protection;

/// <summary>Real threads: never two trials of a member at once, never too many ejected, and nothing is left over at the end.</summary>
public class ProtectionStormTests
{
    private const int Threads = 8;
    private const int Rounds = 3_000;

    [Theory]
    [InlineData("byrequests")]
    [InlineData("bytraffic")]
    [InlineData("bybusyness")]
    public void Trials_come_and_go_and_none_is_left_over(string method)
    {
        using var foo = Balancer.Create("foo").LbMethod(method)
            .Member("http://a", Quick).Member("http://b", Quick).Member("http://c", Quick).Protect(p => p.HalfOpen(TimeSpan.FromSeconds(1))).Build();
        var trials = 0;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < Rounds; i++)
            {
                using var lease = foo.Acquire(Sample.Anyone);
                if (!lease.IsAcquired)
                {
                    continue;
                }

                if ((foo.Snapshot()[lease.Member.Url.Configured].Status & MemberStatus.OnTrial) != MemberStatus.None)
                {
                    Interlocked.Increment(ref trials);
                }

                lease.Report(random.Next(4) switch { 0 => Outcome.ConnectFailed(), 1 => Outcome.ClientGone(), _ => Outcome.Completed(200) });
            }
        });

        Assert.True(trials > 0);
        Calm(foo);
    }

    [Fact]
    public void No_second_lease_is_given_while_a_trial_is_out()
    {
        using var foo = Balancer.Create("foo").Member("http://a", Quick).Protect(p => p.HalfOpen(TimeSpan.FromSeconds(1))).Build();
        var (most, given) = (0, 0);
        foo.Acquire(Sample.Anyone).Report(Outcome.ConnectFailed());
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < Rounds; i++)
            {
                using var lease = foo.Acquire(Sample.Anyone);
                if (lease.IsAcquired)
                {
                    var now = Interlocked.Increment(ref given);
                    InterlockedMax(ref most, now);
                    Thread.SpinWait(50);
                    Interlocked.Decrement(ref given);
                    lease.Report(random.Next(2) == 0 ? Outcome.ConnectFailed() : Outcome.ClientGone()); // it never proves itself
                }
            }
        });

        Assert.Equal(1, most);
        Assert.Equal(0, foo.Snapshot().Members[0].Busy);
    }

    [Fact]
    public void Never_more_than_the_share_is_ejected()
    {
        var builder = Balancer.Create("foo").Protect(p => p
            .EjectOutliers(o => o.Consecutive(2).MaxEjected(30)).HalfOpen(TimeSpan.FromSeconds(1)).SlowStart(TimeSpan.FromMilliseconds(5)));
        for (var i = 0; i < 10; i++)
        {
            builder.Member($"http://{Sample.Name(i)}", Quick);
        }

        using var foo = builder.Build();
        var most = 0;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < Rounds; i++)
            {
                using var lease = foo.Acquire(Sample.Anyone);
                lease.Report(Outcome.Completed(random.Next(2) == 0 ? 500 : 200));
                InterlockedMax(ref most, foo.Snapshot().Members.Count(m => m.IsEjected));
            }
        });

        Assert.InRange(most, 1, 3);
        Calm(foo);
    }

    [Fact]
    public void Everything_at_once_with_edits_and_reloads()
    {
        BalancerBuilder Foo(bool all) => Balancer.Create("foo").StickySession("SID")
            .Member("http://a", m => m.Route("a").Retry(TimeSpan.FromMilliseconds(1))).Member("http://b", m => m.Route("b").Retry(TimeSpan.FromMilliseconds(1)))
            .Member("http://c", m => m.Route("c").Retry(TimeSpan.FromMilliseconds(1)).LoadFactor(3))
            .Protect(p => _ = all ? p.HalfOpen(TimeSpan.FromSeconds(1)).SlowStart(TimeSpan.FromMilliseconds(3)).EjectOutliers().PanicBelow(50).RetryBudget() : p.PanicBelow(30));

        using var foo = Foo(all: true).Build();
        var taken = 0L;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < Rounds; i++)
            {
                using var lease = foo.Acquire(random.Next(3) == 0 ? Sample.Anyone.Cookie("SID", "1.b") : Sample.Anyone);
                Interlocked.Add(ref taken, lease.IsAcquired ? 1 : 0);
                lease.Report(random.Next(5) switch
                {
                    0 => Outcome.ConnectFailed(),
                    1 => Outcome.Completed(500),
                    2 => Outcome.ClientGone(),
                    _ => Outcome.Completed(200, 10, random.Next(1000)),
                });
                if (i % 60 == 0)
                {
                    foo.Edit(new MemberEdit("http://c") { Disabled = random.Next(2) == 0, InError = false });
                    foo.Explain(in Sample.Anyone);
                }
                else if (thread == 0 && i % 250 == 0)
                {
                    foo.Apply(Foo(all: i % 500 != 0).Options);
                }
            }
        });

        Assert.Equal(taken, foo.Snapshot().Members.Sum(m => m.Elected));
        Calm(foo);
    }

    // A millisecond, so that a trial is due as soon as possible.
    private static void Quick(MemberBuilder member) => member.Retry(TimeSpan.FromMilliseconds(1));

    private static void Calm(Balancer foo) => Assert.All(foo.Snapshot().Members, m =>
    {
        Assert.Equal(0, m.Busy);
        Assert.Equal(MemberStatus.None, m.Status & MemberStatus.OnTrial);
    });

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); value > known; known = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, known);
        }
    }
}
