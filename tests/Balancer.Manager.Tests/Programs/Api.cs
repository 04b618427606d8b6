using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Balancing.Manager.Programs;

namespace Balancing.Manager.Tests.Programs;

/// <summary>Asks the API. Every answer, and every request that is understood, is checked against the document.</summary>
internal sealed class Api(Desk desk)
{
    private static readonly JsonObject Document = JsonNode.Parse(OpenApi.Document("/m").Body.Span)!.AsObject();

    public ManagerPermissions Permissions { get; set; } = ManagerPermissions.All;

    public string Allow { get; private set; } = "";

    public JsonNode Get(string path, int status = 200) => Send("GET", path, "", status);

    public JsonNode Post(string path, string json, int status = 200) => Send("POST", path, json, status);

    public JsonNode Send(string method, string path, string json, int status)
    {
        var answer = JsonApi.Handle(
            new ManagerRequest
            {
                Method = method,
                Mount = "/m",
                Path = path,
                Host = "h",
                User = "eve",
                Client = IPAddress.Loopback,
                Permissions = Permissions,
                Body = Encoding.UTF8.GetBytes(json),
            },
            desk);
        Assert.True(answer.Status == status, $"{answer.Status} {Encoding.UTF8.GetString(answer.Body.Span)}");
        Assert.Equal(status == 200 ? "application/json; charset=utf-8" : "application/problem+json; charset=utf-8", answer.ContentType);
        Allow = answer.Fields.FirstOrDefault(f => f.Key == "Allow").Value ?? "";
        var body = JsonNode.Parse(answer.Body.Span)!;
        Check(method, path, json, status, body);
        return body;
    }

    private static void Check(string method, string path, string json, int status, JsonNode body)
    {
        if (OperationOf(method, path) is not { } operation)
        {
            Assert.Contains(status, (int[])[404, 405]);
            return;
        }

        var answers = operation["responses"]!;
        Assert.True(answers[$"{status}"] is not null, $"{method} {path}: the document does not know of status {status}.");
        var schema = answers[$"{status}"]!["content"]![status == 200 ? "application/json" : "application/problem+json"]!["schema"]!;
        Assert.Empty(SchemaCheck.Of(Document, schema, body));
        if (status is 200 or 409 && operation["requestBody"] is { } expected)
        {
            Assert.Empty(SchemaCheck.Of(Document, expected["content"]!["application/json"]!["schema"]!, JsonNode.Parse(json)));
        }
    }

    private static JsonObject? OperationOf(string method, string path)
    {
        var paths = Document["paths"]!.AsObject().Where(p => Fits(p.Key.Split('/'), path.Split('/')));
        return paths.Select(p => p.Value![method.ToLowerInvariant()]).FirstOrDefault()?.AsObject();
    }

    private static bool Fits(string[] known, string[] asked) =>
        known.Length == asked.Length && known.Zip(asked).All(p => p.First == p.Second || p.First.StartsWith('{'));
}
