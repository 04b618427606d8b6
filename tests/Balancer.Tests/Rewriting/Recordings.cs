namespace Balancing.Tests.Rewriting;

/// <summary>The recorded rows of this folder, and the sites they were recorded with.</summary>
internal static class Recordings
{
    /// <summary>Reads a file of rows: scenario, value, the answer we give, and the id of the difference if it is one.</summary>
    public static TheoryData<string, string, string, string> Read(string file)
    {
        var data = new TheoryData<string, string, string, string>();
        var scenario = "";
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "tests", "Balancer.Tests", "Rewriting", file)))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                scenario = line[3..];
            }
            else if (!line.StartsWith('#'))
            {
                var columns = Resolve(line).Split('\t');
                var answer = columns.Length > 3 ? columns[3] : columns[1];
                data.Add(scenario, columns[0], answer == "=" ? columns[0] : answer, columns.Length > 2 ? columns[2] : "");
            }
        }

        return data;
    }

    /// <summary>The site of a scenario. The recordings knew no implicit entries.</summary>
    public static SitePlan Site(string scenario) => Plans.Site() with
    {
        ServerName = "www.example.com",
        UseCanonicalName = scenario == "reverse-loc-canonical",
        Reverse = scenario switch
        {
            "reverse-loc-bal-member-slash" => [new("/app", "balancer://b1/")],
            "reverse-loc-bal-member-slash-path" => [new("/app", "balancer://b1")],
            "reverse-loc-bal-root" => [new("/", "balancer://b1/")],
            "reverse-loc-bal-url-slash-only" => [new("/app", "balancer://b1/")],
            "reverse-loc-bal" => [new("/app", "balancer://b1")],
            "reverse-loc-slash" => [new("/app/", Resolve("http://{m}/ctx/"))],
            "slides-gotcha-noslash" => [new("/apps", "balancer://b1/")],
            _ when scenario.Contains("cookie", StringComparison.Ordinal) => [],
            _ => [new("/app", Resolve("http://{m}/ctx"))],
        },
        CookiePaths = scenario switch
        {
            "reverse-cookie-path-root" => [new("/", "/app/")],
            "reverse-cookie-path-slash" => [new("/ctx/", "/app/")],
            "reverse-cookie-loc-both" => [new("/ctx", "/app")],
            _ => [],
        },
        CookieDomains = scenario.EndsWith("domain", StringComparison.Ordinal) || scenario.EndsWith("both", StringComparison.Ordinal)
            ? [new("in.example", "out.example.com")]
            : [],
    };

    /// <summary>The members of a scenario's balancer.</summary>
    public static BalancerPlan Balancer(string scenario) => scenario switch
    {
        "reverse-loc-bal-member-slash" => Plans.Balancer(Resolve("http://{m}/"), Resolve("http://{n}/")),
        "reverse-loc-bal-member-slash-path" => Plans.Balancer(Resolve("http://{m}/ctx/"), Resolve("http://{n}/ctx/")),
        "reverse-loc-bal-url-slash-only" => Plans.Balancer(Resolve("http://{m}/ctx"), Resolve("http://{n}/ctx")),
        _ => Plans.Balancer(Resolve("http://{m}"), Resolve("http://{n}")),
    };

    private static string Resolve(string text) => text
        .Replace("{m.port}", "10001", StringComparison.Ordinal)
        .Replace("{m}", "127.0.0.1:10001", StringComparison.Ordinal)
        .Replace("{n}", "127.0.0.1:10002", StringComparison.Ordinal)
        .Replace("{front}", "127.0.0.1:10003", StringComparison.Ordinal);
}
