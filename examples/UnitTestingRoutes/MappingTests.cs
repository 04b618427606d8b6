using Balancing;
using Balancing.Testing;

namespace ShopRoutes;

/// <summary>Which URL a backend is asked for. Nothing is sent; the script records it.</summary>
public class MappingTests
{
    private readonly ReverseProxy _site = Shop.Site(Shop.Servers());

    // <snippet:targets>
    [Theory]
    [InlineData("/shop/cart?item=7", "http://a/app/cart?item=7")]
    [InlineData("/shop", "http://a/app")]
    [InlineData("/img/x/y.gif", "http://a/pictures/x/y.gif")]
    public async Task A_request_is_sent_to(string request, string target)
    {
        var backends = new ScriptedBackends();

        await _site.ExecuteAsync(RequestFacts.Get(request), backends.SendAsync);

        Assert.Equal(target, Assert.Single(backends.Hits).Target);
    }
    // </snippet:targets>

    [Theory]
    [InlineData("/shop/static/app.js", MapOutcome.Excluded)]
    [InlineData("/shopping", MapOutcome.NotMapped)]
    [InlineData("/img/x.png", MapOutcome.NotMapped)]
    public void A_request_stays_local(string request, MapOutcome why) => Assert.Equal(why, _site.Map(RequestFacts.Get(request)).Outcome);

    // <snippet:redirect>
    [Fact]
    public async Task A_redirect_of_a_backend_is_turned_into_one_of_the_site()
    {
        var backends = new ScriptedBackends();
        backends["http://a"].Answers(new ResponseFacts(302, [new("Location", "http://a/app/login")]));
        var facts = RequestFacts.Get("/shop/cart").OnHost("www.example.com");
        var hit = _site.Map(facts);

        var end = await _site.ExecuteAsync(facts, backends.SendAsync);

        Assert.Equal("http://www.example.com/shop/login", _site.Rewrite(hit, facts, end.Response!).Headers.Single().Value);
    }
    // </snippet:redirect>
}
