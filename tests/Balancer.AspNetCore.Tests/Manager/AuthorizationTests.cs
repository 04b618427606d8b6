using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore.Tests.Manager;

/// <summary>Who may come, and what they may do there (R47).</summary>
public class AuthorizationTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("anybody", "", "8.8.8.8", true)]
    [InlineData("address", "", "10.0.0.9", true)]
    [InlineData("address", "", "10.255.255.255", true)]
    [InlineData("address", "", "::ffff:10.0.0.9", true)]
    [InlineData("address", "", "192.168.2.22", true)]
    [InlineData("address", "", "fd00::7", true)]
    [InlineData("address", "", "192.168.2.23", false)]
    [InlineData("address", "", "11.0.0.9", false)]
    [InlineData("address", "", "::ffff:11.0.0.9", false)]
    [InlineData("address", "", "fe80::7", false)]
    [InlineData("address", "", "::10.0.0.9", false)]
    [InlineData("address", "", "", false)]
    [InlineData("address", "eve", "11.0.0.9", false)]
    [InlineData("policy", "eve", "8.8.8.8", true)]
    [InlineData("policy", "adam", "8.8.8.8", true)]
    [InlineData("policy", "mallory", "8.8.8.8", false)]
    [InlineData("policy", "", "8.8.8.8", false)]
    [InlineData("both", "eve", "10.0.0.9", true)]
    [InlineData("both", "eve", "11.0.0.9", false)]
    [InlineData("both", "mallory", "10.0.0.9", false)]
    [InlineData("both", "", "10.0.0.9", false)]
    public async Task Who_may_come_sees_all_and_who_may_not_sees_nothing(string door, string user, string client, bool comes)
    {
        await using var gateway = await Gateway.StartAsync(b => Open(b, door), Gateway.Policies);
        (gateway.User, gateway.Client) = (user, client);

        foreach (var path in new[] { "", "/", "/journal", "/why", "/style.css", "/script.js", "/api/v1", "/api/openapi.json", "?b=foo", "?xml=1" })
        {
            var (status, body, answer) = await gateway.AskAsync(HttpMethod.Get, $"/balancer-manager{path}");
            Assert.True(comes ? status == 200 : status is 401 or 403, $"{path}: {status}");
            Assert.True(comes || body is "403 Forbidden\n" or "", body);
            answer.Dispose();
        }

        Assert.Equal(comes ? 200 : Denied(user, door, client), await gateway.PostAsync("b=foo&w=http://10.0.0.1&w_lf=4"));
        Assert.Equal(comes ? 4 : 1, gateway.Foo.Snapshot().Members[0].Factor);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("all", "eve", 200, 200)]
    [InlineData("all", "", 200, 200)]
    [InlineData("edits", "eve", 200, 400)]
    [InlineData("edits", "adam", 403, 403)]
    [InlineData("edits", "", 403, 403)]
    [InlineData("edits and adding", "eve", 200, 200)]
    [InlineData("edits and adding", "adam", 403, 403)]
    [InlineData("adding by policy", "eve", 200, 200)]
    [InlineData("adding by policy", "adam", 200, 400)]
    [InlineData("adding by policy", "", 200, 400)]
    [InlineData("nothing more", "eve", 200, 400)]
    [InlineData("reading", "eve", 403, 403)]
    public async Task Looking_editing_and_adding_are_three_permissions(string what, string user, int edit, int add)
    {
        await using var gateway = await Gateway.StartAsync(b => Grant(b.AllowAnonymous(), what), Gateway.Policies);
        gateway.User = user;

        Assert.Equal(200, await gateway.GetAsync());
        Assert.Equal(edit, await gateway.PostAsync("b=foo&w=http://10.0.0.1&w_lf=4"));
        Assert.Equal(edit == 200 ? 4 : 1, gateway.Foo.Snapshot().Members[0].Factor);
        Assert.Equal(add, await gateway.PostAsync("b=foo&b_nwrkr=http://10.0.0.3&b_wyes=1"));
        Assert.Equal(add == 200 ? 3 : 2, gateway.Foo.Members.Count);
        Assert.Equal(edit == 200 ? 303 : 403, await gateway.PostAsync("b=foo&w=http://10.0.0.2&remove=1&do=apply"));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("lb.example.com:8080", "", "", true)]
    [InlineData("LB.example.com.", "", "", true)]
    [InlineData("lb.example.com", "", "*", true)]
    [InlineData("lb.example.com", "eve", "", false)]
    [InlineData("lb.example.com", "", "lb.example.com", false)]
    [InlineData("localhost:8080", "", "", false)]
    [InlineData("foo.localhost", "", "", false)]
    [InlineData("gateway", "", "", false)]
    [InlineData("192.168.2.22", "", "", false)]
    [InlineData("[::1]:8080", "", "", false)]
    public async Task Who_has_named_no_names_is_warned_once_that_any_page_can_lead_here(string host, string user, string names, bool warns)
    {
        using var log = new Lines();
        await using var gateway = await Gateway.StartAsync(b => b.AllowFrom("10.0.0.0/8"), services =>
        {
            Gateway.Policies(services);
            services.AddSingleton<ILoggerProvider>(log);
            services.Configure<HostFilteringOptions>(o => o.AllowedHosts = names.Length > 0 ? [names] : []);
        });
        (gateway.User, gateway.Fields["Host"]) = (user, host);

        Assert.Equal((200, 200), (await gateway.GetAsync(), await gateway.GetAsync()));

        var lines = log.All.Where(l => l.StartsWith("1435 ", StringComparison.Ordinal));
        Assert.Equal(warns ? 1 : 0, lines.Count(l => l.Contains("RequireHost(\"lb.example.com\")", StringComparison.Ordinal)));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Who_has_named_names_is_reached_by_no_other()
    {
        using var log = new Lines();
        await using var gateway = await Gateway.StartAsync(
            b => b.AllowFrom("10.0.0.0/8").RequireHost("lb.example.com"), services => services.AddSingleton<ILoggerProvider>(log));

        Assert.Equal(404, await gateway.GetAsync());
        gateway.Fields["Host"] = "lb.example.com";
        Assert.Equal(200, await gateway.GetAsync());
        Assert.DoesNotContain(log.All, l => l.StartsWith("1435 ", StringComparison.Ordinal));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("all", "eve", 200)]
    [InlineData("edits", "adam", 403)]
    [InlineData("reading", "eve", 403)]
    public async Task Programs_have_the_same_permissions(string what, string user, int edit)
    {
        await using var gateway = await Gateway.StartAsync(b => Grant(b.AllowAnonymous(), what), Gateway.Policies);
        gateway.User = user;

        Assert.Equal(edit, await gateway.PostJsonAsync("""{"edits":[{"member":"http://10.0.0.1","set":{"loadFactor":4}}]}""", "/api/v1/balancers/foo/edits"));
        Assert.Equal(edit == 200 ? 4 : 1, gateway.Foo.Snapshot().Members[0].Factor);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_fallback_policy_is_enough_and_holds()
    {
        await using var gateway = await Gateway.StartAsync(_ => { }, services =>
        {
            Gateway.Policies(services);
            services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireUserName("eve").Build());
        });

        Assert.Equal(401, await gateway.GetAsync());
        gateway.User = "mallory";
        Assert.Equal(403, await gateway.GetAsync());
        gateway.User = "eve";
        Assert.Equal(200, await gateway.GetAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_policy_of_a_group_holds()
    {
        await using var gateway = await Gateway.StartAsync(
            (app, foo) => app.MapGroup("/ops").RequireAuthorization("ops").MapBalancerManager("/bm", [foo]),
            services =>
            {
                Gateway.Policies(services);
                services.AddBalancerManager();
            });

        Assert.Equal(401, await gateway.GetAsync("/ops/bm"));
        gateway.User = "eve";
        Assert.Equal(200, await gateway.GetAsync("/ops/bm"));
        Assert.Equal(303, await gateway.PostAsync("b=foo&w=http://10.0.0.1&w_lf=4&do=apply", "/ops/bm"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_token_of_one_user_is_none_of_another()
    {
        await using var gateway = await Gateway.StartAsync(b => b.AllowFrom("10.0.0.0/8").RequireAuthorization("ops"), Gateway.Policies);
        gateway.User = "eve";
        var token = await gateway.TokenAsync("/balancer-manager");
        var form = $"nonce={token}&b=foo&w=http://10.0.0.1&w_lf=4";

        gateway.User = "adam";
        Assert.Equal(403, await gateway.SendAsync(form));
        (gateway.User, gateway.Client) = ("eve", "10.0.0.10");
        Assert.Equal(403, await gateway.SendAsync(form));
        gateway.Client = "::ffff:10.0.0.9";
        Assert.Equal(200, await gateway.SendAsync(form));
        Assert.Equal("eve (10.0.0.9)", gateway.Foo.Journal[0].By.ToString());
    }

    private static int Denied(string user, string door, string client) =>
        door is "policy" or "both" ? (user.Length == 0 ? 401 : 403) : client.Length >= 0 ? 403 : 0;

    private static void Open(BalancerManagerConventionBuilder builder, string door)
    {
        if (door == "anybody")
        {
            builder.AllowAnonymous();
        }

        if (door is "address" or "both")
        {
            builder.AllowFrom("192.168.2.22", "10.0.0.0/8").AllowFrom("fd00::/8");
        }

        if (door is "policy" or "both")
        {
            builder.RequireAuthorization("ops");
        }
    }

    private static void Grant(BalancerManagerConventionBuilder builder, string what) => _ = what switch
    {
        "all" => builder.AllowAddingMembers(),
        "edits" => builder.RequireForEdits("edit"),
        "edits and adding" => builder.RequireForEdits("edit").AllowAddingMembers(),
        "adding by policy" => builder.AllowAddingMembers("add"),
        "reading" => builder.AllowAddingMembers().ReadOnly(),
        _ => builder,
    };
}
