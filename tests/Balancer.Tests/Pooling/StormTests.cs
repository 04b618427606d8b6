using System.Collections.Concurrent;

namespace Balancing.Tests.Pooling;

/// <summary>Real threads, for a bounded number of rounds: never above max, nobody shares, nothing is left.</summary>
public class StormTests
{
    private const int Threads = 8;
    private const int Rounds = 4_000;
    private const int Max = 5;

    private readonly ConcurrentBag<Session> _all = [];
    private int _open;
    private int _mostOpen;
    private int _asked;
    private int _shared;
    private int _closedTwice;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Users_faults_cancellations_and_edits_from_many_threads(bool pings)
    {
        var plan = new PoolPlan { Min = 1, Max = Max, SMax = 3, Ttl = TimeSpan.FromMilliseconds(5), Acquire = TimeSpan.FromMilliseconds(50) };
        var pool = new ConnectionPool<Session>(Connector.Create(OpenAsync, session => session.Number % 41 != 0, pings ? PingAsync : null, CloseAsync), plan);
        var kinds = new int[5];
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => UseAsync(pool, plan, new Random(thread), kinds))));

        Assert.Equal(0, await pool.CloseAsync(TimeSpan.FromMinutes(1)));

        var end = pool.Snapshot();
        Assert.Equal((0, 0, 0, 0), (end.Open, end.Waiting, _shared, _closedTwice));
        Assert.True(_mostOpen <= Max, $"{_mostOpen} were open at once");
        Assert.True(_all.All(session => session.Closed == 1) && _open == 0);
        Assert.Equal((_all.Count, _all.Count), ((int)end.Opened, (int)end.Closed));
        Assert.True(kinds[(int)PoolGrantKind.Acquired] > Rounds && kinds[(int)PoolGrantKind.ConnectFailed] > 0);
    }

    [Fact]
    public async Task A_hundred_thousand_who_wait_are_served_in_order()
    {
        const int Users = 100_000;
        await using var pool = new ConnectionPool<object>(Connector.Create((_, _) => ValueTask.FromResult(new object())), new PoolPlan { Max = 1 });
        var lease = await pool.AcquireAsync();
        var line = new Task<PoolGrant<object>>[Users];
        for (var i = 0; i < Users; i++)
        {
            line[i] = pool.AcquireAsync().AsTask();
        }

        Assert.Equal(Users, pool.Snapshot().Waiting);
        for (var i = 0; i < Users; i++)
        {
            lease.Return(reusable: true);
            lease = await line[i]; // a hang if anybody else was served
        }

        lease.Return(reusable: true);
        Assert.Equal((Users + 1, 1), ((int)pool.Snapshot().Acquired, (int)pool.Snapshot().Opened));
    }

    private async Task UseAsync(ConnectionPool<Session> pool, PoolPlan plan, Random random, int[] kinds)
    {
        for (var i = 0; i < Rounds; i++)
        {
            using var cancel = random.Next(8) == 0 ? new CancellationTokenSource() : null;
            var acquiring = random.Next(50) == 0 ? pool.AcquireFreshAsync(cancel?.Token ?? default) : pool.AcquireAsync(cancel?.Token ?? default);
            if (cancel is not null)
            {
                await cancel.CancelAsync();
            }

            try
            {
                var grant = await acquiring;
                Interlocked.Increment(ref kinds[(int)grant.Kind]);
                if (grant.IsAcquired)
                {
                    await WorkAsync(grant, random);
                }
            }
            catch (OperationCanceledException) when (cancel is not null)
            {
                // What the test cancels, it expects.
            }

            if (random.Next(400) == 0)
            {
                pool.Apply(plan with { Max = random.Next(1, Max + 1), Ttl = random.Next(2) == 0 ? null : plan.Ttl });
            }
            else if (random.Next(400) == 0)
            {
                pool.Clear();
            }
        }
    }

    private async Task WorkAsync(PoolGrant<Session> grant, Random random)
    {
        var session = grant.Connection;
        if (Interlocked.Exchange(ref session.Users, 1) != 0)
        {
            Interlocked.Increment(ref _shared);
        }

        if (random.Next(3) == 0)
        {
            await Task.Yield();
        }

        Volatile.Write(ref session.Users, 0);
        grant.Return(reusable: random.Next(20) != 0);
        grant.Dispose();
    }

    private async ValueTask<Session> OpenAsync(ConnectContext context, CancellationToken cancel)
    {
        var open = Interlocked.Increment(ref _open);
        InterlockedMax(ref _mostOpen, open);
        if (open % 2 == 0)
        {
            await Task.Yield();
        }

        var session = new Session(Interlocked.Increment(ref _asked));
        if (session.Number % 17 == 16 || cancel.IsCancellationRequested)
        {
            Interlocked.Decrement(ref _open);
            throw new IOException("refused");
        }

        _all.Add(session);
        return session;
    }

    private static async ValueTask<bool> PingAsync(Session session, CancellationToken cancel)
    {
        await Task.Yield();
        return session.Number % 23 != 0;
    }

    private ValueTask CloseAsync(Session session)
    {
        if (Interlocked.Increment(ref session.Closed) != 1)
        {
            Interlocked.Increment(ref _closedTwice);
        }

        Interlocked.Decrement(ref _open);
        return session.Number % 29 == 0 ? throw new IOException("reset") : ValueTask.CompletedTask;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        var seen = Volatile.Read(ref most);
        while (value > seen)
        {
            seen = Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private sealed class Session(int number)
    {
        public int Users;
        public int Closed;

        public int Number { get; } = number;
    }
}
