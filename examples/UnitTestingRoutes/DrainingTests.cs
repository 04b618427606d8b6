using Balancing;
using Balancing.Testing;

namespace ShopRoutes;

/// <summary>A server is taken out for a while: who waits for it, and what becomes of its sessions.</summary>
public class DrainingTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_server_leaves_when_its_last_visitor_does()
    {
        using var servers = Shop.Servers(_clock);
        var visit = await servers.AcquireAsync(RequestFacts.Get("/checkout").Cookie("JSESSIONID", "42.a"));

        // <snippet:drain>
        var leaving = servers.DrainAsync("http://a", deadline: TimeSpan.FromMinutes(5));

        foreach (var lease in servers.Leases("http://a"))
            Console.WriteLine(lease); // GET /checkout: no byte of its answer came yet (came with its session, …)
        // </snippet:drain>

        Assert.False(leaving.IsCompleted);
        Assert.Single(servers.Leases("http://a"));
        visit.Report(Outcome.Completed(200));

        // <snippet:drained>
        var result = await leaving;
        if (result.IsComplete)
        {
            // nobody uses it, and nobody will: update it, restart it, take it away
            servers.Readmit("http://a");
        }
        else
        {
            foreach (var lease in result.Leases)
                Console.WriteLine($"still there at the deadline: {lease}");
        }
        // </snippet:drained>

        Assert.Contains("a", await servers.PlayAsync(2, new ScriptedBackends()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_shop_closes_and_nobody_is_thrown_out()
    {
        using var servers = Shop.Servers(_clock);
        var visit = await servers.AcquireAsync(RequestFacts.Get("/"));
        visit.Describe("a download");

        // <snippet:shutdown>
        var closing = servers.DrainAsync(TimeSpan.FromSeconds(30)); // all members; new requests get 503 from now on
        // </snippet:shutdown>

        Assert.Equal(Refusal.NoMember, (await servers.AcquireAsync(RequestFacts.Get("/"))).Refusal);
        visit.Dispose();
        Assert.True((await closing).IsComplete);
    }
}
