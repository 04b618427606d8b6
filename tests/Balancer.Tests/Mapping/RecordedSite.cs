using System.Text.RegularExpressions;

namespace Balancing.Tests.Mapping;

/// <summary>
/// One file of <c>Recorded/</c>: what Apache httpd 2.4.71 did with each request path under a configuration.
/// <c>path -> member line</c> or <c>path -> status</c>; where we differ on purpose the difference and our answer follow.
/// </summary>
internal sealed partial class RecordedSite
{
    private readonly List<ProxyPassPlan> _located = [];
    private readonly List<ProxyPassPlan> _rules = [];
    private readonly List<SetEnvIfPlan> _environment = [];
    private string? _location;

    private RecordedSite(IEnumerable<string> lines)
    {
        Plan = new() { Name = "recorded" };
        foreach (var line in lines)
        {
            if (line.StartsWith('|')) Read(line[1..].Trim());
            else if (!line.StartsWith('#')) Rows.Add(Row(line));
        }

        // mod_proxy.c: proxy_trans. A location's own rule comes first, and of nested locations the last one merged.
        _located.Reverse();
        Plan = Plan with { Rules = [.. _located.Concat(_rules).Select((rule, index) => rule with { Index = index })], SetEnvIf = _environment };
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Balancer.Tests", "Mapping", "Recorded");

    public SitePlan Plan { get; private set; }

    /// <summary>Gets path, what httpd did, the id of the difference (or empty), and what we do then.</summary>
    public List<(string Path, string Httpd, string Difference, string Ours)> Rows { get; } = [];

    /// <summary>Gets the path of the balancer's member.</summary>
    public string Member { get; private set; } = "http://m";

    public static RecordedSite Load(string name) => new(File.ReadAllLines(Path.Combine(Folder, name + ".txt")));

    private static (string Path, string Httpd, string Difference, string Ours) Row(string line)
    {
        var parts = line.Split(" -> ");
        var end = DifferenceId().Match(parts[1]);
        return end.Success ? (parts[0], parts[1][..end.Index], end.Groups["id"].Value, end.Groups["ours"].Value) : (parts[0], parts[1], "", parts[1]);
    }

    private void Read(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "BalancerMember": Member = words[1]; break;
            case "<Location": _location = words[1].TrimEnd('>'); break;
            case "</Location>": _location = null; break;
            case "MergeSlashes": Plan = Plan with { MergeSlashes = words[1] == "On" }; break;
            case "AllowEncodedSlashes": Plan = Plan with { EncodedSlashes = Enum.Parse<EncodedSlashes>(words[1]) }; break;
            case "ProxyPassInterpolateEnv": Plan = Plan with { InterpolateEnv = words[1] == "On" }; break;
            case "SetEnvIf": _environment.Add(SetEnvIf(words)); break;
            case "ProxyPassMatch": _rules.Add(Sites.Match(words[1], words[2])); break;
            case "ProxyPass" when _location is not null: _located.Add(Sites.Pass(_location, words[1])); break;
            case "ProxyPass": _rules.Add(Pass(words)); break;
            case "<Proxy" or "</Proxy>": break;
            default: throw new InvalidDataException(line);
        }
    }

    private static SetEnvIfPlan SetEnvIf(string[] words)
    {
        var (name, value) = words[3].Split('=') is [var left, var right] ? (left, right) : (words[3], "1");
        return new(words[1], words[2].Trim('"'), [new(name, value)]);
    }

    private static ProxyPassPlan Pass(string[] words) => Sites.Pass(words[1], words[2]) with
    {
        NoCanon = words.Contains("nocanon"),
        NoQuery = words.Contains("noquery"),
        Interpolate = words.Contains("interpolate"),
        Mapping = words.Contains("mapping=servlet") ? PathMapping.Servlet : words.Contains("mapping=encoded") ? PathMapping.Encoded : PathMapping.Decoded,
    };

    [GeneratedRegex(@"  (?<id>D\d+)  (?<ours>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DifferenceId();
}
