using static Balancing.LbMethods;

namespace Balancing.Tests.Docs;

/// <summary>The code of the front page, compiled and run.</summary>
public class ReadmeSamples
{
    // <snippet:balancer>
    private static Balancer Foo() => Balancer.Create("foo")                  // <Proxy balancer://foo>
        .Member("http://php1:8080/", m => m.Route("a"))                      //   BalancerMember http://php1:8080/ route=a
        .Member("http://php2:8080/", m => m.Route("b").LoadFactor(4))        //   BalancerMember http://php2:8080/ route=b loadfactor=4
        .Member("http://phpbkup:8080/", m => m.Status("+H"))                 //   BalancerMember http://phpbkup:8080/ status=+H
        .LbMethod(ByTraffic).StickySession("JSESSIONID")                     //   ProxySet lbmethod=bytraffic stickysession=JSESSIONID
        .Build();                                                            // </Proxy>

    private static ReverseProxy Site(Balancer foo) => ReverseProxy.Create("www")
        .Balancer(foo)
        .Exclude("/apps/static")                                             // ProxyPass /apps/static !
        .ProxyPass("/apps", "balancer://foo")                                // ProxyPass /apps balancer://foo
        .Build();
    // </snippet:balancer>

    [Fact]
    public void A_session_stays_with_its_member()
    {
        // <snippet:use>
        using var foo = Foo();
        using var site = Site(foo);

        var facts = RequestFacts.Get("/apps/cart?x=1").Cookie("JSESSIONID", "s1.b");
        MapResult hit = site.Map(facts);                                     // the rule that answers
        using Lease lease = site.BalancerOf(hit)!.Acquire(facts);            // the member; a refusal is a value, never an exception
        Assert.Equal("http://php2:8080/", lease.Member.Url.Configured);
        // ... your own I/O, whatever it is, then:
        lease.Report(Outcome.Completed(status: 200, sent: 512, received: 20_480));
        // </snippet:use>
        Assert.Equal(20_480, foo.Snapshot()["http://php2:8080/"].Received);
    }

    [Fact]
    public async Task The_explanation_on_the_front_page_is_what_it_prints()
    {
        using var foo = Foo();
        using var site = Site(foo);

        await Verify(site.Explain(RequestFacts.Get("/apps/cart?x=1").Cookie("JSESSIONID", "s1.b")));
    }
}
