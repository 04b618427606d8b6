using System.Text.Json.Nodes;

namespace Balancing.Manager.Tests.Programs;

public sealed class JsonApiTests : IDisposable
{
    private const string Foo = "/api/v1/balancers/foo";

    private readonly Balancer _foo = Balancer.Create("foo")
        .Member("http://10.0.0.1:8080", m => m.Route("a").LoadFactor(2.5).Timeout(TimeSpan.FromSeconds(20)).HealthCheck(h => h.Method(HcMethod.Get).Uri("/ping")))
        .Member("ajp://10.0.0.2:8009", m => m.Secret("s3cret").Disabled())
        .StickySession("JSESSIONID", "jsessionid").Timeout(TimeSpan.FromSeconds(5)).Growth(2).Build();

    private readonly Desk _desk;
    private readonly Api _api;

    public JsonApiTests()
    {
        _desk = new Desk(_foo) { Sites = [ReverseProxy.Create("www").Balancer(_foo).ProxyPass("/app", "balancer://foo/app").Build()] };
        _api = new Api(_desk);
    }

    public void Dispose()
    {
        _desk.Sites[0].Dispose();
        _foo.Dispose();
    }

    [Fact]
    public void It_tells_who_asks_and_where_things_are()
    {
        var index = _api.Get("/api/v1");

        Assert.Equal("eve", (string?)index["user"]);
        Assert.Equal("the-token", (string?)index["token"]);
        Assert.Equal("""["view","edit","addMembers"]""", index["permissions"]!.ToJsonString());
        Assert.Equal("""["foo"]""", index["balancers"]!.ToJsonString());
        Assert.Equal("""["www"]""", index["sites"]!.ToJsonString());
        Assert.Equal("/m/api/v1/balancers", (string?)index["links"]!["balancers"]);
    }

    [Fact]
    public void A_balancer_has_its_settings_under_the_names_they_are_set_by()
    {
        var foo = _api.Get(Foo);

        Assert.Equal(5, (int)foo["settings"]!["timeoutSeconds"]!);
        Assert.Null(foo["settings"]!["maxAttempts"]);
        Assert.Equal("JSESSIONID|jsessionid", (string?)foo["settings"]!["stickySession"]);
        Assert.Equal("www -> /app", (string?)foo["paths"]![0]);
        Assert.Equal(2.5, (double)foo["members"]![0]!["settings"]!["loadFactor"]!);
        Assert.Equal(30_000, (int)foo["members"]![0]!["settings"]!["hcIntervalMilliseconds"]!);
        Assert.Equal(20, (int)foo["members"]![0]!["configured"]!["timeoutSeconds"]!);
        Assert.True((bool)foo["members"]![1]!["settings"]!["disabled"]!);
        Assert.Equal("Init Dis", (string?)foo["members"]![1]!["status"]);
        Assert.Equal(1, (int)_api.Get("/api/v1/balancers")["balancers"]![0]!["usableCount"]!);
    }

    [Fact]
    public void Nothing_secret_is_told() => Assert.DoesNotContain("s3cret", _api.Get(Foo).ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void What_is_read_can_be_set_again()
    {
        var before = _api.Get(Foo);
        var edits = new JsonArray(new JsonObject { ["set"] = Settable(before["settings"]!) });
        foreach (var member in before["members"]!.AsArray())
        {
            edits.Add(new JsonObject { ["member"] = (string?)member!["url"], ["set"] = Settable(member["settings"]!) });
        }

        var result = _api.Post(Foo + "/edits", new JsonObject { ["edits"] = edits }.ToJsonString());

        Assert.True((bool)result["applied"]!);
        Assert.Null(result["entry"]);
        Assert.Equal(before["settings"]!.ToJsonString(), _api.Get(Foo)["settings"]!.ToJsonString());
    }

    [Fact]
    public void Edits_are_applied_together_and_can_be_taken_back()
    {
        var revision = (long)_api.Get(Foo)["revision"]!;
        var result = _api.Post(Foo + "/edits", $$"""
            {"revision":{{revision}},"edits":[
                {"member":"http://10.0.0.1:8080","set":{"loadFactor":4,"route":"","hcIntervalMilliseconds":500} },
                {"set":{"timeoutSeconds":7.5,"lbMethod":"bytraffic","stickySession":""} },
                {"add":"http://10.0.0.3:8080"},{"remove":"ajp://10.0.0.2:8009"}]}
            """);

        Assert.Equal("eve", (string?)result["entry"]!["who"]);
        Assert.Equal("127.0.0.1", (string?)result["entry"]!["from"]);
        Assert.Equal(["http://10.0.0.1:8080", "http://10.0.0.3:8080"], _foo.Members.Select(m => m.Url.Configured));
        Assert.Equal(4, _foo.Snapshot().Members[0].Factor);
        Assert.Null(_foo.Plan.Stickiness);
        Assert.Equal(TimeSpan.FromSeconds(7.5), _foo.Plan.Timeout);

        var undone = _api.Post(Foo + "/undo", $$"""{"entry":{{result["entry"]!["id"]}} }""");

        Assert.True((bool)undone["applied"]!);
        Assert.Equal(2.5, _foo.Snapshot().Members[0].Factor);
        Assert.Equal((int)result["entry"]!["id"]!, (int)_api.Get(Foo + "/journal")["entries"]![0]!["undoes"]!);
    }

    [Fact]
    public void A_dry_run_tells_the_difference_and_who_would_get_the_next_requests_and_changes_nothing()
    {
        var preview = _api.Post(Foo + "/edits", """{"dryRun":true,"edits":[{"member":"ajp://10.0.0.2:8009","set":{"disabled":false}}]}""");

        Assert.False((bool)preview["applied"]!);
        Assert.Equal("disabled", (string?)preview["changes"]![0]!["setting"]);
        Assert.Equal(0, (int)preview["shares"]![1]!["before"]!);
        Assert.True((int)preview["shares"]![1]!["after"]! > 0);
        Assert.Equal("Init Dis", _foo.Snapshot().Members[1].StatusText);
    }

    [Fact]
    public void A_stale_edit_is_refused_with_what_changed()
    {
        var revision = _foo.Revision;
        _foo.Edit(new MemberEdit("http://10.0.0.1:8080") { LbSet = 3 });

        var refusal = _api.Post(Foo + "/edits", $$"""{"revision":{{revision}},"edits":[{"set":{"maxAttempts":1} }]}""", 409);

        Assert.Equal("lbSet", (string?)refusal["since"]![0]!["changes"]![0]!["setting"]);
        Assert.Equal(_foo.Revision, (long)refusal["revision"]!);
        Assert.Null(_foo.Plan.MaxAttempts);
    }

    [Fact]
    public void An_undo_that_no_longer_fits_is_refused()
    {
        var entry = _foo.Edit(new MemberEdit("http://10.0.0.1:8080") { LbSet = 3 }).Entry!.Id;
        _foo.Edit(new MemberEdit("http://10.0.0.1:8080") { LbSet = 4 });

        Assert.NotEmpty(_api.Post(Foo + "/undo", $$"""{"entry":{{entry}} }""", 409)["problems"]!.AsArray());
        Assert.NotEmpty(_api.Post(Foo + "/undo", $$"""{"entry":{{entry}},"dryRun":true}""", 409)["problems"]!.AsArray());
        Assert.NotEmpty(_api.Post(Foo + "/undo", """{"entry":99}""", 404)["problems"]!.AsArray());
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_nothing_is_applied()
    {
        var refusal = _api.Post(Foo + "/edits", """
            {"what":1,"edits":[{"member":"http://10.0.0.1:8080","set":{"loadFactor":"4","colour":"red","disabled":1}},{"add":"x","remove":"y"},{"set":{"lbMethod":""}},7]}
            """, 400);

        Assert.Equal(
            ["body.what", "edits[0].set.colour", "edits[0].set.disabled", "edits[0].set.loadFactor", "edits[1].set", "edits[2].set.lbMethod", "edits[3]", "edits[3].set"],
            refusal["problems"]!.AsArray().Select(p => (string)p!["place"]! is var place && place == "what" ? "body.what" : place).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_foo.Journal, e => e.Changes.Count > 0);
    }

    [Fact]
    public void A_value_out_of_range_is_refused_and_the_others_of_the_edit_with_it()
    {
        var refusal = _api.Post(Foo + "/edits", """{"edits":[{"member":"http://10.0.0.1:8080","set":{"loadFactor":101,"lbSet":5}},{"set":{"timeoutSeconds":7201}}]}""", 400);

        Assert.Equal(2, refusal["problems"]!.AsArray().Count);
        Assert.Equal(0, _foo.Snapshot().Members[0].Set);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"edits":[]}""")]
    [InlineData("""{"edits":[{"set":{"maxAttempts":1}}],"edits":[]}""")]
    [InlineData("""{"edits":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}""")]
    [InlineData("""{"edits":[{"set":{"maxAttempts":1}}],"revision":-1}""")]
    [InlineData("""{"edits":[{"set":{"maxAttempts":null}}]}""")]
    public void What_is_not_understood_is_refused(string body) => Assert.NotEmpty(_api.Post(Foo + "/edits", body, 400)["problems"]!.AsArray());

    [Theory]
    [InlineData("/edits", """{"edits":[{"member":"http://nobody","set":{"lbSet":1}},{"remove":"http://nobody2"}]}""", 2)]
    [InlineData("/drain", """{"members":["http://10.0.0.1:8080","http://nobody"]}""", 1)]
    [InlineData("/readmit", """{"members":["http://nobody"]}""", 1)]
    public void A_member_that_is_not_there_is_not_found(string path, string body, int problems)
    {
        Assert.Equal(problems, _api.Post(Foo + path, body, 404)["problems"]!.AsArray().Count);
        Assert.Empty(_desk.Done);
    }

    [Fact]
    public void Members_are_drained_and_readmitted()
    {
        var drains = _api.Post(Foo + "/drain", """{"members":["http://10.0.0.1:8080/"],"deadlineSeconds":90}""");
        _api.Post(Foo + "/drain", """{"members":["ajp://10.0.0.2:8009"]}""");

        Assert.Equal(2, (int)drains["drains"]![0]!["remaining"]!);
        Assert.Equal(1.5, (double)drains["drains"]![0]!["elapsedSeconds"]!);
        Assert.Equal(90, (int)_api.Get(Foo + "/drains")["drains"]![0]!["leftSeconds"]!);
        _api.Post(Foo + "/drain/cancel", """{"members":["ajp://10.0.0.2:8009"]}""");
        _api.Post(Foo + "/readmit", """{"members":["http://10.0.0.1:8080"]}""");
        Assert.Equal(
            [
                "drain http://10.0.0.1:8080 00:01:30 eve", "drain ajp://10.0.0.2:8009 for ever eve", "cancel ajp://10.0.0.2:8009 eve", "readmit http://10.0.0.1:8080 eve",
            ],
            _desk.Done);
    }

    [Fact]
    public void It_explains_a_request_from_the_balancer_or_from_the_site_on()
    {
        const string Question = """{"path":"/app/x?y=1","method":"POST","host":"www","cookies":"JSESSIONID=1.a","fields":{"X-A":"b"}}""";

        Assert.Equal("http://10.0.0.1:8080", (string?)_api.Post(Foo + "/explain", Question)["member"]);
        Assert.Contains(_api.Post("/api/v1/sites/www/explain", Question)["steps"]!.AsArray(), step => (string?)step!["room"] == "map");
        Assert.Equal(3, _api.Post(Foo + "/explain", """{"path":"x","cookies":"a\r\nb","client":"here"}""", 400)["problems"]!.AsArray().Count);
        Assert.Equal(0, _foo.Snapshot().Members[0].Elected);
    }

    [Fact]
    public void Who_may_only_look_changes_nothing_and_may_ask_why()
    {
        _api.Permissions = ManagerPermissions.View;

        foreach (var (path, body) in new[] { ("/edits", """{"edits":[{"set":{"maxAttempts":1}}]}"""), ("/undo", """{"entry":1}"""), ("/drain", """{"members":["x"]}"""), ("/readmit", "{}") })
        {
            _api.Post(Foo + path, body, 403);
        }

        _api.Post(Foo + "/explain", """{"path":"/"}""");
        Assert.Empty(_desk.Done);
    }

    [Fact]
    public void Who_may_edit_may_not_add_members_yet()
    {
        _api.Permissions = ManagerPermissions.View | ManagerPermissions.Edit;

        _api.Post(Foo + "/edits", """{"edits":[{"add":"http://10.0.0.3"}]}""", 403);

        Assert.Equal(2, _foo.Members.Count);
    }

    [Theory]
    [InlineData("POST", Foo, "GET, HEAD")]
    [InlineData("GET", Foo + "/edits", "POST")]
    [InlineData("DELETE", "/api/v1", "GET, HEAD")]
    public void Another_method_is_refused(string method, string path, string allowed)
    {
        _api.Send(method, path, "", 405);
        Assert.Equal(allowed, _api.Allow);
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/v2")]
    [InlineData("/api/v1/balancers/")]
    [InlineData("/api/v1/balancers/bar")]
    [InlineData("/api/v1/balancers/foo/what")]
    [InlineData("/api/v1/sites/nobody/explain")]
    public void What_is_not_there_is_not_found(string path) => _api.Get(path, 404);

    private static JsonObject Settable(JsonNode settings) =>
        new(settings.AsObject().Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
}
