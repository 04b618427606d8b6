using Balancing.Tests.Planning;
using static Balancing.LbMethods;
using static Balancing.PathMapping;

namespace Balancing.Tests.Dsl;

/// <summary>The sentences of the README and of the style guide compile, and say what they seem to say.</summary>
public class SentenceTests
{
    [Fact]
    public void The_first_sentence()
    {
        var foo = Balancer.Create("foo").Member("http://php1:8080/").Member("http://php2:8080/", m => m.LoadFactor(4)).LbMethod(ByTraffic).StickySession("JSESSIONID");

        Assert.Equal(["http://php1:8080/", "http://php2:8080/"], foo.Options.Members.Select(member => member.Url));
        Assert.Equal((4, "bytraffic", "JSESSIONID"), (foo.Options.Members[1].LoadFactor, foo.Options.LbMethod, foo.Options.StickySession));

        using var built = foo.Build();
        Assert.Same(ByTraffic, built.Plan.Method);
        Assert.Equal(400, built.Plan.Members[1].Factor);
    }

    [Fact]
    public async Task The_long_sentence_about_a_balancer()
    {
        using var foo = Foo();

        await Verify(Plans.Print(foo.Plan));
    }

    [Fact]
    public async Task The_long_sentence_about_a_site()
    {
        using var foo = Foo();
        using var site = ReverseProxy.Create("www")
            .Balancer(foo)
            .Exclude("/app/static")
            .ProxyPass("/app", "balancer://foo/app", p => p.NoCanon())
            .ProxyPassMatch(@"^/img/(.*\.gif)$", "balancer://foo/img/$1")
            .ProxyPass("/legacy", "http://old.internal/", p => p.Worker(w => w.KeepAlive().DisableReuse()))
            .ProxyPassReverse("/app", "balancer://foo/app")
            .ProxyPassReverseCookieDomain("backend.local", "www.example.com")
            .ProxyPassReverseCookiePath("/", "/app/")
            .RewriteRule(@"^/old/(.*)$", "/app/$1", r => r.PassThrough().NoEscape())
            .RequestHeader(h => h.Set("X-Site", "www").Unset("X-Debug")).Header(h => h.Unset("Server"))
            .ProxyPreserveHost().ProxyAddHeaders().ProxyVia(Via.Full).ProxyMaxForwards(10)
            .ProxyErrorOverride(502, 503).ProxyTimeout(Sec(30))
            .Build();

        await Verify(Plans.Print(site.Plan));
    }

    [Fact]
    public void The_remaining_words()
    {
        var member = Plans.Member(m => m.Disabled().Stopped().Drain().IgnoreErrors().InError().HealthCheckFailed().Disabled(false)
            .KeepAlive().DisableReuse().EnableReuse().ReceiveBufferSize(1024).ResponseFieldSize(512).UnixSocket("/run/s").Upgrade("any"));
        Assert.Equal(MemberStatus.Stopped | MemberStatus.Drain | MemberStatus.IgnoreErrors | MemberStatus.InError | MemberStatus.HealthCheckFailed, member.Status);
        Assert.Equal((false, 1024, 512, "/run/s", "*"), (member.Pool.DisableReuse, member.ReceiveBufferSize, member.ResponseFieldSize, member.Url.UnixSocket, member.Upgrade));

        var balancer = Plans.Balancer(Balancer.Create("foo").Nonce("n").Inherit(false).WaitLimit(5).Seed(7).StickySession("A").StickySessionSep("Off").Options);
        Assert.Equal(("n", false, 5, 7, null), (balancer.Nonce, balancer.Inherit, balancer.WaitLimit, balancer.Seed, balancer.Stickiness!.Separator));

        var site = Plans.Site(ReverseProxy.Create("www").ServerName("www.example.com").ServerAlias("*.example.com").ProxySourceAddress("10.0.0.1")
            .AllowEncodedSlashes(EncodedSlashes.NoDecode).MergeSlashes(false).UseCanonicalName().ProxyPassInterpolateEnv().ImplicitReverse(false).UnderscoreHeaders()
            .ExcludeMatch("^/x").ProxyPass("/s", "http://h/", p => p.Mapping(Servlet).NoQuery().Interpolate().ProxySet("retry=1 nocanon")).Options);
        Assert.Equal(("www.example.com", "10.0.0.1", EncodedSlashes.NoDecode), (site.ServerName, site.SourceAddress!.ToString(), site.EncodedSlashes));
        Assert.Equal((false, true, true, false, true), (site.MergeSlashes, site.UseCanonicalName, site.InterpolateEnv, site.ImplicitReverse, site.UnderscoreHeaders));
        Assert.Equal((true, "^/x"), (site.Rules[0].Exclude, site.Rules[0].Match));
        Assert.Equal((Servlet, true, true, true, Sec(1)), (site.Rules[1].Mapping, site.Rules[1].NoQuery, site.Rules[1].Interpolate, site.Rules[1].NoCanon, site.Rules[1].Worker!.Retry));
    }

    [Fact]
    public void What_is_said_later_wins_also_over_httpd_text()
    {
        var foo = Balancer.Create("foo").MaxAttempts(1).ProxySet("maxattempts=2 lbmethod=bybusyness").LbMethod(ByTraffic).MaxAttempts(3).StickySession("A").StickySession("B");
        Assert.Equal((3, "bytraffic", "B"), (Plans.Balancer(foo.Options).MaxAttempts, Plans.Balancer(foo.Options).Method.Name, foo.Options.StickySession));

        Assert.Equal("bybusyness", Plans.Balancer(foo.ProxySet("lbmethod=bybusyness").Options).Method.Name);
        Assert.Equal(Sec(2), Plans.Member(m => m.Retry(Sec(1)).ProxySet("retry=2")).Retry);
        Assert.Equal(Sec(3), Plans.Member(m => m.ProxySet("retry=2").Retry(Sec(3))).Retry);
    }

    [Fact]
    public void Services_come_from_the_sentence()
    {
        var time = new Stopped();

        using var foo = Balancer.Create("foo").Member("http://h").Services(new BalancerServices { Methods = new LbMethodRegistry(ByBusyness) }).Time(time).LbMethod("bybusyness").Build();

        Assert.Same(time, foo.Services.Time);
    }

    private static TimeSpan Sec(int n) => TimeSpan.FromSeconds(n);

    private static Balancer Foo() => Balancer.Create("foo")
        .HealthCheckTemplate("ping", h => h
            .Method(HcMethod.Get).Uri("/ping").Interval(Sec(10)).Passes(2).Fails(3)
            .Expr(probe => probe.Status < 400))
        .Member("http://10.0.0.1:8080", m => m
            .Route("a").Redirect("b").LoadFactor(2.5).LbSet(0)
            .Retry(Sec(30)).Timeout(Sec(20)).ConnectionTimeout(Sec(2)).Ping(Sec(1))
            .Pool(p => p.Min(2).SMax(20).Max(50).Ttl(Sec(60)).Acquire(Sec(2)).AddressTtl(Sec(300)))
            .HealthCheck("ping"))
        .Member("ajp://10.0.0.2:8009", m => m
            .Route("b").Secret("s3cret").FlushPackets(Flush.Auto, Sec(1)).IoBufferSize(16_384))
        .Member("http://10.0.0.3:8080", m => m.Route("c").HotSpare())
        .Member("http://10.0.0.9:8080", m => m.Status("+H").Upgrade())
        .LbMethod(ByTraffic)
        .StickySession("JSESSIONID", path: "jsessionid")
        .StickySessionSep('.').ScolonPathDelim()
        .StickyCookie("ROUTEID", c => c.Path("/").HttpOnly().Secure())
        .MaxAttempts(2).NoFailover(false).Timeout(Sec(5)).ForceRecovery()
        .FailOnStatus(500, 503).FailOnTimeout()
        .Growth(8).Persist()
        .ProxySet("lbmethod=bytraffic maxattempts=2")
        .Build();

    private sealed class Stopped : TimeProvider;
}
