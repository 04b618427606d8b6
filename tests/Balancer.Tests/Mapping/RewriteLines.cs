using Balancing.Mapping;
using Balancing.Tests.Planning;

namespace Balancing.Tests.Mapping;

/// <summary>Sites said in mod_rewrite's own lines; what they do not answer goes to <c>http://m/</c>.</summary>
internal static class RewriteLines
{
    public static ReverseProxyBuilder Builder(string lines)
    {
        var site = ReverseProxy.Create("www").ServerName("www.example.com").ProxyPass("/", "http://m/");
        foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = Words(line);
            var flags = words.Count > 3 ? words[3].Trim('[', ']') : null;
            if (words[0] == "RewriteCond") site.RewriteCond(words[1], words[2], c => c.Options.Flags = flags);
            else if (words[0] == "RewriteRule") site.RewriteRule(words[1], words[2], r => r.Options.Flags = flags);
            else if (words[0] == "SetEnvIfExpr") site.SetEnvIfExpr(words[1], [.. words.Skip(2)]);
            else if (words[0] == "SetEnvIf") site.SetEnvIf(words[1], words[2], [.. words.Skip(3)]);
            else if (words[0] == "ServerName") site.ServerName(words[1]);
            else throw new FormatException(line);
        }

        return site;
    }

    public static SitePlan Plan(string lines) => Plans.Site(Builder(lines).Options);

    /// <summary>What is wrong with the lines: place below the site, and cause.</summary>
    public static string[] Problems(string lines) =>
        [.. Plans.Problems(Builder(lines).Options).Select(p => $"{p.Place.Replace("Sites:www:", "", StringComparison.Ordinal)}: {p.Cause}. {p.Remedy}")];

    /// <summary>The path and query that is sent, or the status with where the client is sent.</summary>
    public static string Answer(string lines, string target) => Answer(lines, RequestFacts.Get(target));

    public static string Answer(string lines, RequestFacts facts) => Say(Plan(lines).Map(facts.Host is null ? facts.OnHost("www.example.com") : facts));

    /// <summary>The variables that are set, <c>NAME=value</c>, in order.</summary>
    public static string Environment(string lines, RequestFacts facts) =>
        string.Join(' ', (Plan(lines).Map(facts).Environment ?? new Dictionary<string, string>()).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}"));

    public static string Say(in MapResult hit) =>
        hit.Outcome == MapOutcome.Mapped ? ProxyMap.PathOf(Sites.Url("http://m"), hit) : $"{hit.Refusal!.SuggestedStatus} {hit.Refusal.Location ?? hit.Refusal.Reason}";

    // As httpd reads a line: quotes hold words together, a backslash only escapes a quote.
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == ' ')
            {
                at++;
                continue;
            }

            var quoted = line[at] == '"';
            var end = quoted ? line.IndexOf('"', at + 1) : line.IndexOf(' ', at);
            end = end < 0 ? line.Length : end;
            words.Add(quoted ? line[(at + 1)..end] : line[at..end]);
            at = end + 1;
        }

        return words;
    }
}
