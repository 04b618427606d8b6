using System.Reflection;
using Balancing.Manager.Live;
using Balancing.Manager.Pages;

namespace Balancing.Manager.Tests.Pages;

/// <summary>S43 to S53: what httpd's page shows, in its words and its order.</summary>
public class OverviewTests
{
    [Fact]
    public void Its_heading_is_httpds()
    {
        using var foo = Sample.Foo().Build();
        var page = Sample.Overview(foo);

        Assert.Equal("Load Balancer Manager for localhost", page.All("h1").Single().Text);
        Assert.Equal("Load Balancer Manager for localhost", page.All("title").Single().Text);
        var facts = page.OfClass("facts").First().Text;
        var version = typeof(Balancer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        Assert.Contains("Server VersionBalancer " + version, facts, StringComparison.Ordinal);
        Assert.Contains("Uptime75 min", facts, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_what_becomes_of_changes()
    {
        using var kept = Balancer.Create("kept").Member("http://a").Persist().Build();
        using var lost = Balancer.Create("lost").Member("http://a").Build();

        Assert.Contains("Balancer changes will be persisted on restart.", Sample.Overview(kept).Text, StringComparison.Ordinal);
        Assert.Contains("Balancer changes will NOT be persisted on restart.", Sample.Overview(lost).Text, StringComparison.Ordinal);
        Assert.Contains("Balancer changes will be persisted on restart: only kept.", Sample.Overview(Sample.View(kept, lost)).Text, StringComparison.Ordinal);
        Assert.Contains("Balancers are inherited from main server.", Sample.Overview(lost).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_balancer_has_httpds_columns_in_httpds_order()
    {
        using var foo = Sample.Foo().Build();
        using var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/app", "balancer://foo/app").Build();
        var table = Sample.Overview(ManagerView.Of([foo], [site])).OfClass("settings").Single();

        Assert.Equal(
            ["MaxMembers", "StickySession", "DisableFailover", "Timeout", "FailoverAttempts", "Method", "Path", "Active"],
            table.All("th").Select(t => t.Text));
        Assert.Equal(["6 [3 Used]", "JSESSIONID|jsessionid", "Off", "0", "2", "byrequests", "www -> /app", "Yes"], table.All("td").Select(c => c.Text));
    }

    [Fact]
    public void Members_have_httpds_columns_in_httpds_order_then_ours()
    {
        using var foo = Sample.Foo().Build();
        var table = Sample.Overview(foo).OfClass("members").Single();

        Assert.Equal(
            ["Worker URL", "Route", "RouteRedir", "Factor", "Set", "Status", "Elected", "To", "From", "Busy", "Load", "Errors", "Health", "Pool"],
            table.All("thead").Single().All("th").Select(t => t.Text));
        Assert.All(table.All("thead").Single().All("th"), t => Assert.Equal("col", t["scope"]));
        Assert.All(table.All("tbody").Single().All("th"), t => Assert.Equal("row", t["scope"]));
    }

    [Fact]
    public void A_member_is_shown_as_httpd_shows_it()
    {
        using var foo = Sample.Foo().Build();
        using (var lease = foo.Acquire(RequestFacts.Get("/")))
        {
            lease.Report(Outcome.Completed(200, 128_000, 1_784_832));
        }

        var rows = Sample.Rows(Sample.Overview(foo));

        Assert.Equal(["http://a:8080", "a", "b", "2.50", "0", "Init Ok", "1", "125K", "1.7M", "0", "-100", "0", "", ""], rows[0]);
        Assert.Equal("Init Stby Okstandby: used when no other is usable", rows[2][5]);
    }

    [Fact]
    public void It_says_in_plain_words_why_a_member_is_out_and_when_it_returns()
    {
        var time = new Testing.ManualTimeProvider(Sample.Now);
        var options = new BalancerOptions { Members = { new MemberOptions { Url = "http://a" }, new MemberOptions { Url = "http://b" } } };
        using var foo = Balancer.FromOptions("foo", options, new BalancerServices { Time = time });
        using (var lease = foo.Acquire(RequestFacts.Get("/")))
        {
            lease.Report(Outcome.ConnectFailed());
        }

        time.Advance(TimeSpan.FromSeconds(18));
        var page = Sample.Overview(foo);

        Assert.Equal("Init Errno connection; may be tried in 42 s", Sample.Rows(page)[0][5]);
        Assert.Equal("bad", page.All("tr").Single(r => r["data-w"] == "http://a")["class"]);
        var attention = page.All("section").Single(s => s["id"] == "attention");
        Assert.Equal("1 member is in errorhttp://a of foo: no connection; may be tried in 42 s", attention.Text);
        Assert.False(attention.Attributes.ContainsKey("hidden"));
        Assert.Contains("1 of 2 members is usable.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draining_shows_how_far_it_is_and_what_it_waits_for()
    {
        using var foo = Sample.Foo().Build();
        foo.Edit(new MemberEdit("http://b:8080") { Drain = true });
        var drain = new DrainStatus(
            "foo", "http://b:8080", 3, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(18), null, ["GET /a: no byte of its answer came yet"]);
        var page = Sample.Overview(Sample.View(foo), null, null, drain);

        Assert.Equal("Init Drn Okdrains: 3 still out after 12 s, 18 s to go", Sample.Rows(page)[1][5]);
        Assert.Contains("GET /a: no byte of its answer came yet", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_from_the_configuration_is_marked()
    {
        using var foo = Sample.Foo().Build();
        var view = Sample.View(foo);
        view = view with { Balancers = [view.Balancers[0] with { Drift = [new PlanChange("http://a:8080", "LoadFactor", "w_lf", "1", "2.5")] }] };
        var page = Sample.Overview(view);

        Assert.Equal("configured: 1", page.OfClass("dr").Single()["title"]);
        Assert.Contains("1 value differs from the configuration", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Panic_and_the_retry_budget_are_told_when_they_matter()
    {
        using var foo = Sample.Foo().Build();
        var view = Sample.View(foo);
        var snapshot = view.Balancers[0].Snapshot with { Panics = true, RetriesLeft = 0, Waiting = 4 };
        view = view with { Balancers = [view.Balancers[0] with { Snapshot = snapshot }] };
        var page = Sample.Overview(view);

        Assert.False(page.OfClass("panic").Single().Attributes.ContainsKey("hidden"));
        Assert.Contains("4 requests wait for one; the retry budget pays for 0 more attempts.", page.OfClass("summary").Single().Text, StringComparison.Ordinal);
        Assert.True(Sample.Overview(foo).OfClass("panic").Single().Attributes.ContainsKey("hidden"));
    }

    [Theory]
    [InlineData("elected", "abc")]
    [InlineData("-factor", "abc")]
    [InlineData("-url", "cba")]
    [InlineData("status", "abc")]
    [InlineData("-status", "cab")]
    [InlineData("no such column", "abc")]
    [InlineData("", "abc")]
    public void Members_are_sorted_by_any_column_either_way(string sort, string order)
    {
        using var foo = Sample.Foo().Build();

        Assert.Equal(order, string.Concat(Sample.Rows(Sample.Overview(foo, new Selection(Sort: sort))).Select(r => r[0][7])));
    }

    [Fact]
    public void The_sorted_column_says_so_and_its_link_turns_it_round()
    {
        using var foo = Sample.Foo().Build();
        var title = Sample.Overview(foo, new Selection("foo", null, "ok", "busy")).All("th").Single(t => t["data-key"] == "busy");

        Assert.Equal("ascending", title["aria-sort"]);
        Assert.Equal("/balancer-manager?b=foo&q=ok&sort=-busy", title.All("a").Single()["href"]);
    }

    [Theory]
    [InlineData("B:80", "b")]
    [InlineData("stby", "c")]
    [InlineData("nothing", "")]
    public void Members_are_filtered_by_url_route_or_status(string filter, string left)
    {
        using var foo = Sample.Foo().Build();

        Assert.Equal(left, string.Concat(Sample.Rows(Sample.Overview(foo, new Selection(Filter: filter))).Select(r => r[0][7])));
    }
}
