using System.Text.Json.Nodes;
using Balancing.Manager.Programs;

namespace Balancing.Manager.Tests.Programs;

public sealed class OpenApiTests
{
    private static readonly JsonObject Document = JsonNode.Parse(OpenApi.Document("/m").Body.Span)!.AsObject();

    [Fact]
    public void Every_path_of_the_document_answers()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Build();
        using var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build();
        var desk = new Desk(foo) { Sites = [site] };
        foreach (var (path, operations) in Document["paths"]!.AsObject())
        {
            var method = operations!.AsObject().Single().Key.ToUpperInvariant();
            var answer = JsonApi.Handle(
                new ManagerRequest
                {
                    Method = method,
                    Mount = "/m",
                    Path = path.Replace("{b}", "foo", StringComparison.Ordinal).Replace("{site}", "www", StringComparison.Ordinal),
                    Host = "h",
                    Permissions = ManagerPermissions.All,
                },
                desk);
            Assert.True(answer.Status == (method == "GET" ? 200 : 400), $"{method} {path}: {answer.Status}");
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_schema_is_used()
    {
        var used = Refs(Document).ToHashSet();
        var there = Document["components"]!["schemas"]!.AsObject().Select(s => $"#/components/schemas/{s.Key}").ToHashSet();

        Assert.Equal(there.Order(), used.Order());
    }

    [Fact]
    public void Names_ranges_and_words_of_edits_are_those_of_the_core()
    {
        var edits = Document["components"]!["schemas"]!["EditsRequest"]!["properties"]!["edits"]!["items"]!["anyOf"]!.AsArray();
        var member = edits[0]!["properties"]!["set"]!["properties"]!.AsObject();

        Assert.Equal(EditWords.OfMember.Count, member.Count);
        Assert.Equal(EditWords.OfBalancer.Count, edits[1]!["properties"]!["set"]!["properties"]!.AsObject().Count);
        Assert.Equal(1, (int)member["loadFactor"]!["minimum"]!);
        Assert.Equal(100, (int)member["loadFactor"]!["maximum"]!);
        Assert.Equal("integer", (string?)member["lbSet"]!["type"]);
        Assert.Equal(63, (int)member["route"]!["maxLength"]!);
        Assert.Contains("CPING", member["hcMethod"]!["enum"]!.AsArray().Select(w => (string?)w));
    }

    [Fact]
    public void Its_server_is_where_the_manager_is()
    {
        Assert.Equal("/m", (string?)Document["servers"]![0]!["url"]);
        Assert.Equal("3.1.0", (string?)Document["openapi"]);
    }

    private static IEnumerable<string> Refs(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [(string)p.Value!] : Refs(p.Value)),
        JsonArray a => a.SelectMany(Refs),
        _ => [],
    };
}
