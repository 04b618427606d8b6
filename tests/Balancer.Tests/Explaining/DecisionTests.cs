namespace Balancing.Tests.Explaining;

/// <summary>What Explain prints, as approved text: the files beside this one read like explanations.</summary>
public class DecisionTests
{
    private readonly Testing.ManualTimeProvider _time = new();

    [Fact]
    public async Task A_session_follows_the_redirect_of_its_disabled_member()
    {
        using var foo = Balancer.Create("foo").StickySession("JSESSIONID")
            .Member("http://a", m => m.Route("a").Redirect("b").Disabled())
            .Member("http://b", m => m.Route("b")).Build();

        await Verify(foo.Explain(RequestFacts.Get("/cart").Cookie("JSESSIONID", "s1.a")));
    }

    [Fact]
    public async Task Everybody_who_is_not_elected_is_named_with_the_reason()
    {
        using var foo = Balancer.Create("foo").Time(_time)
            .Member("http://failed").Member("http://ok", m => m.LoadFactor(2)).Member("http://off", m => m.Disabled())
            .Member("http://drained", m => m.Drain()).Member("http://stopped", m => m.Stopped())
            .Member("http://spare1", m => m.HotSpare()).Member("http://spare2", m => m.HotSpare())
            .Member("http://spare3", m => m.HotSpare()).Member("http://spare4", m => m.HotSpare()).Member("http://spare5", m => m.HotSpare())
            .Member("http://standby", m => m.HotStandby()).Member("http://later", m => m.LbSet(1)).Build();
        foo.Once(Sample.Anyone, Outcome.Completed(200));
        foo.Once(Sample.Anyone, Outcome.ConnectFailed());

        await Verify(foo.Explain(in Sample.Anyone));
    }

    [Fact]
    public async Task Traffic_decides_by_the_least_per_unit_of_factor()
    {
        using var foo = Sample.Weighted(1, 4).LbMethod(LbMethods.ByTraffic).Build();
        foo.Once(Sample.Anyone, Outcome.Completed(200, sent: 100, received: 1_000));
        foo.Once(Sample.Anyone, Outcome.Completed(200, sent: 100, received: 1_000));

        await Verify(foo.Explain(in Sample.Anyone));
    }

    [Fact]
    public async Task Nobody_is_left_and_the_answer_is_the_refusal()
    {
        using var foo = Balancer.Create("foo").StickySession("SID").NoFailover()
            .Member("http://a", m => m.Route("a").Stopped()).Member("http://b", m => m.Route("b")).Build();

        await Verify(foo.Explain(RequestFacts.Get("/x;SID=1.a")));
    }

    [Fact]
    public async Task A_site_names_the_rules_it_passed_over()
    {
        using var foo = Sample.Weighted(1).Build();
        using var www = ReverseProxy.Create("www").Balancer(foo)
            .Exclude("/app/static").ProxyPassMatch(@"^/img/(.*\.gif)$", "balancer://foo/img/$1").ProxyPass("/app", "balancer://foo/app").Build();

        await Verify(www.Explain(RequestFacts.Get("/app/cart?x=1")));
    }

    [Fact]
    public async Task A_section_that_denies_is_named_with_its_rules()
    {
        using var www = Guarded();

        await Verify(string.Join('\n', new[] { "/admin", "/in;v=1/a", "/manager", "/x", "/pass" }.Select(target => $"{target}\n{www.Explain(RequestFacts.Get(target))}")));
    }

    private static ReverseProxy Guarded() => ReverseProxy.Create("www")
        .ProxyPass("/pass", "http://m/", p => p.Require("local")).Exclude("/manager").ProxyPass("/", "http://m/")
        .Location("/admin", l => l.Require("ip 10.0.0.0/8", "local"))
        .Location("/in/a", l => l.RequireAll(a => a.Require("ssl", "not host example.org").RequireNone(n => n.Require("env X", "method POST"))))
        .Location("/manager", l => l.Require("all granted").SetHandler("balancer-manager")).Build();

    [Fact]
    public async Task Programs_read_it_as_json()
    {
        using var foo = Sample.Weighted(1, 2).Build();

        await Verify(foo.Explain(in Sample.Anyone).ToJson());
    }
}
