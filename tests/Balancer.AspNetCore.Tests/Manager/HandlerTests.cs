using Balancing.AspNetCore.Tests.Network;
using Balancing.Manager;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore.Tests.Manager;

/// <summary>httpd: <c>SetHandler balancer-manager</c>, under the access rules of its site.</summary>
public class HandlerTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("/balancer-manager", "10.0.0.9", 200)]
    [InlineData("/balancer-manager/", "10.0.0.9", 200)]
    [InlineData("/balancer-manager/journal", "10.0.0.9", 200)]
    [InlineData("/balancer-manager/style.css", "10.0.0.9", 200)]
    [InlineData("/balancer-manager/api/v1", "10.0.0.9", 200)]
    [InlineData("/balancer-manager?xml=1", "10.0.0.9", 200)]
    [InlineData("//balancer-manager", "10.0.0.9", 200)]
    [InlineData("/x/../balancer-manager", "10.0.0.9", 200)]
    [InlineData("/balancer-manager/nowhere", "10.0.0.9", 404)]
    [InlineData("/balancer-manager", "11.0.0.9", 403)]
    [InlineData("//balancer-manager", "11.0.0.9", 403)]
    [InlineData("/balancer-manager/journal", "11.0.0.9", 403)]
    [InlineData("/balancer-manager;v=1/journal", "11.0.0.9", 403)]
    [InlineData("/x/..;/balancer-manager", "11.0.0.9", 400)]
    [InlineData("/Balancer-Manager", "11.0.0.9", 404)]
    public async Task Whom_the_site_lets_in_is_served(string target, string client, int status)
    {
        await using var gateway = await SiteAsync(l => l.Require("ip 10.0.0.0/8"));
        gateway.Client = client;

        Assert.StartsWith($"HTTP/1.1 {status} ", await gateway.Front.AskAsync($"GET {target} HTTP/1.1", $"X-Client: {client}\r\n"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_edits_the_balancers_of_its_site_but_adds_none()
    {
        await using var gateway = await SiteAsync(l => l.Require("all granted"));

        Assert.Equal(303, await gateway.PostAsync("b=foo&w=http://10.0.0.1&w_lf=4&do=apply"));
        Assert.Equal(4, gateway.Foo.Snapshot().Members[0].Factor);
        Assert.Equal(400, await gateway.PostAsync("b=foo&b_nwrkr=http://10.0.0.3&b_wyes=1"));
        Assert.Equal("anonymous (10.0.0.9)", gateway.Foo.Journal.First(e => e.Kind == JournalKind.Edit).By.ToString());
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData(ManagerPermissions.View, 403, 403)]
    [InlineData(ManagerPermissions.All, 303, 200)]
    public async Task What_may_be_done_there_can_be_said(ManagerPermissions permissions, int edit, int add)
    {
        await using var gateway = await SiteAsync(l => l.Require("all granted"), o => o.HandlerPermissions = permissions);

        Assert.Equal(edit, await gateway.PostAsync("b=foo&w=http://10.0.0.1&w_lf=4&do=apply"));
        Assert.Equal(add, await gateway.PostAsync("b=foo&b_nwrkr=http://10.0.0.3&b_wyes=1"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Where_nobody_has_said_who_may_come_nobody_may_and_the_log_says_once_what_to_write()
    {
        using var log = new Lines();
        await using var gateway = await SiteAsync(_ => { }, logging: log);

        Assert.Equal(403, await gateway.GetAsync());
        Assert.Equal(403, await gateway.GetAsync("/balancer-manager/api/v1"));
        var line = Assert.Single(log.All, l => l.StartsWith("1433 ", StringComparison.Ordinal));
        Assert.Contains("site www", line, StringComparison.Ordinal);
        Assert.Contains("Require ip 10.0.0.0/8", line, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_rule_of_a_section_around_it_is_a_rule()
    {
        await using var gateway = await SiteAsync(_ => { }, site: s => s.Location("/", l => l.Require("ip 10.0.0.0/8")));

        Assert.Equal(200, await gateway.GetAsync());
        gateway.Client = "11.0.0.9";
        Assert.Equal(403, await gateway.GetAsync());
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("/bm-7", 200)]
    [InlineData("/bm-7/style.css", 200)]
    [InlineData("/bm-7/api/v1", 200)]
    public async Task A_pattern_serves_too(string target, int status)
    {
        await using var gateway = await SiteAsync(_ => { }, site: s => s.LocationMatch("^/bm-[0-9]", l => l.SetHandler("balancer-manager").Require("all granted")));

        Assert.Equal(status, await gateway.GetAsync(target));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Without_AddBalancerManager_there_is_none()
    {
        await using var gateway = await Gateway.StartAsync((app, foo) => app.MapProxyPass(SiteOf(foo, l => l.Require("all granted"))));

        Assert.Equal(501, await gateway.GetAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Only_the_balancers_of_its_own_site_are_there()
    {
        await using var gateway = await SiteAsync(l => l.Require("all granted"), services: s => s.AddBalancing().AddBalancer(Balancer.Create("other").Member("http://10.9.9.9").Build()));

        Assert.Equal(404, await gateway.GetAsync("/balancer-manager?b=other"));
        Assert.Equal(200, await gateway.GetAsync("/balancer-manager?b=foo"));
    }

    private static ReverseProxy SiteOf(Balancer foo, Action<LocationBuilder> location, Func<ReverseProxyBuilder, ReverseProxyBuilder>? more = null)
    {
        var site = ReverseProxy.Create("www").Balancer(foo).Exclude("/balancer-manager").ProxyPass("/app", "balancer://foo/");
        return (more?.Invoke(site) ?? site).Location("/balancer-manager", l =>
        {
            l.SetHandler("balancer-manager");
            location(l);
        }).Build();
    }

    private static Task<Gateway> SiteAsync(
        Action<LocationBuilder> location, Action<ManagerOptions>? configure = null, Lines? logging = null,
        Func<ReverseProxyBuilder, ReverseProxyBuilder>? site = null, Action<IServiceCollection>? services = null) =>
        Gateway.StartAsync((app, foo) => app.MapProxyPass(SiteOf(foo, location, site)), all =>
        {
            all.AddBalancerManager(configure);
            services?.Invoke(all);
            _ = logging is null ? all : all.AddSingleton<ILoggerProvider>(logging);
        });
}
