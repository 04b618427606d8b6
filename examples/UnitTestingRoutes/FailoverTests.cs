using Balancing;
using Balancing.Testing;

namespace ShopRoutes;

/// <summary>What happens when servers fail. Backends follow a script, and time passes when the test says so.</summary>
public class FailoverTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedBackends _backends = new();

    // <snippet:failover>
    [Fact]
    public async Task A_failed_server_comes_back_after_its_retry_time()
    {
        var servers = Shop.Servers(_clock);
        _backends["http://a"].RefusesOnce();

        Assert.Equal("a>b b b", await servers.PlayAsync(3, _backends));

        _clock.Advance(TimeSpan.FromSeconds(30.1));

        Assert.Equal("b a a", await servers.PlayAsync(3, _backends)); // two to one again
    }
    // </snippet:failover>

    [Fact]
    public async Task The_standby_helps_out_when_both_servers_are_down()
    {
        _backends["http://a"].Refuses();
        _backends["http://b"].Refuses();

        Assert.Equal("a>b>c c c", await Shop.Servers(_clock).PlayAsync(3, _backends));
    }

    [Fact]
    public async Task A_timeout_is_told_to_the_client_and_not_repeated()
    {
        _backends["http://a"].TimesOut();

        var end = await Shop.Servers(_clock).ExecuteAsync(RequestFacts.Post("/order"), _backends.SendAsync);

        Assert.Equal(504, end.SuggestedStatus);
        Assert.Equal("1. http://a/order", _backends.ToString());
    }

    [Fact]
    public async Task Nobody_left_is_a_value_and_no_exception()
    {
        var servers = Shop.Servers(_clock);
        servers.Edit([.. servers.Members.Select(m => new MemberEdit(m.Url.Configured) { Stopped = true })]);

        var end = await servers.ExecuteAsync(RequestFacts.Get("/"), _backends.SendAsync);

        Assert.Equal(Refusal.NoMember, end.Refusal);
        Assert.Empty(_backends.Hits);
    }
}
