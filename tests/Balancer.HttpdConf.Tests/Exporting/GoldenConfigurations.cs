using static Balancing.LbMethods;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>Configurations whose exported C# is a file of this project, in the folder Golden.</summary>
internal static class GoldenConfigurations
{
    private static TimeSpan Sec(int n) => TimeSpan.FromSeconds(n);

    public static SortedDictionary<string, Func<BalancingOptions>> All { get; } = new(StringComparer.Ordinal)
    {
        ["Smallest"] = () => Of(("foo", Balancer.Create("foo").Member("http://10.0.0.1:8080"))),
        ["Weights"] = () => Of(("foo", Balancer.Create("foo")
            .Member("http://a", m => m.LoadFactor(2.5).LbSet(1)).Member("http://b", m => m.LoadFactor(100).Status("+HN"))
            .Member("http://c", m => m.HotSpare()).Member("http://d", m => m.HotStandby()).Member("http://e", m => m.Disabled().Redirect("a"))
            .LbMethod(ByTraffic))),
        ["Sessions"] = () => Of(("foo", Balancer.Create("foo")
            .Member("http://a", m => m.Route("a").Redirect("b")).Member("http://b", m => m.Route("b"))
            .LbMethod(ByBusyness).StickySession("JSESSIONID", path: "jsessionid").StickySessionSep('\'').ScolonPathDelim()
            .StickyCookie("ROUTEID", c => c.Path("/app").Domain("example.com").HttpOnly(false).Secure().SameSite("Strict").MaxAge(Sec(3600))))),
        ["Failover"] = () => Of(("foo", Balancer.Create("foo").Member("http://a").Member("http://b")
            .LbMethod(LbMethods.Heartbeat).MaxAttempts(0).NoFailover().Timeout(TimeSpan.FromMilliseconds(2500)).FailOnStatus(500, 503).FailOnTimeout()
            .ForceRecovery(false).Growth(8).Nonce("n-1").Persist().Inherit(false).WaitLimit(100_000).Seed(-7).StickySession("S").StickyCookie())),
        ["Connections"] = () => Of(("foo", Balancer.Create("foo")
            .Member("https://a", m => m.Retry(Sec(0)).Timeout(Sec(20)).ConnectionTimeout(TimeSpan.FromTicks(15_000_001)).Ping(Sec(1)).KeepAlive()
                .Pool(p => p.Min(2).SMax(20).Max(50).Ttl(Sec(60)).Acquire(TimeSpan.FromMilliseconds(250)).AddressTtl(Sec(-1))))
            .Member("fcgi://b:9000", m => m.DisableReuse(false)).Member("ws://c", m => m.Upgrade(""))
            .Member("ajp://d", m => m.Secret("s3 \"cret\\").FlushPackets(Flush.Auto, Sec(1)).IoBufferSize(16_384).ReceiveBufferSize(1024).ResponseFieldSize(100))
            .Member("http://e/app", m => m.UnixSocket("/run/e.sock").DisableReuse().ProxySet("retry=5")))),
        ["HealthChecks"] = () => Of(("foo", Balancer.Create("foo")
            .HealthCheckTemplate("tcp", h => h.Method(HcMethod.Tcp).Interval(Sec(10)))
            .HealthCheckTemplate("ping", h => h.Template("tcp").Method(HcMethod.Get).Uri("/ping").Passes(2).Fails(3).Expr("%{REQUEST_STATUS} =~ /^[23]/"))
            .Member("http://a", m => m.HealthCheck("ping")).Member("http://b", m => m.HealthCheck("ping", h => h.Fails(1)))
            .Member("http://c", m => m.HealthCheck(h => h.Method(HcMethod.Head11))).Member("http://d", m => m.HealthCheck(_ => { })))),
        ["Protection"] = () => Of(
            ("foo", Balancer.Create("foo").Member("http://a").Member("http://b").Protect(p => p
                .SlowStart(Sec(30)).HalfOpen(Sec(300)).PanicBelow(50).RetryBudget(share: 10, atLeastPerSecond: 5)
                .EjectOutliers(o => o.Consecutive(3).Share(25).AtLeast(50).Window(Sec(20)).BadStatus(500, 503).MaxEjected(30)))),
            ("bar", Balancer.Create("bar").Member("http://a").Protect(p => p.EjectOutliers().RetryBudget()))),
        ["SharedTemplates"] = SharedTemplates,
        ["PlainTargets"] = () => Of(Site("www", s => s
            .ProxyPass("/legacy", "http://old.internal/", p => p.Worker(w => w.KeepAlive().Pool(l => l.Max(5))))
            .ProxyPass("/sock", "unix:/run/app.sock|http://localhost/", p => p.NoCanon().NoQuery())
            .ProxyPass("~ ^/old/", "!").ProxyPass("/x", "http://x/", p => p.ProxySet("retry=1 nocanon")))),
        ["Patterns"] = () => Of(Site("www", s => s
            .Exclude("/app/static").ExcludeMatch(@"\.(css|js)$").ProxyPassMatch(@"^/img/(.*\.gif)$", "http://img/$1")
            .ProxyPass("/enc", "http://e/", p => p.Mapping(PathMapping.Encoded)).ProxyPass("/${NAME}", "http://v/${NAME}", p => p.Interpolate())
            .ProxyPassInterpolateEnv().AllowEncodedSlashes(EncodedSlashes.NoDecode).MergeSlashes(false))),
        ["Answers"] = () => Of(Site("www", s => s
            .ProxyPass("/app", "http://backend/").ProxyPassReverse("/app", "http://backend/").ProxyPassReverse("/${A}", "http://b/", interpolate: true)
            .ProxyPassReverseCookieDomain("backend.local", "www.example.com").ProxyPassReverseCookiePath("/", "/app/", interpolate: true)
            .Header(h => h.Unset("Server").Edit("Location", "^http:", "https:").EditAll("X", "a", "b", env: "!V").Echo("^TS").Set("Y", "%{V}e", expr: "%{REQUEST_STATUS} == 404"))
            .RequestHeader(h => h.Set("X-Site", "www").Append("A", "1").Add("B", "2").Merge("C", "3").SetIfEmpty("D", "4", env: "E")).ImplicitReverse(false))),
        ["Rewrites"] = () => Of(Site("www", s => s
            .RewriteCond("%{HTTP_HOST}", "!^www\\.", c => c.NoCase().Or()).RewriteCond("%{HTTPS}", "=off")
            .RewriteRule("^(.*)$", "https://www.example.com$1", r => r.Redirect(301).Last())
            .RewriteRule("^/old/(.*)$", "/app/$1", r => r.PassThrough().NoEscape()).RewriteRule("!^/app", "-", r => r.Forbidden())
            .RewriteRule("^/p/(.*)", "http://p/$1", r => r.Proxy().Env("A", "b").Require("ip 10.0.0.0/8"))
            .SetEnvIf("Request_URI", @"\.txt$", "no-proxy", "a=b", "!c").SetEnvIfNoCase("User-Agent", "bot", "bot")
            .SetEnv("STAGE", "test").SetEnv("EMPTY"))),
        ["Expressions"] = () => Of(Site("www", s => s.SetEnvIfExpr("%{REQUEST_METHOD} == 'PUT'", "put"))),
        ["Sections"] = () => Of(Site("www", s => s
            .ProxyPass("/", "http://b/", p => p.Require("all granted"))
            .Location("/", l => l.RequireAll(a => a.Require("all granted", "not ip 10.0.0.66").RequireNone(n => n.Require("host evil.example"))))
            .Location("/manager", l => l.Access(AccessMatch.All, a => a.Require("local", "method GET")).SetHandler("balancer-manager"))
            .LocationMatch("^/api/v[0-9]+", l => l.ProxyPreserveHost().ProxyAddHeaders(false).ProxyErrorOverride(502, 503)
                .Header(h => h.Set("X-Api", "1")).RequestHeader(h => h.Unset("X-Debug")).SetEnvIfNoCase("Host", "a", "b").SetEnv("C", "d"))
            .Location("/shop", l => l.ProxyErrorOverride(false).ProxyPassReverse("http://b/shop").ProxyPassReverseCookiePath("/", "/shop", interpolate: true)))),
        ["Settings"] = () => Of(Site("www", s => s
            .ServerName("www.example.com").ServerAlias("example.com", "*.example.com").VirtualHost("*:80", "[::1]:8080").UseCanonicalName()
            .ProxyPass("/", "http://b/").ProxyPreserveHost().ProxyAddHeaders(false).ProxyVia(Via.Full).ProxyMaxForwards(10)
            .ProxyErrorOverride().ProxyTimeout(Sec(30)).ProxySourceAddress("10.0.0.1").TrustedProxies().UnderscoreHeaders())),
        ["Names"] = Names,
        ["Hostile"] = () => Of(Site("www", s => s
            .ProxyPass("/a\"b\\c", "http://h/").ProxyPassMatch("^/\n#\t\u202E\u2028<'\"\\\\{$", "http://m/\\")
            .RequestHeader(h => h.Set("X", "${PATH} \\ \"q\" 'r' # <é> \U0001F600").Set("Y", "")).SetEnvIf("Host", "\"", "v=\"\\"))),
        ["Imported"] = () => HttpdImporter.Import("""
            <Proxy balancer://shop>
                BalancerMember http://10.0.0.1:8080 route=a loadfactor=3
                BalancerMember http://10.0.0.2:8080 route=b status=+H
                ProxySet stickysession=JSESSIONID|jsessionid timeout=5
            </Proxy>
            <VirtualHost *:80>
                ServerName shop.example.com
                ProxyPass /static !
                ProxyPass / balancer://shop/ lbmethod=bytraffic
                ProxyPassReverse / balancer://shop/
            </VirtualHost>
            """).OptionsOrThrow(),
    };

    private static BalancingOptions SharedTemplates()
    {
        var options = Of(
            ("foo", Balancer.Create("foo").Member("http://a", m => m.HealthCheck("ping"))), ("bar", Balancer.Create("bar").Member("http://b")));
        options.HealthCheckTemplates["ping"] = new HealthCheckOptions { Method = HcMethod.Options11, Uri = "/ping" };
        options.Sites["www"] = ReverseProxy.Create("www")
            .ProxyPass("/foo", "balancer://FOO/").ProxyPass("/x", "http://x/", p => p.Worker(w => w.HealthCheck("ping", h => h.Passes(1)))).Options;
        return options;
    }

    private static BalancingOptions Names()
    {
        var options = Of(
            ("class", Balancer.Create("class").Member("http://a")), ("my-shop.2", Balancer.Create("my-shop.2").Member("http://b")),
            ("10", Balancer.Create("10").Member("http://c")));
        options.Sites["class"] = ReverseProxy.Create("class").ServerName("a").VirtualHost("*").ProxyPass("/", "balancer://class/").Options;
        options.Sites["\u00fc"] = ReverseProxy.Create("\u00fc").ServerName("b").VirtualHost("*").ProxyPass("/", "balancer://10/")
            .Balancer("own", b => b.Member("http://o").LbMethod(ByRequests)).Balancer("none", _ => { }).Options;
        return options;
    }

    private static BalancingOptions Of(params (string Name, BalancerBuilder Builder)[] balancers)
    {
        var options = new BalancingOptions();
        foreach (var (name, builder) in balancers)
        {
            options.Balancers[name] = builder.Options;
        }

        return options;
    }

    private static BalancingOptions Of((string Name, ReverseProxyBuilder Builder) site) => new() { Sites = { [site.Name] = site.Builder.Options } };

    private static (string Name, ReverseProxyBuilder Builder) Site(string name, Func<ReverseProxyBuilder, ReverseProxyBuilder> say) =>
        (name, say(ReverseProxy.Create(name)));
}
