using Balancing.Chaos.Tests.Load;
using Balancing.Chaos.Tests.Network;
using Xunit.Abstractions;

namespace Balancing.Chaos.Tests;

/// <summary>The network fails where no process does.</summary>
public sealed class NetworkTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Connections_that_are_reset_at_any_moment_cost_no_legal_retry()
    {
        await using var arena = await Arena.StartAsync(relayed: true);
        arena.Open();
        for (var cycle = 0; cycle < 30; cycle++)
        {
            await arena.AnsweredAsync(50);
            arena.Relays[cycle % arena.Relays.Length].Reset();
        }

        await arena.EndAsync(output);
    }

    [Fact]
    public async Task Half_open_connections_cost_their_requests_the_timeout_and_nobody_else_anything()
    {
        await using var arena = await Arena.StartAsync(m => m.Timeout(TimeSpan.FromSeconds(1)), relayed: true);
        arena.Open();
        for (var cycle = 0; cycle < 3; cycle++)
        {
            await arena.AnsweredAsync(100);
            arena.Relays[cycle].Forget();
        }

        await arena.AnsweredAsync(500);
        await arena.EndAsync(output);
    }

    [Fact]
    public async Task A_member_in_a_black_hole_costs_nobody_a_request()
    {
        using var hole = await BlackHole.OpenAsync();
        await using var arena = await Arena.StartAsync(
            balancer: foo => foo.Member(hole.Url, m => m.ConnectionTimeout(TimeSpan.FromMilliseconds(100)).Retry(TimeSpan.FromMilliseconds(200))));
        arena.Open();

        await arena.AnsweredAsync(1_000);

        await arena.EndAsync(output);
        Assert.Equal(arena.Ledger.Asked, arena.Ledger.Answered);
        Assert.InRange(arena.Balancer.Snapshot()[hole.Url].Elected, 2, long.MaxValue);
    }
}
