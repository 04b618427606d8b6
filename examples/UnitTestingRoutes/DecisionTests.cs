using Balancing;

namespace ShopRoutes;

/// <summary>
/// A decision is checked as text. The first run writes <c>DecisionTests.Name.received.txt</c>; read it, and when it is what you
/// want, rename it to <c>.verified.txt</c>. From then on a change of the decision is a change of that file, seen in review.
/// </summary>
public class DecisionTests
{
    // <snippet:snapshot>
    [Fact]
    public Task A_cart_goes_to_the_server_of_its_session() =>
        Verify(Shop.Site(Shop.Servers()).Explain(RequestFacts.Get("/shop/cart").Cookie("JSESSIONID", "s1.b")));
    // </snippet:snapshot>

    [Fact]
    public Task A_new_customer_goes_to_the_server_with_the_most_credit() =>
        Verify(Shop.Site(Shop.Servers()).Explain(RequestFacts.Get("/shop/cart")));

    [Fact]
    public Task A_session_follows_the_redirect_of_its_disabled_server()
    {
        var servers = Shop.Servers();
        servers.Edit(new MemberEdit("http://b") { Disabled = true });

        return Verify(servers.Explain(RequestFacts.Get("/cart").Cookie("JSESSIONID", "s1.b")));
    }

    [Fact]
    public Task Pictures_of_the_static_folder_stay_local() =>
        Verify(Shop.Site(Shop.Servers()).Explain(RequestFacts.Get("/shop/static/logo.gif")));
}
