using Balancing.HttpdConf.ModJk;

namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>Each property, one by one: what it sets and what the report says of it.</summary>
public class PropertyTests
{
    [Theory]
    [InlineData("host=h2", "Url=ajp://h2:8009", "Applied")]
    [InlineData("host=h2:8010", "Url=ajp://h2:8010", "Applied")]
    [InlineData("host=::1", "Url=ajp://[::1]:8009", "Applied")]
    [InlineData("port=1234", "Url=ajp://localhost:1234", "Applied")]
    [InlineData("type=ajp14", "Url=ajp://localhost:8011", "Approximated")]
    [InlineData("lbfactor=7", "LoadFactor=7", "Applied")]
    [InlineData("lbfactor=0", "Url=ajp://localhost:8009", "Applied")]
    [InlineData("distance=3", "LbSet=3", "Applied")]
    [InlineData("route=jvm1", "Route=jvm1", "Applied")]
    [InlineData("jvm_route=jvm1", "Route=jvm1", "Applied")]
    [InlineData("redirect=other", "Redirect=other", "Applied")]
    [InlineData("activation=Disabled", "Status=+N", "Applied")]
    [InlineData("activation=s", "Status=+D", "Applied")]
    [InlineData("disabled=true", "Status=+N", "Applied")]
    [InlineData("stopped=1", "Status=+D", "Applied")]
    [InlineData("socket_timeout=20", "Timeout=00:00:20", "Applied")]
    [InlineData("socket_timeout=0", "Url=ajp://localhost:8009", "Approximated")]
    [InlineData("reply_timeout=1500", "Timeout=00:00:01.5000000", "Applied")]
    [InlineData("socket_connect_timeout=250", "ConnectionTimeout=00:00:00.2500000", "Applied")]
    [InlineData("socket_keepalive=yes", "KeepAlive=True", "Applied")]
    [InlineData("socket_buffer=16384", "ReceiveBufferSize=16384", "Approximated")]
    [InlineData("socket_buffer=1", "ReceiveBufferSize=8192", "Approximated")]
    [InlineData("max_packet_size=8193", "IoBufferSize=9216", "Applied")]
    [InlineData("max_packet_size=1m", "IoBufferSize=65536", "Applied")]
    [InlineData("ping_mode=P", "Ping=00:00:10", "Applied")]
    [InlineData("ping_mode=c", "Ping=00:00:10", "Approximated")]
    [InlineData("prepost_timeout=2000", "Ping=00:00:02", "Applied")]
    [InlineData("connect_timeout=3000", "Ping=00:00:03", "Approximated")]
    [InlineData("connection_pool_size=25", "Pool.Max=25 Pool.Acquire=00:00:00.2000000", "Applied")]
    [InlineData("cachesize=25", "Pool.Max=25 Pool.Acquire=00:00:00.2000000", "Applied")]
    [InlineData("connection_pool_minsize=4", "Pool.Min=4 Pool.SMax=4", "Applied")]
    [InlineData("connection_pool_timeout=600", "Pool.Ttl=00:10:00", "Applied")]
    [InlineData("cache_timeout=600", "Pool.Ttl=00:10:00", "Applied")]
    [InlineData("connection_acquire_timeout=50", "Pool.Acquire=00:00:00.0500000", "Applied")]
    [InlineData("busy_limit=9", "Pool.Max=9 Pool.Acquire=00:00:00.0010000", "Approximated")]
    [InlineData("secret=word", "Secret=word", "Applied")]
    [InlineData("ping_timeout=1", "Url=ajp://localhost:8009", "Applied")]
    [InlineData("fail_on_status=500,-404", "Url=ajp://localhost:8009", "Approximated")]
    [InlineData("domain=d", "Url=ajp://localhost:8009", "Approximated")]
    [InlineData("connection_ping_interval=10", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("prefer_ipv6=1", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("recovery_options=3", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("retries=2", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("retry_interval=100", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("recycle_timeout=3", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("source=web", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("method=R", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("css=/x.css", "Url=ajp://localhost:8009", "Ignored")]
    [InlineData("cmd_line=java", "Url=ajp://localhost:8009", "Ignored")]
    public void A_member_takes(string line, string expected, string verdict)
    {
        var (result, report, _) = Jk.Run($"worker.list=lb\nworker.lb.type=lb\nworker.lb.balance_workers=n\nworker.n.{(line.StartsWith("type", StringComparison.Ordinal) ? "" : "type=ajp13\nworker.n.")}{line}\n");
        var member = Assert.Single(result.OptionsOrThrow().Balancers["lb"].Members);
        Assert.Contains(expected, OptionText.Line(member), StringComparison.Ordinal);
        Assert.Equal(verdict, report.Entries[^1].Verdict.ToString());
        Assert.NotEqual("", report.Entries[^1].Became);
    }

    [Theory]
    [InlineData("method=Request", "MaxAttempts=1", "Applied")]
    [InlineData("method=T", "LbMethod=bytraffic", "Approximated")]
    [InlineData("method=2", "LbMethod=bybusyness", "Applied")]
    [InlineData("method=Session", "MaxAttempts=1", "Approximated")]
    [InlineData("method=next", "MaxAttempts=1", "Approximated")]
    [InlineData("sticky_session=true", "StickySession=JSESSIONID|jsessionid ScolonPathDelim=True", "Applied")]
    [InlineData("sticky_session_force=true", "NoFailover=True", "Approximated")]
    [InlineData("session_cookie=SID", "StickySession=SID|jsessionid", "Applied")]
    [InlineData("session_path=;sid", "StickySession=JSESSIONID|sid", "Applied")]
    [InlineData("set_session_cookie=true", "StickyCookie.Path=/", "Applied")]
    [InlineData("session_cookie_path=/app", "MaxAttempts=1", "Ignored")]
    [InlineData("retries=3", "MaxAttempts=2", "Approximated")]
    [InlineData("lb_retries=9", "MaxAttempts=1", "Applied")]
    [InlineData("recover_time=0", "MaxAttempts=1", "Applied")]
    [InlineData("max_reply_timeouts=4", "MaxAttempts=1", "Applied")]
    [InlineData("secret=word", "MaxAttempts=1", "Applied")]
    [InlineData("lock=P", "MaxAttempts=1", "Ignored")]
    [InlineData("error_escalation_time=9", "MaxAttempts=1", "Ignored")]
    [InlineData("retry_interval=9", "MaxAttempts=1", "Ignored")]
    [InlineData("lbfactor=3", "MaxAttempts=1", "Ignored")]
    public void A_balancer_takes(string line, string expected, string verdict)
    {
        var (result, report, _) = Jk.Run($"worker.list=lb\nworker.n.type=ajp13\nworker.lb.balance_workers=n\nworker.lb.type=lb\nworker.lb.{line}\n");
        Assert.Contains(expected, OptionText.Line(result.OptionsOrThrow().Balancers["lb"]), StringComparison.Ordinal);
        Assert.Equal(verdict, report.Entries[^1].Verdict.ToString());
    }

    [Fact]
    public void No_stickiness_means_no_session_name() =>
        Assert.Null(Import("worker.lb.sticky_session=false\n").StickySession);

    [Fact]
    public void Every_property_of_mod_jk_has_a_verdict()
    {
        foreach (var property in JkVocabulary.Properties)
        {
            var kind = property.For.HasFlag(JkFor.Balancer) ? "lb" : property.For.HasFlag(JkFor.Status) ? "st" : "n";
            var (_, report, _) = Jk.Run($"worker.list=lb,n,st\nworker.n.host=h\nworker.lb.type=lb\nworker.lb.balance_workers=n\nworker.st.type=status\nworker.{kind}.{property.Name}=1\n");
            Assert.All(report.Entries, entry => Assert.NotEqual("", entry.Became));
        }
    }

    [Theory]
    [InlineData("1 3", "100 300", true)]
    [InlineData("50 150", "100 300", true)]
    [InlineData("200 300", "200 300", true)]
    [InlineData("150 101", "9900 6666", true)]
    [InlineData("1000 1", "10000 100", false)]
    [InlineData("9999 5001 7", "10000 5002 100", false)]
    public void Load_factors_keep_their_ratios_as_far_as_they_can(string factors, string expected, bool exact)
    {
        var scaled = LoadFactors.Scale([.. factors.Split(' ').Select(long.Parse)], out var isExact);
        Assert.Equal(expected, string.Join(' ', scaled));
        Assert.Equal(exact, isExact);
        Assert.All(scaled, hundredths => Assert.Equal(hundredths, (long)(LoadFactors.Value(hundredths) * 100.0)));
    }

    [Fact]
    public void A_disabled_member_that_a_redirect_names_is_the_hot_standby()
    {
        var members = Import("worker.lb.balance_workers=m\nworker.m.host=h2\nworker.m.activation=D\nworker.n.redirect=m\nworker.n.distance=2\n").Members;
        Assert.Equal("+H", members[1].Status);
        Assert.Equal(2, members[1].LbSet);
    }

    [Fact]
    public void A_session_that_loses_its_member_stays_in_the_domain()
    {
        var members = Import(
            "worker.lb.balance_workers=m,o,x\nworker.m.host=h2\nworker.o.host=h3\nworker.x.host=h4\n"
            + "worker.n.domain=d\nworker.m.domain=d\nworker.o.domain=d\n").Members;
        Assert.Equal(["m", "o", "n", null], members.Select(m => m.Redirect));
    }

    [Fact]
    public void Distances_of_any_size_become_sets_in_their_order()
    {
        var members = Import("worker.lb.balance_workers=m,o\nworker.m.host=h2\nworker.o.host=h3\nworker.n.distance=5000\nworker.m.distance=-3\n").Members;
        Assert.Equal([2, null, 1], members.Select(m => m.LbSet));
    }

    private static BalancerOptions Import(string more) => ModJkImporter.Import(
        "worker.list=lb\nworker.lb.type=lb\nworker.lb.balance_workers=n\nworker.n.type=ajp13\n" + more, null).OptionsOrThrow().Balancers["lb"];
}
