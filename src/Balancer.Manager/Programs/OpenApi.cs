using System.Text.Json.Nodes;

namespace Balancing.Manager.Programs;

/// <summary>The description of the API (OpenAPI 3.1).</summary>
internal static class OpenApi
{
    private const string Json = "application/json", Refusals = "application/problem+json";

    /// <summary>The document.</summary>
    /// <param name="mount">Where the manager is.</param>
    public static ManagerResponse Document(string mount)
    {
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "balancer-manager",
                ["version"] = "1",
                ["description"] = "What the balancers do, and changes of it. A POST needs the token of GET /api/v1 in the field X-Balancer-Nonce.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = mount.Length == 0 ? "/" : mount }),
            ["paths"] = Paths(),
            ["components"] = new JsonObject
            {
                ["schemas"] = ApiSchemas.All(),
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Balancer-Nonce" },
                },
            },
        };
        return ApiResult.Ok(json => document.WriteTo(json));
    }

    private static JsonObject Paths()
    {
        const string Balancer = $"{ApiLinks.Root}/balancers/{{b}}";
        return new JsonObject
        {
            [ApiLinks.Root] = Get("Who asks, what whoever asks may do, and the token", "Index"),
            [$"{ApiLinks.Root}/balancers"] = Get("All balancers, in short", "Balancers"),
            [Balancer] = Get("A balancer: settings, numbers, members, drift", "Balancer", "b"),
            [$"{Balancer}/journal"] = Get("Who changed what, when, from where", "Journal", "b"),
            [$"{Balancer}/drains"] = Get("How far drainings are", "Drains", "b"),
            [$"{Balancer}/edits"] = Post("Changes it and its members: all edits, or none", "EditsRequest", ["EditResult", "EditPreview"], "b"),
            [$"{Balancer}/undo"] = Post("Takes a change back", "UndoRequest", ["EditResult", "EditPreview"], "b"),
            [$"{Balancer}/drain"] = Post("Drains members: no new requests, sessions to their end, then disabled", "DrainRequest", ["Drains"], "b"),
            [$"{Balancer}/drain/cancel"] = Post("Ends drainings; the members are as before", "MembersRequest", ["Drains"], "b"),
            [$"{Balancer}/readmit"] = Post("Puts members back into service", "MembersRequest", ["Drains"], "b"),
            [$"{Balancer}/explain"] = Post("Why a request would go where it would go; changes nothing", "ExplainRequest", ["Decision"], "b"),
            [$"{ApiLinks.Root}/sites/{{site}}/explain"] = Post("The same from the site's rules on; changes nothing", "ExplainRequest", ["Decision"], "site"),
            [ApiLinks.Document] = new JsonObject { ["get"] = Operation("This document", null, Answers([], [])) },
        };
    }

    private static JsonObject Get(string summary, string answer, string? parameter = null) =>
        new() { ["get"] = Operation(summary, parameter, Answers([answer], parameter is null ? [] : [404])) };

    private static JsonObject Post(string summary, string body, string[] answers, string parameter)
    {
        int[] refusals = body == "ExplainRequest" ? [400, 403, 404, 413, 415] : body is "EditsRequest" or "UndoRequest" ? [400, 403, 404, 409, 413, 415] : [400, 403, 404, 413, 415];
        var operation = Operation(summary, parameter, Answers(answers, refusals));
        operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(Json, Schema.Ref(body)) };
        operation["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() });
        return new() { ["post"] = operation };
    }

    private static JsonObject Operation(string summary, string? parameter, JsonObject answers)
    {
        var operation = new JsonObject { ["summary"] = summary, ["responses"] = answers };
        if (parameter is not null)
        {
            operation["parameters"] = new JsonArray(new JsonObject
            {
                ["name"] = parameter,
                ["in"] = "path",
                ["required"] = true,
                ["schema"] = Schema.Text(parameter == "b" ? "Key of the balancer" : "Name of the site"),
            });
        }

        return operation;
    }

    private static JsonObject Answers(string[] bodies, int[] refusals)
    {
        JsonObject schema = bodies.Length switch
        {
            0 => new() { ["type"] = "object" },
            1 => Schema.Ref(bodies[0]),
            _ => new() { ["anyOf"] = new JsonArray([.. bodies.Select(Schema.Ref)]) },
        };
        var answers = new JsonObject { ["200"] = new JsonObject { ["description"] = "The answer", ["content"] = Content(Json, schema) } };
        foreach (var status in refusals)
        {
            answers[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] =
                new JsonObject { ["description"] = MeaningOf(status), ["content"] = Content(Refusals, Schema.Ref("Refusal")) };
        }

        return answers;
    }

    private static string MeaningOf(int status) => status switch
    {
        400 => "Something is wrong with it; nothing was changed",
        403 => "Whoever asks may not, or the token is wrong",
        404 => "There is no such balancer, site, member or entry",
        409 => "Something has changed since; nothing was changed",
        413 => "The body is too large",
        _ => "The body is no JSON",
    };

    private static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };
}
