using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>One item that is not as recorded.</summary>
/// <param name="Event">Index of the event; -1 for the configuration itself.</param>
/// <param name="Path">Which item of the result, for example <c>each[3].picks</c>.</param>
/// <param name="Httpd">What httpd did.</param>
/// <param name="Ours">What we do.</param>
internal sealed record Mismatch(int Event, string Path, JsonNode? Httpd, JsonNode? Ours)
{
    public override string ToString() => $"event {Event}, {Path}: httpd {Text(Httpd)}, ours {Text(Ours)}";

    public static string Text(JsonNode? node) => node?.ToJsonString(Differences.Plain) ?? "null";

    /// <summary>All items of two results that differ.</summary>
    public static IEnumerable<Mismatch> Between(int at, JsonNode? httpd, JsonNode? ours) => Between(at, "", httpd, ours);

    public static bool Same(JsonNode? a, JsonNode? b) =>
        IsNumber(a) && IsNumber(b) ? Number(a!) == Number(b!) : JsonNode.DeepEquals(a, b);

    private static IEnumerable<Mismatch> Between(int at, string path, JsonNode? httpd, JsonNode? ours)
    {
        if (httpd is JsonObject a && ours is JsonObject b && path.Split('.')[^1] != "env")
        {
            return a.Select(p => p.Key).Union(b.Select(p => p.Key))
                .SelectMany(key => Between(at, path.Length == 0 ? key : $"{path}.{key}", a[key], b[key]));
        }

        if (httpd is JsonArray x && ours is JsonArray y && path.Split('.')[^1] is "each" or "members")
        {
            return Enumerable.Range(0, Math.Max(x.Count, y.Count)).SelectMany(i =>
                Between(at, $"{path}[{i}]", i < x.Count ? x[i] : null, i < y.Count ? y[i] : null));
        }

        return Same(httpd, ours) ? [] : [new Mismatch(at, path, httpd?.DeepClone(), ours?.DeepClone())];
    }

    // 1.0 and 1 are the same figure, whatever type each came in.
    private static decimal Number(JsonNode node) => decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;
}
