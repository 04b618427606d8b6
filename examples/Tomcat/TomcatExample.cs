using Balancing;
using static Balancing.LbMethods;

namespace Examples;

/// <summary>The AJP part of the closing example of the 2.2 slides: <c>balancer://javaapps</c> with <c>ajp://</c> members behind a gateway.</summary>
public static class TomcatExample
{
    private const string Usage =
        """
        dotnet run -c Release --project examples/Tomcat                       two backends of its own that speak AJP, and a gateway on http://127.0.0.1:8080
        dotnet run -c Release --project examples/Tomcat -- SECRET URL [URL]   your own Tomcats, for example s3cret ajp://tc1:8009 ajp://tc2:8009
        Options: --urls http://127.0.0.1:8081

        What a Tomcat needs in its server.xml:
          <Connector protocol="AJP/1.3" address="127.0.0.1" port="8009" secret="SECRET" />
          <Engine name="Catalina" defaultHost="localhost" jvmRoute="tc1">
        """;

    /// <summary>Runs it until Ctrl+C.</summary>
    /// <param name="args">See the usage.</param>
    /// <param name="output">Where it talks to.</param>
    /// <param name="stop">Ends it as Ctrl+C does.</param>
    /// <returns>0, or 1 when something is wrong with the arguments.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken stop = default)
    {
        var (words, url) = Read(args);
        if (words.Count == 1 || !words.Skip(1).All(word => word.StartsWith("ajp://", StringComparison.Ordinal)))
        {
            await output.WriteLineAsync(Usage);
            return 1;
        }

        if (words.Count > 0)
        {
            return await RunAsync(words[0], [.. words.Skip(1)], url, output, stop);
        }

        var secret = Guid.NewGuid().ToString("N");
        await using var tc1 = await JavaBackend.StartAsync("tc1", secret);
        await using var tc2 = await JavaBackend.StartAsync("tc2", secret);
        return await RunAsync(secret, [tc1.Url, tc2.Url], url, output, stop);
    }

    private static async Task<int> RunAsync(string secret, IReadOnlyList<string> members, string url, TextWriter output, CancellationToken stop)
    {
        // <snippet:balancer>
        var javaapps = Balancer.Create("javaapps");
        for (var i = 0; i < members.Count; i++)
        {
            var route = $"tc{i + 1}"; // the Engine's jvmRoute
            var factor = i == 0 ? 1 : 4;
            javaapps.Member(members[i], m => m.Route(route).LoadFactor(factor).Secret(secret).Ping(TimeSpan.FromMilliseconds(500)));
        }

        using var balancer = javaapps.LbMethod(ByRequests).StickySession("JSESSIONID", "jsessionid").Build();
        using var site = ReverseProxy.Create("www").Balancer(balancer).ProxyPass("/serv/", "balancer://javaapps/").Build();
        // </snippet:balancer>

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // <snippet:services>
        builder.Services.AddProxyPass();
        builder.Services.AddAjp();
        // </snippet:services>
        await using var gateway = builder.Build();
        gateway.MapProxyPass(site);
        gateway.Urls.Add(url);
        try
        {
            await gateway.StartAsync(stop);
        }
        catch (IOException e)
        {
            await output.WriteLineAsync($"Cannot listen on {url}: {e.Message} Try another port: -- --urls http://127.0.0.1:8081");
            return 1;
        }

        await PrintAsync(output, gateway.Urls.First(), members);
        await gateway.WaitForShutdownAsync(stop);
        return 0;
    }

    private static async Task PrintAsync(TextWriter output, string url, IReadOnlyList<string> members)
    {
        await output.WriteLineAsync("/serv/ -> balancer://javaapps/");
        foreach (var member in members)
        {
            await output.WriteLineAsync($"  {member}");
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync("Try");
        await output.WriteLineAsync($"  curl -i {url}/serv/shop?item=7");
        await output.WriteLineAsync($"  curl -c /tmp/jar -b /tmp/jar {url}/serv/shop      # again and again: a session stays where it began");
        await output.WriteLineAsync();
        await output.WriteLineAsync($"Listening on {url}. Ctrl+C ends it.");
    }

    private static (List<string> Words, string Url) Read(string[] args)
    {
        var words = args.ToList();
        var at = words.IndexOf("--urls");
        if (at < 0 || at + 1 >= words.Count)
        {
            return (words, "http://127.0.0.1:8080");
        }

        var url = words[at + 1];
        words.RemoveRange(at, 2);
        return (words, url);
    }
}
