using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;

namespace Balancing.Benchmarks;

/// <summary>
/// Acquiring an idle connection and giving it back, beside what one writes by hand for that: a semaphore for <c>max</c> and a stack for
/// the idle ones (the baseline), which knows neither time nor an end that happens once.
/// </summary>
public class PoolBenchmarks
{
    private readonly ConcurrentStack<object> _idle = new();
    private SemaphoreSlim _places = null!;
    private ConnectionPool<object> _pool = null!;
    private ConnectionPool<object> _timed = null!;

    [GlobalSetup]
    public void Setup()
    {
        _places = Samples.Places(16);
        _pool = Samples.Pool(new PoolPlan { Max = 16 });
        _timed = Samples.Pool(new PoolPlan { Max = 16, Ttl = TimeSpan.FromMinutes(1), AddressTtl = TimeSpan.FromHours(1) });
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _places.Dispose();
        await _pool.DisposeAsync().ConfigureAwait(false);
        await _timed.DisposeAsync().ConfigureAwait(false);
    }

    [Benchmark(Baseline = true)]
    public async ValueTask<object> Semaphore_and_stack()
    {
        await _places.WaitAsync().ConfigureAwait(false);
        if (!_idle.TryPop(out var connection))
        {
            connection = new object();
        }

        _idle.Push(connection);
        _places.Release();
        return connection;
    }

    [Benchmark]
    public async ValueTask<bool> Acquire_and_return()
    {
        var lease = await _pool.AcquireAsync().ConfigureAwait(false);
        lease.Return(reusable: true);
        return lease.IsReused;
    }

    [Benchmark]
    public async ValueTask<bool> With_ttl_and_addressttl()
    {
        var lease = await _timed.AcquireAsync().ConfigureAwait(false);
        lease.Return(reusable: true);
        return lease.IsReused;
    }
}

/// <summary>Everybody waits for the one connection, which is then passed along the whole line; time per user.</summary>
public class PoolLineBenchmarks
{
    private SemaphoreSlim _place = null!;
    private ConnectionPool<object> _pool = null!;

    [Params(1_000, 100_000)]
    public int Users { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _place = Samples.Places(1);
        _pool = Samples.Pool(new PoolPlan { Max = 1, Acquire = TimeSpan.FromHours(1) });
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _place.Dispose();
        await _pool.DisposeAsync().ConfigureAwait(false);
    }

    [Benchmark(Baseline = true)]
    public async Task Semaphore()
    {
        await _place.WaitAsync().ConfigureAwait(false);
        var line = new Task[Users];
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = UseAsync();
        }

        _place.Release();
        await Task.WhenAll(line).ConfigureAwait(false);

        async Task UseAsync()
        {
            await _place.WaitAsync().ConfigureAwait(false);
            _place.Release();
        }
    }

    [Benchmark]
    public async Task Pool()
    {
        var first = await _pool.AcquireAsync().ConfigureAwait(false);
        var line = new Task[Users];
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = UseAsync();
        }

        first.Return(reusable: true);
        await Task.WhenAll(line).ConfigureAwait(false);

        async Task UseAsync()
        {
            var lease = await _pool.AcquireAsync().ConfigureAwait(false);
            lease.Return(reusable: true);
        }
    }
}
