using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Attacks;

/// <summary>What attackers have in common: there are many of them, and an honest client must not notice.</summary>
internal static class Attack
{
    /// <summary>No honest client may wait longer, however busy the machine is.</summary>
    public static readonly TimeSpan Bearable = TimeSpan.FromSeconds(10);

    public static Task<Front> FrontAsync(Balancer foo, Action<GatewayOptions>? options = null, Action<IServiceCollection>? services = null) =>
        Front.StartAsync(ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build(), services: s =>
        {
            s.AddProxyPass(options);
            services?.Invoke(s);
        });

    /// <summary>Answers <c>/victim</c> at once, and plays a script with everybody else.</summary>
    public static ScriptedBackend Backend(Func<Conversation, Task> script) => ScriptedBackend.Play(async (c, b) =>
    {
        while (await b.HearHeadAsync(c) is { Length: > 0 } head)
        {
            if (head.Contains(" /victim ", StringComparison.Ordinal))
            {
                await c.SayAsync(ScriptedBackend.Ok("ok"));
            }
            else
            {
                await script(c);
                return;
            }
        }
    });

    /// <summary>So many attackers, each of which has said what it has to say.</summary>
    public static async Task<Conversation[]> BeginAsync(Front front, int attackers, string says)
    {
        var all = new Conversation[attackers];
        for (var i = 0; i < attackers; i++)
        {
            all[i] = await front.OpenAsync();
            await all[i].SayAsync(says);
        }

        return all;
    }

    /// <summary>An honest request is answered in bearable time.</summary>
    public static async Task AssertVictimAsync(Front front)
    {
        using var victim = await front.OpenAsync();
        await victim.SayAsync("GET /victim HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        var answer = await victim.HearAllAsync().WaitAsync(Bearable);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("ok", answer, StringComparison.Ordinal);
    }

    /// <summary>Says something that the other side may not want to hear to its end.</summary>
    public static async Task ShoutAsync(Func<Task> says)
    {
        try
        {
            await says();
        }
        catch (SocketException)
        {
            // It hung up; what it said before is heard elsewhere.
        }
    }

    /// <summary>Every counter is back at zero.</summary>
    public static async Task EndedAsync(Balancer foo)
    {
        await Limits.UntilAsync(() => foo.Snapshot() is { Waiting: 0 } now
            && now.Members.All(m => m is { Busy: 0, Connections: { InUse: 0, Opening: 0, Waiting: 0 } })).WaitAsync(Bearable);
    }

    public static void End(IEnumerable<IDisposable> all)
    {
        foreach (var one in all)
        {
            one.Dispose();
        }
    }
}
