using System.Net;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Balancing.AspNetCore.Tests.Routing;

public class VirtualHostTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task Several_sites_are_chosen_by_host_and_the_first_is_the_default()
    {
        using var one = ScriptedBackend.Named("one");
        using var two = ScriptedBackend.Named("two");
        await using var front = await Front.StartAsync(app => app.MapProxyPass([
            Site("one", one, s => s.VirtualHost("*:80").ServerName("one.example")),
            Site("two", two, s => s.VirtualHost("*:80").ServerName("two.example").ServerAlias("*.two.example")),
        ]));

        Assert.Equal("one", await BodyAsync(front, "one.example"));
        Assert.Equal("two", await BodyAsync(front, "TWO.example.:81"));
        Assert.Equal("two", await BodyAsync(front, "www.two.example"));
        Assert.Equal("one", await BodyAsync(front, "unknown"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Two_sites_have_clusters_of_their_own_under_one_name()
    {
        using var one = ScriptedBackend.Named("one");
        using var two = ScriptedBackend.Named("two");
        await using var front = await Front.StartAsync(app => app.MapProxyPass([Clustered("one", one), Clustered("two", two)]));

        Assert.Equal(("one", "two"), (await BodyAsync(front, "one.example"), await BodyAsync(front, "two.example")));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task All_configured_sites_follow_their_configuration_through_a_reload()
    {
        using var one = ScriptedBackend.Named("one");
        using var two = ScriptedBackend.Named("two");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sites:a:ServerName"] = "a.example",
            ["Sites:a:ProxyPass:0:Path"] = "/",
            ["Sites:a:ProxyPass:0:To"] = one.Url + "/",
        }).Build();
        await using var front = await Front.StartAsync(app => app.MapProxyPass(), s => s.AddBalancing(configuration));

        Assert.Equal("one", await BodyAsync(front, "b.example"));
        configuration["Sites:b:ServerName"] = "b.example";
        configuration["Sites:b:Balancers:cluster:Members:0:Url"] = two.Url;
        configuration["Sites:b:ProxyPass:0:Path"] = "/";
        configuration["Sites:b:ProxyPass:0:To"] = "balancer://cluster/";
        configuration.Reload();

        Assert.Equal(("one", "two"), (await BodyAsync(front, "a.example"), await BodyAsync(front, "b.example")));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Where_no_site_has_the_address_nobody_answers()
    {
        using var one = ScriptedBackend.Named("one");
        await using var front = await Front.StartAsync(app =>
        {
            app.MapProxyPass([], [80]);
            app.MapGet("/own", () => "own");
        });

        Assert.Equal(HttpStatusCode.NotFound, (await front.GetAsync("/")).Status);
        Assert.Equal("own", (await front.GetAsync("/own")).Body);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Without_AddBalancing_the_message_names_it()
    {
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => Front.StartAsync(app => app.MapProxyPass()));

        Assert.Contains("AddBalancing(...) before MapProxyPass()", missing.Message, StringComparison.Ordinal);
    }

    private static ReverseProxy Site(string name, ScriptedBackend backend, Func<ReverseProxyBuilder, ReverseProxyBuilder> say) =>
        say(ReverseProxy.Create(name)).ProxyPass("/", backend.Url + "/").Build();

    private static ReverseProxy Clustered(string name, ScriptedBackend backend) => ReverseProxy.Create(name)
        .ServerName($"{name}.example").Balancer("cluster", b => b.Member(backend.Url)).ProxyPass("/", "balancer://cluster/").Build();

    private static async Task<string> BodyAsync(Front front, string host)
    {
        using var client = await front.OpenAsync();
        await client.SayAsync($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        var answer = await client.HearAllAsync();
        return answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }
}
