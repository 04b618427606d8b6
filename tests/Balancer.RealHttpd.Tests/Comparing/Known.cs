using System.Text.RegularExpressions;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>Where we differ on purpose (docs/differences-from-httpd.md): what must be ours when httpd did this.</summary>
internal static partial class Known
{
    public static IReadOnlyDictionary<string, string> Expect(Scenario scenario, Ask ask, Seen httpd, IReadOnlyDictionary<string, string> facets)
    {
        var ours = new Dictionary<string, string>(facets);
        if (Glues(scenario))
        {
            Change(ours, name => name.StartsWith("request line", StringComparison.Ordinal), OneSlash);
        }

        if (ask.Reply.Kind == ReplyKind.Garbage && httpd.Arrivals.Count > 0)
        {
            ours["status"] = "502"; // D9
        }

        Change(ours, name => name.EndsWith(" via", StringComparison.Ordinal), via => HttpdComment().Replace(via, "(Balancer)"));
        if (httpd is { Picks.Count: 0, Arrivals.Count: 0, Status: 405 or 501 or 200 } && ask.Request.Method is not ("GET" or "HEAD" or "POST"))
        {
            ours["status"] = "404"; // what is not proxied is the host's: here files and an endpoint for none
        }

        return ours;
    }

    /// <summary>D1: a member with a path of "/", or a target with a slash for a prefix without one; httpd writes both slashes.</summary>
    private static bool Glues(Scenario scenario) => scenario.Lines.Any(line =>
        (line.Is("BalancerMember") && line.Words[^1].EndsWith('/'))
        || (line.Is("ProxyPass") && line.Words is [var prefix, var target] && !prefix.EndsWith('/') && target.EndsWith('/')));

    private static string OneSlash(string requestLine)
    {
        var query = requestLine.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? requestLine : requestLine[..query];
        var version = path.LastIndexOf(" HTTP/", StringComparison.Ordinal);
        version = version < 0 ? path.Length : version;
        return Slashes().Replace(path[..version], "/") + requestLine[version..];
    }

    private static void Change(Dictionary<string, string> facets, Func<string, bool> which, Func<string, string> to)
    {
        foreach (var name in facets.Keys.Where(which).ToList())
        {
            facets[name] = to(facets[name]);
        }
    }

    [GeneratedRegex("/{2,}", RegexOptions.None, 1000)]
    private static partial Regex Slashes();

    [GeneratedRegex(@"\(Apache[^\n,]*\)", RegexOptions.None, 1000)]
    private static partial Regex HttpdComment();
}
