using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>What we gave, in the form of <see cref="Recorded"/>.</summary>
internal static class Ours
{
    public static JsonObject Of(JsonObject e, Exchange exchange, Placeholders names)
    {
        var result = new JsonObject
        {
            ["status"] = exchange.Status,
            ["hits"] = List(exchange.Hits),
            ["picks"] = List(exchange.Picks),
        };
        if (Recorded.Asks(e, "detail"))
        {
            result["balancer"] = exchange.Balancer is { } name ? $"balancer://{name}" : null;
            result["got"] = List(exchange.Lines);
            var headers = exchange.Response?.Headers ?? [];
            result["resp"] = new JsonArray([.. headers.Select(h => new JsonArray(h.Key, names.Restore(h.Value)))]);
        }

        if (Recorded.Asks(e, "detail") || Recorded.Asks(e, "env"))
        {
            result["env"] = Environment(exchange.Environment);
        }

        return result;
    }

    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    private static JsonObject? Environment(IReadOnlyDictionary<string, string>? variables)
    {
        if (variables is null)
        {
            return null;
        }

        var known = new[]
        {
            ("worker_route", "BALANCER_WORKER_ROUTE"), ("route_changed", "BALANCER_ROUTE_CHANGED"),
            ("session_route", "BALANCER_SESSION_ROUTE"), ("session_name", "BALANCER_SESSION_STICKY"),
        };
        var env = new JsonObject();
        foreach (var (key, variable) in known)
        {
            if (variables.GetValueOrDefault(variable) is { Length: > 0 } value)
            {
                env[key] = value;
            }
        }

        return env;
    }
}
