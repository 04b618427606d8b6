using Balancing;
using Balancing.Testing;

namespace ShopRoutes;

/// <summary>A method of your own: held to the contract, then used by its name like the built-in ones.</summary>
public class ByKeyTests
{
    // <snippet:contract>
    [Fact]
    public void It_keeps_the_contract_of_election_methods() => LbMethodContract.Verify(new ByKey());
    // </snippet:contract>

    // <snippet:byname>
    [Fact]
    public void Configuration_names_it()
    {
        var services = new BalancerServices();
        services.Methods.Register(new ByKey());
        var options = new BalancerOptions
        {
            LbMethod = "bykey",
            Members = [new() { Url = "http://a" }, new() { Url = "http://b" }, new() { Url = "http://c" }],
        };

        var carts = Balancer.FromOptions("carts", options, services);

        var anna = carts.Play(1, RequestFacts.ForKey("anna"));
        Assert.Equal($"{anna} {anna} {anna}", carts.Play(3, RequestFacts.ForKey("anna")));
    }
    // </snippet:byname>

    [Fact]
    public void When_a_member_leaves_only_its_own_keys_move()
    {
        var carts = Balancer.Create("carts").Member("http://a").Member("http://b").Member("http://c").LbMethod(new ByKey()).Build();
        RequestFacts[] customers = [.. Enumerable.Range(0, 300).Select(i => RequestFacts.ForKey($"customer-{i}"))];
        var before = carts.Play(customers).Split(' ');

        carts.Edit(new MemberEdit("http://b") { Disabled = true });
        var after = carts.Play(customers).Split(' ');

        Assert.All(before.Zip(after), pair => Assert.True(pair.First == pair.Second || pair.First == "b"));
        Assert.All(["a", "b", "c"], member => Assert.InRange(before.Count(m => m == member), 60, 140));
    }
}
