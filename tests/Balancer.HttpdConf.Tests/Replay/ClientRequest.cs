using System.Net;
using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>One request of a <c>request</c> or <c>begin</c> event.</summary>
/// <param name="Facts">What the client sent.</param>
/// <param name="Reply">What the request wants of whichever member gets it, or null.</param>
/// <param name="Traffic">Bytes httpd accounted, as <c>[member, to, from]</c>, or null when not recorded.</param>
internal sealed record ClientRequest(RequestFacts Facts, JsonObject? Reply, JsonArray? Traffic)
{
    private static readonly string[] Lists = ["paths", "cookies", "methods", "body_sizes", "reply_sizes", "replies"];

    /// <summary>The requests of an event, strictly one after the other.</summary>
    public static IEnumerable<ClientRequest> Of(JsonObject e, JsonObject result)
    {
        var count = (int?)e["n"] ?? Lists.Select(list => e[list] as JsonArray).FirstOrDefault(a => a is not null)?.Count ?? 1;
        var traffic = result["traffic"] as JsonArray;
        for (var i = 0; i < count; i++)
        {
            var recorded = traffic is null ? null : IsOne(e) ? traffic : traffic[i]!.AsArray();
            yield return new ClientRequest(FactsOf(e, i), ReplyOf(e, i), recorded);
        }
    }

    /// <summary>True when the event is a single request and so is its result.</summary>
    public static bool IsOne(JsonObject e) => e["n"] is null && Lists.All(list => e[list] is null);

    private static RequestFacts FactsOf(JsonObject e, int i)
    {
        var cookies = new List<string>();
        if ((string?)(e["cookies"]?[i] ?? e["cookie"]) is { Length: > 0 } cookie)
        {
            cookies.Add(cookie);
        }

        cookies.AddRange((e["headers"] as JsonArray ?? [])
            .Where(h => string.Equals((string?)h![0], "Cookie", StringComparison.OrdinalIgnoreCase)).Select(h => (string)h![1]!));
        return new RequestFacts
        {
            Method = (string?)(e["methods"]?[i] ?? e["method"]) ?? "GET",
            Target = (string)(e["paths"]?[i] ?? e["path"])!,
            Host = (string?)e["host"] ?? "www.example.com",
            CookieHeader = cookies.Count == 0 ? null : string.Join("; ", cookies),
            ClientAddress = IPAddress.Loopback,
            Scheme = "http",
        };
    }

    private static JsonObject? ReplyOf(JsonObject e, int i) => (e["replies"]?[i] ?? e["reply"]) as JsonObject;
}
