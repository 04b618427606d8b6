using Balancing;
using static Balancing.LbMethods;

namespace Examples;

/// <summary>A gateway with three backends in one process: the closing example of the 2.2 slides, HTTP part.</summary>
public static class GatewayExample
{
    // <Proxy balancer://foo>
    private static Balancer Foo(Backend php1, Backend php2, Backend phpbkup) => Balancer.Create("foo")
        .Member(php1.Url, m => m.LoadFactor(1))
        .Member(php2.Url, m => m.LoadFactor(4))
        .Member(phpbkup.Url, m => m.LoadFactor(4).Status("+h"))
        .LbMethod(ByTraffic)
        .Growth(2)
        .Build();

    private static ReverseProxy Site(Balancer foo, Backend images) => ReverseProxy.Create("www")
        .Balancer(foo)
        .ProxyPass("/apps/", "balancer://foo/")
        .ProxyPass("/images/", images.Url)
        .Build();

    /// <summary>Runs it: as a server until Ctrl+C, or, with <c>--requests N</c>, until so many requests were played.</summary>
    /// <param name="args">See <see cref="CommandLine.Usage"/>.</param>
    /// <param name="output">Where it talks to.</param>
    /// <param name="stop">Ends it as Ctrl+C does.</param>
    /// <returns>0, or 1 when something is wrong: an argument, the configuration, the port, a request.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken stop = default)
    {
        if (CommandLine.Read(args, out var problem) is not { } line)
        {
            await output.WriteLineAsync(problem);
            await output.WriteLineAsync(CommandLine.Usage);
            return 1;
        }

        if (line.Help)
        {
            await output.WriteLineAsync(CommandLine.Usage);
            return 0;
        }

        return await (line.Conf is null ? RunAsync(line, output, stop) : ConfGateway.RunAsync(line, output, stop));
    }

    private static async Task<int> RunAsync(CommandLine line, TextWriter output, CancellationToken stop)
    {
        await using var php1 = await Backend.StartAsync("php1");
        await using var php2 = await Backend.StartAsync("php2");
        await using var phpbkup = await Backend.StartAsync("phpbkup");
        using var foo = Foo(php1, php2, phpbkup);
        using var site = Site(foo, images: php2);

        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddProxyPass(gateway => gateway.DecisionHeader = line.DecisionHeader);
        await using var gateway = builder.Build();
        gateway.MapProxyPass(site);
        // <snippet:manager>
        gateway.MapBalancerManager("/balancer-manager", [foo], [site]).AllowFrom("127.0.0.1", "::1").AllowAddingMembers();
        // </snippet:manager>
        if (!await Listening.StartAsync(gateway, line.Url, output))
        {
            return 1;
        }

        var url = gateway.Urls.First();
        await Guide.PrintAsync(output, url, site, [php1, php2, phpbkup]);
        if (line.Requests > 0)
        {
            return await Playback.RunAsync(output, new Uri(url), line.Requests, foo, [php1, php2, phpbkup]);
        }

        await output.WriteLineAsync($"Listening on {url}. Ctrl+C ends it.");
        await gateway.WaitForShutdownAsync(stop);
        return 0;
    }
}
