using System.Globalization;
using System.Net;
using Balancing;

namespace Examples;

/// <summary>
/// Restarts three real processes behind a gateway, one after the other, while clients ask without a pause. No request fails; the exit
/// code says so.
/// </summary>
public static class RollingRestart
{
    private const int Backends = 3;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);

    /// <summary>Runs the example; <c>--clients N</c> says how many ask at once (20).</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var clients = args is ["--clients", var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 20;
        BackendProcess[] backends = [.. Enumerable.Range(0, Backends).Select(_ => new BackendProcess())];
        try
        {
            await Task.WhenAll(backends.Select(b => b.RestartAsync(CancellationToken.None)));
            using var foo = Cluster(backends);
            using var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build();
            await using var gateway = await StartGatewayAsync(site);
            return await RollAsync(foo, backends, new Load(new Uri(gateway.Urls.First())), clients, output);
        }
        finally
        {
            foreach (var backend in backends)
            {
                backend.Dispose();
            }
        }
    }

    private static Balancer Cluster(BackendProcess[] backends)
    {
        var cluster = Balancer.Create("foo").StickySession("ROUTEID").StickyCookie();
        for (var i = 0; i < backends.Length; i++)
        {
            var route = ((char)('a' + i)).ToString();
            cluster.Member(backends[i].Url, m => m.Route(route));
        }

        return cluster.Build();
    }

    private static async Task<WebApplication> StartGatewayAsync(ReverseProxy site)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapProxyPass(site);
        await app.StartAsync();
        return app;
    }

    private static async Task<int> RollAsync(Balancer foo, BackendProcess[] backends, Load load, int clients, TextWriter output)
    {
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(clients, stop.Token);
        await Task.Delay(Before);
        var screen = new Screen(output);

        // <snippet:roll>
        var result = await foo.RollAsync(
            async (member, cancel) => await backends.Single(b => b.Url == member.Url.Configured).RestartAsync(cancel),
            new RollOptions
            {
                MinUsable = 2,
                Drain = new DrainOptions { Deadline = TimeSpan.FromSeconds(4), Grace = TimeSpan.FromSeconds(3), Progress = screen },
                Progress = screen,
            });
        // </snippet:roll>

        await Task.Delay(Before);
        await stop.CancelAsync();
        await running;
        screen.End();
        return Tell(result, load, output);
    }

    private static int Tell(RollResult result, Load load, TextWriter output)
    {
        output.WriteLine(result.IsComplete ? "all members run the new generation" : $"stopped at {result.StoppedAt}: {result.Why}");
        foreach (var (answer, times) in load.Answers)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,8} {answer}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.Asked} requests, {load.Failed} failed"));
        return result.IsComplete && load.Failed == 0 ? 0 : 1;
    }
}
