using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>
/// Where we differ from httpd on purpose: <c>Vectors/differences.json</c> lists every item that differs, with the id of the reason in
/// <c>docs/differences-from-httpd.md</c> and exactly what we do. Nothing is added to it by a program: with the variable
/// <c>BALANCER_REPLAY_MISMATCHES</c> naming a file, mismatches are written there in the same form, and a person assigns the ids.
/// </summary>
internal static class Differences
{
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Switch = "BALANCER_REPLAY_MISMATCHES";

    private static readonly Lock Gate = new();
    private static readonly JsonObject All = Read("differences.json");
    private static readonly JsonObject ManagerAll = Read("differences-of-manager.json");

    /// <summary>Ids that stand for a reason.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. File.ReadLines(Trace.FileOf("differences-from-httpd.md")).Select(line => line.Split('|'))
            .Where(cells => cells.Length > 3 && cells[1].Trim() is ['D', >= '0' and <= '9', ..]).Select(cells => cells[1].Trim()),
    ];

    public static IReadOnlyList<string> Traces { get; } = [.. All.Select(p => p.Key).Union(ManagerAll.Select(p => p.Key))];

    public static IEnumerable<JsonObject> Of(string trace) => (All[trace]?.AsArray() ?? []).Select(entry => entry!.AsObject());

    /// <summary>What differs besides when the trace is edited by the manager's forms: it refuses aloud what httpd ignores.</summary>
    public static IEnumerable<JsonObject> OfManager(string trace) => (ManagerAll[trace]?.AsArray() ?? []).Select(entry => entry!.AsObject());

    /// <summary>Fails unless what differs and what is listed are the same.</summary>
    public static void Check(string trace, IReadOnlyList<Mismatch> mismatches, IEnumerable<JsonObject> entries)
    {
        var listed = entries.ToDictionary(entry => ((int)entry["event"]!, (string)entry["path"]!));
        var said = new List<string>();
        foreach (var mismatch in mismatches)
        {
            if (!listed.Remove((mismatch.Event, mismatch.Path), out var entry))
            {
                said.Add($"not listed: {mismatch}");
            }
            else if (!Mismatch.Same(entry["ours"], mismatch.Ours))
            {
                said.Add($"listed with another value ({Mismatch.Text(entry["ours"])}): {mismatch}");
            }
        }

        said.AddRange(listed.Keys.Select(key => $"listed, but it is as httpd does it: event {key.Item1}, {key.Item2}"));
        if (said.Count > 0)
        {
            Write(trace, mismatches);
            Assert.Fail($"{trace}: {said.Count} items\n{string.Join('\n', said.Take(25))}");
        }
    }

    private static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(Trace.FileOf(name)))!.AsObject();

    private static void Write(string trace, IReadOnlyList<Mismatch> mismatches)
    {
        if (Environment.GetEnvironmentVariable(Switch) is not { Length: > 0 } file)
        {
            return;
        }

        var text = new StringBuilder().Append("  ").Append(JsonSerializer.Serialize(trace)).Append(": [\n");
        text.AppendJoin(",\n", mismatches.Select(m => "    " + new JsonObject
        {
            ["event"] = m.Event,
            ["path"] = m.Path,
            ["id"] = "?",
            ["httpd"] = m.Httpd?.DeepClone(),
            ["ours"] = m.Ours?.DeepClone(),
        }.ToJsonString(Plain)));
        lock (Gate)
        {
            File.AppendAllText(file, text.Append("\n  ],\n").ToString());
        }
    }
}
