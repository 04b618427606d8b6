using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>One recorded trace: a configuration, events, and what httpd did at each (Vectors/README.md).</summary>
internal sealed class Trace
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Vectors");

    private Trace(JsonNode file)
    {
        var scenario = file["scenario"]!;
        Id = (string)scenario["id"]!;
        Config = (string)scenario["config"]!;
        Members = [.. scenario["members"]!.AsObject().Select(member => member.Key)];
        Events = [.. scenario["events"]!.AsArray().Select(e => e!.AsObject())];
        Results = file["results"]?.AsArray().Select(r => r!.AsObject()).ToList();
    }

    /// <summary>Ids of all traces.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Files().Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public string Id { get; }

    public string Config { get; }

    public IReadOnlyList<string> Members { get; }

    public IReadOnlyList<JsonObject> Events { get; }

    /// <summary>One per event, or null when httpd refused the configuration.</summary>
    public IReadOnlyList<JsonObject>? Results { get; }

    public static Trace Load(string id) =>
        new(JsonNode.Parse(File.ReadAllText(Files().Single(f => Path.GetFileNameWithoutExtension(f) == id)))!);

    public static string FileOf(string name) => Path.Combine(Root, name);

    private static IEnumerable<string> Files() => Directory.EnumerateDirectories(Root).SelectMany(Directory.EnumerateFiles);
}
