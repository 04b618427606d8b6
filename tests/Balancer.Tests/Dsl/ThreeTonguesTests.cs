using Balancing.Tests.Planning;

namespace Balancing.Tests.Dsl;

/// <summary>Code, JSON and httpd text say the same things and give the same plans.</summary>
public class ThreeTonguesTests
{
    private static readonly BalancerOptions ByCode = Balancer.Create("foo")
        .HealthCheckTemplate("ping", h => h.Method(HcMethod.Get).Uri("/ping").Interval(Sec(10)).Passes(2).Fails(3).Expr("%{REQUEST_STATUS} =~ /^2/"))
        .Member("http://10.0.0.1:8080", m => m
            .Route("a").Redirect("b").LoadFactor(2.5).LbSet(1).Retry(Sec(30)).Timeout(Sec(20)).ConnectionTimeout(TimeSpan.FromMilliseconds(1500)).Ping(Sec(1))
            .Pool(p => p.Min(2).SMax(20).Max(50).Ttl(Sec(60)).Acquire(TimeSpan.FromMilliseconds(250)).AddressTtl(Sec(300)))
            .HealthCheck("ping", h => h.Fails(4)))
        .Member("ajp://10.0.0.2", m => m
            .Secret("s3 cret").FlushPackets(Flush.Auto, TimeSpan.FromMilliseconds(20)).IoBufferSize(16_384).ReceiveBufferSize(1024).ResponseFieldSize(100).KeepAlive().DisableReuse())
        .Member("http://10.0.0.9:8080", m => m.HotStandby().Drain().Upgrade("ANY"))
        .LbMethod(LbMethods.ByTraffic).StickySession("JSESSIONID", "jsessionid").StickySessionSep('!').ScolonPathDelim()
        .MaxAttempts(2).NoFailover().Timeout(Sec(5)).ForceRecovery(false).FailOnStatus(500, 503).FailOnTimeout().Growth(8).Nonce("abc")
        .Options;

    private static readonly string Plan = Plans.Print(Plans.Balancer(ByCode));

    [Fact]
    public void Json_gives_the_plan_of_the_sentence() => Assert.Equal(Plan, Plans.Print(Plans.Balancer(Plans.FromJson<BalancerOptions>("""
        {
          "LbMethod": "bytraffic", "StickySession": "JSESSIONID|jsessionid", "StickySessionSep": "!", "ScolonPathDelim": true, "MaxAttempts": 2,
          "NoFailover": true, "Timeout": "00:00:05", "ForceRecovery": false, "FailOnStatus": [ 500, 503 ], "FailOnTimeout": true, "Growth": 8, "Nonce": "abc",
          "HealthCheckTemplates": { "ping": { "Method": "GET", "Uri": "/ping", "Interval": "00:00:10", "Passes": 2, "Fails": 3, "Expr": "%{REQUEST_STATUS} =~ /^2/" } },
          "Members": [
            { "Url": "http://10.0.0.1:8080", "Route": "a", "Redirect": "b", "LoadFactor": 2.5, "LbSet": 1, "Retry": "00:00:30", "Timeout": "00:00:20",
              "ConnectionTimeout": "00:00:01.5", "Ping": "00:00:01", "HealthCheck": { "Template": "ping", "Fails": 4 },
              "Pool": { "Min": 2, "SMax": 20, "Max": 50, "Ttl": "00:01:00", "Acquire": "00:00:00.25", "AddressTtl": "00:05:00" } },
            { "Url": "ajp://10.0.0.2", "Secret": "s3 cret", "FlushPackets": "Auto", "FlushWait": "00:00:00.02", "IoBufferSize": 16384, "ReceiveBufferSize": 1024,
              "ResponseFieldSize": 100, "KeepAlive": true, "DisableReuse": true },
            { "Url": "http://10.0.0.9:8080", "Status": "+HN", "Upgrade": "ANY" }
          ]
        }
        """))));

    [Fact]
    public void Httpd_text_gives_the_plan_of_the_sentence()
    {
        const string Method = "hcmethod=GET hcuri=/ping hcinterval=10 hcpasses=2 hcfails=4 hcexpr=\"%{REQUEST_STATUS} =~ /^2/\"";
        var byText = Balancer.Create("foo")
            .Member("http://10.0.0.1:8080", m => m.ProxySet(
                "route=a redirect=b loadfactor=2.5 lbset=1 retry=30 timeout=20 connectiontimeout=1500ms ping=1s "
                + "min=2 smax=20 max=50 ttl=60 acquire=250 addressttl=5mi " + Method))
            .Member("ajp://10.0.0.2", m => m.ProxySet(
                "'secret=s3 cret' flushpackets=auto flushwait=20 iobuffersize=16384 receivebuffersize=1024 responsefieldsize=100 keepalive=On enablereuse=off"))
            .Member("http://10.0.0.9:8080", m => m.ProxySet("status=hn upgrade=any"))
            .ProxySet("lbmethod=bytraffic stickysession=JSESSIONID|jsessionid stickysessionsep=! scolonpathdelim=on maxattempts=2 nofailover=On timeout=5")
            .ProxySet("forcerecovery=Off failonstatus=500,503 failontimeout=On growth=8 nonce=abc");

        Assert.Equal(Plan, Plans.Print(Plans.Balancer(byText.Options)));
    }

    [Fact]
    public void Protection_in_json_gives_the_plan_of_the_sentence() => Assert.Equal(
        Plans.Print(Plans.Balancer(Balancer.Create("foo").Member("http://h").Protect(p => p
            .SlowStart(Sec(30)).HalfOpen(Sec(300)).PanicBelow(50).RetryBudget(share: 10, atLeastPerSecond: 5)
            .EjectOutliers(o => o.Consecutive(3).Share(25).AtLeast(50).Window(Sec(20)).BadStatus(500, 503).MaxEjected(30))).Options)),
        Plans.Print(Plans.Balancer(Plans.FromJson<BalancerOptions>("""
            {
              "Members": [ { "Url": "http://h" } ],
              "Protection": {
                "SlowStart": "00:00:30", "HalfOpen": "00:05:00", "PanicBelow": 50, "RetryBudget": { "Share": 10, "AtLeastPerSecond": 5 },
                "EjectOutliers": { "Consecutive": 3, "Share": 25, "AtLeast": 50, "Window": "00:00:20", "BadStatus": [ 500, 503 ], "MaxEjected": 30 }
              }
            }
            """))));

    [Fact]
    public void A_site_in_json_gives_the_plan_of_the_sentence()
    {
        var byCode = ReverseProxy.Create("www")
            .Exclude("/app/static")
            .ProxyPass("/app", "balancer://foo/app", p => p.NoCanon())
            .ProxyPassMatch(@"^/img/(.*\.gif)$", "balancer://foo/img/$1")
            .ProxyPass("/legacy", "http://old.internal/", p => p.Mapping(PathMapping.Encoded).Worker(w => w.KeepAlive()))
            .ProxyPassReverse("/app", "balancer://foo/app").ProxyPreserveHost().ProxyErrorOverride(502)
            .SetEnvIf("Request_URI", @"\.txt$", "no-proxy").Header(h => h.Add("X-Route", "%{BALANCER_WORKER_ROUTE}e", env: "BALANCER_ROUTE_CHANGED"))
            .Options;

        var byJson = Plans.FromJson<SiteOptions>("""
            {
              "ProxyPass": [
                { "Path": "/app/static", "To": "!" },
                { "Path": "/app", "To": "balancer://foo/app", "NoCanon": true },
                { "Match": "^/img/(.*\\.gif)$", "To": "balancer://foo/img/$1" },
                { "Path": "/legacy", "To": "http://old.internal/", "ProxySet": [ "mapping=encoded keepalive=On" ] }
              ],
              "ProxyPassReverse": [ { "Path": "/app", "From": "balancer://foo/app" } ], "ProxyPreserveHost": true,
              "ProxyErrorOverride": true, "ProxyErrorOverrideStatus": [ 502 ],
              "SetEnvIf": [ { "Attribute": "Request_URI", "Pattern": "\\.txt$", "Variables": [ "no-proxy" ] } ],
              "Header": [ { "Action": "Add", "Name": "X-Route", "Value": "%{BALANCER_WORKER_ROUTE}e", "Env": "BALANCER_ROUTE_CHANGED" } ]
            }
            """);

        Assert.Equal(Plans.Print(Plans.Site(byCode, "foo")), Plans.Print(Plans.Site(byJson, "foo")));
    }

    private static TimeSpan Sec(int n) => TimeSpan.FromSeconds(n);
}
