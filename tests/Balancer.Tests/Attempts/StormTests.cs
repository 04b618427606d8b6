namespace Balancing.Tests.Attempts;

/// <summary>After any storm nothing is left over: every busy count is 0, and the elected add up to the attempts.</summary>
public class StormTests
{
    private const int Threads = 8;
    private const int Rounds = 4_000;

    [Theory]
    [InlineData("byrequests")]
    [InlineData("bytraffic")]
    [InlineData("bybusyness")]
    public void Attempts_failures_and_edits_from_many_threads(string method)
    {
        using var foo = Sample.Weighted(1, 2, 3, 4, 5).LbMethod(method).StickySession("SID").Build();
        var taken = 0L;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var random = new Random(thread);
            var open = new Queue<Lease>();
            for (var i = 0; i < Rounds; i++)
            {
                var lease = foo.Acquire(random.Next(3) == 0 ? Sample.Anyone.Cookie("SID", "1.b") : Sample.Anyone);
                Interlocked.Add(ref taken, lease.IsAcquired ? 1 : 0);
                open.Enqueue(lease);
                if (open.Count > random.Next(10))
                {
                    End(open.Dequeue(), random);
                }

                Disturb(foo, random, i);
            }

            foreach (var lease in open)
            {
                lease.Dispose();
            }
        });

        var members = foo.Snapshot().Members;
        Assert.All(members, m => Assert.Equal(0, m.Busy));
        Assert.Equal(taken, members.Sum(m => m.Elected));
    }

    [Fact]
    public async Task Whole_requests_with_failover_and_cancellation()
    {
        using var foo = Sample.Weighted(1, 1, 1).Timeout(TimeSpan.FromSeconds(5)).Build();
        var attempts = 0L;
        await Parallel.ForEachAsync(Enumerable.Range(0, 3_000), new ParallelOptions { MaxDegreeOfParallelism = Threads }, async (i, _) =>
        {
            using var cancel = new CancellationTokenSource();
            if (i % 11 == 0)
            {
                await cancel.CancelAsync();
            }

            try
            {
                await foo.ExecuteAsync(Sample.Anyone, async (attempt, ct) =>
                {
                    Interlocked.Increment(ref attempts);
                    await Task.Yield();
                    return i % 7 == 0 ? Outcome.ConnectFailed() : i % 13 == 0 ? throw new OperationCanceledException(ct) : Outcome.Completed(200);
                }, cancel.Token);
            }
            catch (OperationCanceledException)
            {
                // What the test cancels, it expects.
            }
        });

        var members = foo.Snapshot().Members;
        Assert.All(members, m => Assert.Equal(0, m.Busy));
        Assert.Equal(attempts, members.Sum(m => m.Elected));
    }

    private static void End(Lease lease, Random random) => lease.Report(random.Next(6) switch
    {
        0 => Outcome.ConnectFailed(),
        1 => Outcome.Faulted(),
        2 => Outcome.ClientGone(),
        _ => Outcome.Completed(200, 10, random.Next(1000)),
    });

    private static void Disturb(Balancer foo, Random random, int round)
    {
        if (round % 50 == 0)
        {
            foo.Edit(new MemberEdit("http://c") { Disabled = random.Next(2) == 0, InError = false });
        }
        else if (round % 70 == 0)
        {
            foo.Snapshot();
            foo.Explain(in Sample.Anyone);
        }
    }
}
