namespace Balancing.Tests.Stickiness;

/// <summary>Where a session's route is found (D3), and whom it leads to.</summary>
public class SessionTests
{
    [Theory]
    [InlineData("/x;sid=1.b", null, "b")]
    [InlineData("/x;v=1;sid=1.b/y", null, "b")]
    [InlineData("/x%3Bsid%3D1.b", null, "b")]
    [InlineData("/x?a=1&sid=1.b", null, "b")]
    [InlineData("/x?sid=1.b;c=1", null, "b")]
    [InlineData("/x", "SID=1.b", "b")]
    [InlineData("/x", "a=1; SID=\"1.b\"", "b")]
    [InlineData("/x", "SID=1.zz; SID=2.b", "b")]
    [InlineData("/x;sid=1", "SID=1.b", "b")]
    [InlineData("/x;sid=1.c", "SID=1.b", "c")]
    [InlineData("/x/sid=1.b", null, "a")]
    [InlineData("/xsid=1.b", null, "a")]
    [InlineData("/x?xsid=1.b", null, "a")]
    [InlineData("/x?SID=1.b", null, "a")]
    [InlineData("/x", "XSID=1.b; SIDX=1.b; sid=1.b", "a")]
    [InlineData("/x", "SID=1.B", "a")]
    public void Names_match_whole_and_the_first_route_that_belongs_to_the_balancer_wins(string target, string? cookie, string member)
    {
        using var foo = Sample.Weighted(1, 1, 1).StickySession("SID", path: "sid").ScolonPathDelim().Build();

        Assert.Equal(member, foo.Once(RequestFacts.Get(target) with { CookieHeader = cookie }, Outcome.Completed(200)));
    }

    [Theory]
    [InlineData("/keep?sid=1.b", "b")]
    [InlineData("/drop?sid=1.b", "a")]
    [InlineData("/own?sid=1.b", "a")]
    [InlineData("/match/x;sid=1.b", "b")]
    [InlineData("/match/cut/x;sid=1.b", "a")]
    [InlineData("/prefix/x?sid=1.b", "b")]
    public async Task A_session_is_looked_for_in_what_the_request_was_mapped_to(string target, string member)
    {
        using var foo = Balancer.Create("foo").Member("http://a", m => m.Route("a")).Member("http://b", m => m.Route("b")).StickySession("SID", path: "sid").Build();
        using var site = ReverseProxy.Create("www").Balancer(foo)
            .RewriteRule("^/keep", "balancer://foo/k", r => r.Proxy())
            .RewriteRule("^/drop", "balancer://foo/d?", r => r.Proxy())
            .RewriteRule("^/own", "balancer://foo/o?x=1", r => r.Proxy())
            .ProxyPassMatch("^/match/cut/([a-z]+)", "balancer://foo/$1")
            .ProxyPassMatch("^/match/(.*)$", "balancer://foo/$1")
            .ProxyPass("/prefix", "balancer://foo").Build();
        var facts = RequestFacts.Get(target);
        var explained = site.Explain(facts).Member!.Url.Host;
        string? asked = null;
        await site.ExecuteAsync(facts, (attempt, _) =>
        {
            asked = attempt.Member.Url.Host;
            return ValueTask.FromResult(Outcome.Completed(200));
        });

        Assert.Equal((member, member), (asked, explained));
    }

    [Fact]
    public void A_host_may_know_the_route_by_itself()
    {
        using var foo = Sample.Weighted(1, 1).StickySession("SID").Build();

        Assert.Equal("b", foo.Once(RequestFacts.ForKey("player").InSession("b"), Outcome.Completed(200)));
    }

    [Fact]
    public void A_redirect_cycle_ends()
    {
        using var foo = Balancer.Create("foo").StickySession("SID")
            .Member("http://a", m => m.Route("a").Redirect("b").Disabled()).Member("http://b", m => m.Route("b").Redirect("a").Disabled())
            .Member("http://c", m => m.Route("c")).Build();

        Assert.Equal("c", foo.Session("a"));
    }

    [Fact]
    public void Many_members_of_one_route_that_redirect_to_it_cost_no_more_than_one_look_at_each()
    {
        var builder = Balancer.Create("foo").StickySession("SID").Member("http://last");
        for (var i = 0; i < 200; i++)
        {
            builder.Member($"http://m{i}", m => m.Route("x").Redirect("x").Disabled());
        }

        using var foo = builder.Build();

        Assert.Equal("last", foo.Session("x"));
    }

    [Fact]
    public void Nofailover_refuses_a_known_route_and_elects_for_an_unknown_one()
    {
        using var foo = Balancer.Create("foo").StickySession("SID").NoFailover()
            .Member("http://a", m => m.Route("a").Stopped()).Member("http://b", m => m.Route("b")).Build();

        Assert.Equal(Refusal.SessionMemberGone, foo.Acquire(Sample.Anyone.Cookie("SID", "1.a")).Refusal);
        Assert.Equal("b", foo.Session("zz"));
    }

    [Fact]
    public void Routechanged_is_said_to_new_clients_and_to_those_who_are_moved()
    {
        using var foo = Sample.Weighted(1, 1).StickySession("SID").Build();

        Assert.True(Take(foo, Sample.Anyone).RouteChanged);
        Assert.False(Take(foo, Sample.Anyone.Cookie("SID", "1.a")).RouteChanged);
        foo.Edit(new MemberEdit("http://a") { Disabled = true, Redirect = "b" });
        Assert.True(Take(foo, Sample.Anyone.Cookie("SID", "1.a")) is { RouteChanged: true, FromSession: true, SessionRoute: "a", SessionName: "SID" });
    }

    [Fact]
    public async Task A_route_cookie_is_issued_until_the_client_has_one()
    {
        using var foo = Sample.Weighted(1, 1).StickySession("ROUTEID").StickyCookie("ROUTEID", c => c.Path("/")).Build();
        var first = await CookieOf(foo, Sample.Anyone);

        Assert.Equal("ROUTEID=.a; Path=/; HttpOnly; SameSite=Lax", first);
        Assert.Null(await CookieOf(foo, Sample.Anyone.Cookie("ROUTEID", ".a")));
    }

    private static Lease Take(Balancer foo, RequestFacts facts)
    {
        using var lease = foo.Acquire(facts);
        return lease;
    }

    private static async Task<string?> CookieOf(Balancer foo, RequestFacts facts)
    {
        string? cookie = null;
        await foo.ExecuteAsync(facts, (attempt, _) =>
        {
            cookie = attempt.SetCookie;
            return new(Outcome.Completed(200));
        });
        return cookie;
    }
}
