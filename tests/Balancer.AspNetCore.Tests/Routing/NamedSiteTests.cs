using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Balancing.AspNetCore.Tests.Routing;

public class NamedSiteTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task A_named_site_follows_its_configuration_through_a_reload()
    {
        using var one = ScriptedBackend.Named("one");
        using var two = ScriptedBackend.Named("two");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Balancers:foo:Members:0:Url"] = one.Url,
            ["Sites:www:ProxyPass:0:Path"] = "/apps",
            ["Sites:www:ProxyPass:0:To"] = "balancer://foo",
        }).Build();
        await using var front = await Front.StartAsync(app => app.MapProxyPass("WWW"), s => s.AddBalancing(configuration));

        Assert.Equal("one", (await front.GetAsync("/apps/x")).Body);
        configuration["Balancers:foo:Members:0:Url"] = two.Url;
        configuration["Sites:www:ProxyPass:0:Path"] = "/moved";
        configuration.Reload();

        Assert.Equal("two", (await front.GetAsync("/moved/x")).Body);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await front.GetAsync("/apps/x")).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_unknown_name_is_said_at_once()
    {
        var unknown = await Assert.ThrowsAsync<KeyNotFoundException>(() => Front.StartAsync(app => app.MapProxyPass("nobody"), s => s.AddBalancing()));
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => Front.StartAsync(app => app.MapProxyPass("nobody")));

        Assert.Contains("nobody", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("AddBalancing", missing.Message, StringComparison.Ordinal);
    }
}
