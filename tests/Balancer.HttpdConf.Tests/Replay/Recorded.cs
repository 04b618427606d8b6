using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>
/// Brings a recorded result into the one form that both sides are compared in: every request with its own status, picks and hits, no
/// short forms. Bodies, traffic and the headers a gateway adds by itself are no business of the core and are left out.
/// </summary>
internal static class Recorded
{
    public static JsonObject Of(JsonObject e, JsonObject result) => (string)e["do"]! switch
    {
        "request" when ClientRequest.IsOne(e) => Single(e, result),
        "request" => new JsonObject { ["each"] = Each(e, result) },
        "begin" or "end" => Without(result, "req"),
        _ => (JsonObject)result.DeepClone(),
    };

    private static JsonArray Each(JsonObject e, JsonObject result) =>
        [.. Enumerable.Range(0, (int)result["n"]!).Select(i => One(e, result, i))];

    private static JsonObject One(JsonObject e, JsonObject all, int i)
    {
        if (all["each"] is JsonArray each)
        {
            return Single(e, each[i]!.AsObject());
        }

        var result = new JsonObject
        {
            ["status"] = (all["status"] is JsonArray statuses ? statuses[i] : all["status"])!.DeepClone(),
            ["picks"] = all["picks"]![i]!.DeepClone(),
        };
        if (all["hits"] is JsonArray hits)
        {
            result["hits"] = hits[i]!.DeepClone();
        }

        if (all["env"] is { } env)
        {
            result["env"] = (env is JsonArray list ? list[i] : env)?.DeepClone();
        }

        return Single(e, result);
    }

    private static JsonObject Single(JsonObject e, JsonObject result)
    {
        var picks = ListOf(result["picks"]);
        var full = new JsonObject
        {
            ["status"] = result["status"]!.DeepClone(),
            ["hits"] = result["hits"] is { } hits ? ListOf(hits) : new JsonArray([.. picks.TakeLast(1).Select(p => p!.DeepClone())]),
            ["picks"] = picks,
        };
        if (Asks(e, "detail"))
        {
            full["balancer"] = result["balancer"]?.DeepClone();
            full["got"] = new JsonArray([.. result["got"]!.AsArray().Select(g => g!["line"]!.DeepClone())]);
            full["resp"] = result["resp"]!.DeepClone();
        }

        if (Asks(e, "detail") || Asks(e, "env"))
        {
            full["env"] = result["env"]?.DeepClone();
        }

        return full;
    }

    public static bool Asks(JsonObject e, string flag) => (bool?)e[flag] == true;

    private static JsonArray ListOf(JsonNode? nameOrList) =>
        nameOrList is JsonArray list ? (JsonArray)list.DeepClone() : new JsonArray(nameOrList!.DeepClone());

    private static JsonObject Without(JsonObject result, string key)
    {
        var rest = (JsonObject)result.DeepClone();
        rest.Remove(key);
        return rest;
    }
}
