using Balancing;
using Balancing.Testing;

namespace ShopRoutes;

/// <summary>Who gets a request that belongs to a session.</summary>
public class StickinessTests
{
    // <snippet:sticky>
    [Fact]
    public void A_session_stays_where_it_began()
    {
        var servers = Shop.Servers();

        Assert.Equal("a b a a b a", servers.Play(6));
        Assert.Equal("b b b", servers.Play(3, RequestFacts.Get("/cart").Cookie("JSESSIONID", "s1.b")));
    }
    // </snippet:sticky>

    [Fact]
    public void The_route_may_stand_in_the_path() =>
        Assert.Equal("b", Shop.Servers().Play(1, RequestFacts.Get("/cart;JSESSIONID=s1.b")));

    [Fact]
    public void A_route_that_no_server_has_counts_as_a_new_customer() =>
        Assert.Equal("a", Shop.Servers().Play(1, RequestFacts.Get("/cart").Cookie("JSESSIONID", "s1.gone")));

    [Fact]
    public void A_draining_server_keeps_its_sessions_and_takes_no_new_ones()
    {
        var servers = Shop.Servers();
        servers.Edit(new MemberEdit("http://b") { Drain = true });

        Assert.Equal("a a a", servers.Play(3));
        Assert.Equal("b", servers.Play(1, RequestFacts.Get("/cart").Cookie("JSESSIONID", "s1.b")));
    }
}
