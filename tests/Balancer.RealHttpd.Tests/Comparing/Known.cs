using System.Text.RegularExpressions;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>Where we differ on purpose (docs/differences-from-httpd.md): what must be ours when httpd did this.</summary>
internal static partial class Known
{
    public static IReadOnlyDictionary<string, string> Expect(Scenario scenario, Ask ask, Seen httpd, IReadOnlyDictionary<string, string> facets)
    {
        var ours = new Dictionary<string, string>(facets);
        Change(ours, name => name.StartsWith("request line", StringComparison.Ordinal), line => Slashes(scenario, ask, line)); // D1
        if (ask.Reply.Kind == ReplyKind.Garbage && httpd.Arrivals.Count > 0)
        {
            ours["status"] = "502"; // D9
        }

        if (scenario.Lines.Any(l => l.Is("ProxyPassReverse") && l.Words[^1].StartsWith("balancer:", StringComparison.OrdinalIgnoreCase) && l.Words[^1].EndsWith('/')))
        {
            Change(ours, IsUrl, url => SlashRun().Replace(url, "/").Replace(":/", "://", StringComparison.Ordinal)); // D1
        }

        Change(ours, name => name.EndsWith(" via", StringComparison.Ordinal), via => HttpdComment().Replace(via, "(Balancer)"));
        if (ask.Request.Header("TE") == "trailers")
        {
            Gains(ours, "te", "trailers"); // D34
        }

        if (ask.Request is { Chunked: true } && ask.Request.Header("Trailer") is { } announced)
        {
            Gains(ours, "trailer", announced); // D34
        }

        if (IsNobodys(ask, httpd))
        {
            ours["status"] = "404";
        }

        return ours;
    }

    /// <summary>D1: a member with a path of "/", or a target with a slash for a prefix without one; httpd writes both slashes.</summary>
    public static bool Glues(Scenario scenario) => scenario.Lines.Any(line =>
        (line.Is("BalancerMember") && line.Words[^1].EndsWith('/'))
        || (line.Is("ProxyPass") && line.Words is [var prefix, var target] && !prefix.EndsWith('/') && target.EndsWith('/')));

    private static string Slashes(Scenario scenario, Ask ask, string requestLine)
    {
        var words = requestLine.Split(' ');
        var query = words[1].IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? words[1] : words[1][..query];
        words[1] = (AddsOne(scenario, ask, path) ? path[..^1] : Glues(scenario) ? SlashRun().Replace(path, "/") : path) + words[1][path.Length..];
        return string.Join(' ', words);
    }

    /// <summary>What is not proxied is the host's: in httpd files, with us no endpoint at all. OPTIONS that ends at a proxy allows TRACE only.</summary>
    private static bool IsNobodys(Ask ask, Seen httpd) =>
        httpd is { Picks.Count: 0, Arrivals.Count: 0 } && ask.Request.Method is not ("GET" or "HEAD" or "POST")
        && (httpd.Status is 405 or 501 || (httpd.Status == 200 && httpd.Answer?.Header("Allow")?.Contains("POST", StringComparison.Ordinal) is true));

    /// <summary>D1: where neither the balancer's URL nor the request has any path left, httpd puts a slash behind the member's path.</summary>
    private static bool AddsOne(Scenario scenario, Ask ask, string path) =>
        path.Length > 1 && !AsksForFolder().IsMatch(ask.Request.Target)
        && !scenario.Lines.Any(l => l.Is("ProxyPass") && l.Words[^1].EndsWith('/') && l.Words[0].TrimEnd('/') == ask.Request.Target.Split('?')[0])
        && scenario.Lines.Any(l => l.Is("BalancerMember") && l.Words[^1].EndsWith("}" + path[..^1], StringComparison.Ordinal))
        && path.EndsWith('/');

    // What every request to a member has with us, and not with httpd.
    private static void Gains(Dictionary<string, string> facets, string name, string value)
    {
        foreach (var line in facets.Keys.Where(line => line.StartsWith("request line", StringComparison.Ordinal)).ToList())
        {
            facets[$"request{line["request line".Length..]} {name}"] = value;
        }
    }

    private static bool IsUrl(string name) => name is "answered location" or "answered content-location" or "answered uri" or "answered destination";

    private static void Change(Dictionary<string, string> facets, Func<string, bool> which, Func<string, string> to)
    {
        foreach (var name in facets.Keys.Where(which).ToList())
        {
            facets[name] = to(facets[name]);
        }
    }

    [GeneratedRegex("/{2,}", RegexOptions.None, 1000)]
    private static partial Regex SlashRun();

    [GeneratedRegex(@"^[^?]*/(\.|%2[eE]){0,2}(\?|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AsksForFolder();

    [GeneratedRegex(@"\(Apache[^\n,]*\)", RegexOptions.None, 1000)]
    private static partial Regex HttpdComment();
}
