using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Examples;

/// <summary>What docs/gateway.md shows about tunnels.</summary>
public class TunnelSnippets
{
    [Fact]
    public void The_member_of_the_documentation_allows_what_it_says()
    {
        var builder = WebApplication.CreateSlimBuilder();

        // <snippet:upgrade>
        builder.Services.AddProxyPass(o => o.TunnelIdleTimeout = TimeSpan.FromMinutes(5));

        var chat = Balancer.Create("chat")
            .Member("http://10.0.0.1:8080", m => m.Upgrade("websocket"))   // BalancerMember http://10.0.0.1:8080 upgrade=websocket
            .Member("ws://10.0.0.2:8080")                                  // by its scheme
            .Build();
        // </snippet:upgrade>

        Assert.Equal(["websocket", "WebSocket"], chat.Members.Select(m => m.Plan.Upgrade));
        chat.Dispose();
    }
}
