using System.Globalization;
using Balancing.Chaos.Tests.Load;
using Xunit.Abstractions;

namespace Balancing.Chaos.Tests;

/// <summary>Backends die under load and come back on the same port. BALANCER_CHAOS_CYCLES makes the run longer (default: 50).</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const long Growth = 16 << 20;

    private static readonly int Cycles =
        int.Parse(Environment.GetEnvironmentVariable("BALANCER_CHAOS_CYCLES") ?? "50", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Killed_and_restarted_over_and_over_no_legal_retry_is_missed_and_no_post_is_sent_twice()
    {
        await using var arena = await Arena.StartAsync();
        arena.Open();
        var memory = 0L;
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            var victim = arena.Victims[cycle % arena.Victims.Length];
            await arena.AnsweredAsync(40);
            await victim.KillAsync();
            await arena.AnsweredAsync(20);
            await victim.StartAsync();
            memory = cycle == Math.Min(9, Cycles / 2) ? GC.GetTotalMemory(forceFullCollection: true) : memory;
        }

        await arena.AnsweredAsync(100);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - memory;
        await arena.EndAsync(output);
        Assert.True(growth < Growth, $"memory grew by {growth} bytes");
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_their_work_backends_cost_time_but_no_legal_retry()
    {
        await using var arena = await Arena.StartAsync();
        arena.Open();
        for (var cycle = 0; cycle < 6; cycle++)
        {
            var victim = arena.Victims[cycle % arena.Victims.Length];
            await arena.AnsweredAsync(40);
            await victim.StopAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(cycle % 2 == 0 ? 300 : 1_500)); // less and more than the timeout
            await victim.ContinueAsync();
        }

        await arena.EndAsync(output);
    }

    [Fact]
    public async Task A_gateway_that_would_not_fail_over_is_found_out()
    {
        await using var arena = await Arena.StartAsync(balancer: foo => foo.MaxAttempts(0));
        arena.Open();
        for (var cycle = 0; cycle < 100 && arena.Ledger.Wrongs.Count == 0; cycle++)
        {
            var victim = arena.Victims[cycle % arena.Victims.Length];
            await arena.AnsweredAsync(40);
            await victim.KillAsync();
            await arena.AnsweredAsync(40);
            await victim.StartAsync();
        }

        await arena.CloseAsync();
        Assert.Contains(arena.Ledger.Wrongs, wrong => wrong.EndsWith(": connect_failed", StringComparison.Ordinal));
    }
}
