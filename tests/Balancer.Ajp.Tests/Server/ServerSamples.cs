using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Balancing.Ajp.Tests.Server;

/// <summary>What docs/ajp-server.md shows.</summary>
public sealed class ServerSamples
{
    [Fact]
    public async Task The_page_shows_a_program_that_listens()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration["Ajp:Secret"] = AjpServer.Secret;
        builder.WebHost.UseKestrelCore();

        // <snippet:listen>
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ListenUnixSocket("/tmp/shop.ajp", listen => listen.UseAjp(ajp => ajp.Secret = builder.Configuration["Ajp:Secret"])));
        // </snippet:listen>
    }

    [Fact]
    public async Task The_page_shows_what_the_front_said()
    {
        await using var server = await AjpServer.StartAsync(
            async context =>
            {
                // <snippet:feature>
                if (context.Features.Get<IAjpFeature>() is { } ajp)
                {
                    var draining = ajp.GetAttribute("JK_LB_ACTIVATION") is "DIS" or "STP"; // mod_jk
                    await context.Response.WriteAsync($"{ajp.Route} {ajp.RemoteUser} {ajp.SslCipher} {draining}");
                }
                // </snippet:feature>
            });
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward().Attribute(3, "ada").Attribute(6, "node1").Attribute("JK_LB_ACTIVATION", "DIS"));
        Assert.Equal("node1 ada  True", answer.Text);
    }

    [Fact]
    public async Task The_page_shows_a_front_that_is_trusted()
    {
        await using var server = await AjpServer.StartAsync(
            context => context.Response.WriteAsync($"{context.User.Identity?.Name} {context.Features.Get<IAjpFeature>()!.GetAttribute("TENANT")}"),
            Trust);
        await using var front = await server.ConnectAsync();

        Assert.Equal("ada blue", (await front.AskAsync(new Forward().Attribute(3, "ada").Attribute("TENANT", "blue"))).Text);

        static void Trust(AjpServerOptions ajp)
        {
            // <snippet:trust>
            ajp.TrustRemoteUser = true;           // AuthType and Require valid-user are the front's business
            ajp.AllowedAttributes.Add("TENANT");  // httpd: SetEnv AJP_TENANT blue
            ajp.AllowedAttributes.Add("SSL_*");   // mod_jk: JkEnvVar SSL_CLIENT_S_DN
            // </snippet:trust>
        }
    }
}
