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
        .Build();

    private static ReverseProxy Site(Balancer foo, Backend images) => ReverseProxy.Create("www")
        .Balancer(foo)
        .ProxyPass("/apps/", "balancer://foo/")
        .ProxyPass("/images/", images.Url)
        .Build();

    /// <summary>Runs it: as a server until Ctrl+C, or, with <c>--requests N</c>, until so many requests were played.</summary>
    /// <param name="args"><c>--urls http://127.0.0.1:PORT</c>, <c>--requests N</c>.</param>
    /// <param name="output">Where it talks to.</param>
    /// <returns>0, or 1 when the port is taken or a request failed.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        await using var php1 = await Backend.StartAsync("php1");
        await using var php2 = await Backend.StartAsync("php2");
        await using var phpbkup = await Backend.StartAsync("phpbkup");
        using var foo = Foo(php1, php2, phpbkup);
        using var site = Site(foo, images: php2);

        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        var url = builder.Configuration["urls"] ?? "http://127.0.0.1:8080";
        var requests = builder.Configuration.GetValue("requests", 0);
        await using var gateway = builder.Build();
        gateway.MapProxyPass(site);
        gateway.Urls.Clear();
        gateway.Urls.Add(url);
        try
        {
            await gateway.StartAsync();
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
        {
            await output.WriteLineAsync($"Cannot listen on {url}: {e.Message} Try another port: -- --urls http://127.0.0.1:8081");
            return 1;
        }

        url = gateway.Urls.First();
        await Guide.PrintAsync(output, url, site, [php1, php2, phpbkup]);
        if (requests > 0)
        {
            return await Playback.RunAsync(output, new Uri(url), requests, foo, [php1, php2, phpbkup]);
        }

        await output.WriteLineAsync($"Listening on {url}. Ctrl+C ends it.");
        await gateway.WaitForShutdownAsync();
        return 0;
    }
}
