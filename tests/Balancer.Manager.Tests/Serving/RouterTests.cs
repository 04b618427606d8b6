namespace Balancing.Manager.Tests.Serving;

public class RouterTests
{
    [Theory]
    [InlineData("", "text/html; charset=utf-8")]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("?b=foo", "text/html; charset=utf-8")]
    [InlineData("?b=foo&w=http://10.0.0.1", "text/html; charset=utf-8")]
    [InlineData("?q=10.0&sort=-elected", "text/html; charset=utf-8")]
    [InlineData("?nonce=x&unknown=1&done=9", "text/html; charset=utf-8")]
    [InlineData("?xml=1", "text/xml; charset=utf-8")]
    [InlineData("/journal", "text/html; charset=utf-8")]
    [InlineData("/journal?b=foo", "text/html; charset=utf-8")]
    [InlineData("/why?b=foo", "text/html; charset=utf-8")]
    [InlineData("/live", "text/event-stream; charset=utf-8")]
    [InlineData("/style.css", "text/css; charset=utf-8")]
    [InlineData("/script.js", "text/javascript; charset=utf-8")]
    [InlineData("/api/v1", "application/json; charset=utf-8")]
    [InlineData("/api/openapi.json", "application/json; charset=utf-8")]
    public void Every_page_says_what_it_is_and_HEAD_says_the_same(string url, string contentType)
    {
        using var bench = Bench.OfTwo();
        var (path, query) = (url.Split('?')[0], url.Contains('?', StringComparison.Ordinal) ? url.Split('?')[1] : "");

        var (get, head) = (bench.Get(path, query), bench.Ask("HEAD", path, query));

        Assert.Equal((200, contentType), (get.Status, get.ContentType));
        Assert.Equal((200, contentType, 0), (head.Status, head.ContentType, head.Body.Length));
        Assert.Null(head.Stream);
        Assert.Equal(get.Fields.Select(f => f.Key), head.Fields.Select(f => f.Key));
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "//", 404)]
    [InlineData("GET", "/journal/", 404)]
    [InlineData("GET", "/Journal", 404)]
    [InlineData("GET", "/..;/journal", 404)]
    [InlineData("GET", "?b=bar", 404)]
    [InlineData("GET", "?b=foo&w=http://nowhere", 404)]
    [InlineData("GET", "?w=http://10.0.0.1", 404)]
    [InlineData("GET", "/journal?b=bar", 404)]
    [InlineData("GET", "/live?b=bar", 404)]
    [InlineData("GET", "/api/v1/balancers/bar", 404)]
    [InlineData("GET", "/api/nowhere", 404)]
    [InlineData("GET", "?b=%", 400)]
    [InlineData("GET", "?b=%FF", 400)]
    [InlineData("POST", "/journal", 405)]
    [InlineData("DELETE", "/why", 405)]
    [InlineData("POST", "/live", 405)]
    [InlineData("POST", "/style.css", 405)]
    [InlineData("BREW", "", 405)]
    public void Whatever_the_answer_browsers_are_told_to_be_careful(string method, string url, int status)
    {
        using var bench = Bench.OfTwo();
        var (path, query) = (url.Split('?')[0], url.Contains('?', StringComparison.Ordinal) ? url.Split('?')[1] : "");

        var answer = bench.Ask(method, path, query);

        Assert.Equal(status, answer.Status);
        AssertCareful(answer);
        Assert.Equal(status == 405, Bench.Of(answer, "Allow") is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/journal")]
    [InlineData("/live")]
    [InlineData("/style.css")]
    [InlineData("/api/v1")]
    public void Good_answers_are_careful_too(string path)
    {
        using var bench = Bench.OfTwo();

        AssertCareful(bench.Get(path));
        AssertCareful(bench.Post("b=foo&w=http://10.0.0.1&w_lf=4&do=apply"));
        AssertCareful(BalancerManager.Denied);
    }

    [Fact]
    public void What_is_too_much_is_refused()
    {
        using var bench = Bench.OfTwo();

        Assert.Equal(413, bench.Send(new string('a', BalancerManager.MaxBody + 1)).Status);
        Assert.Equal(413, bench.Send(new string('a', BalancerManager.MaxBody + 1), "/api/v1/balancers/foo/edit", "application/json").Status);
        Assert.Equal(414, bench.Get("", "q=" + new string('a', 10_000)).Status);
        bench.Fields["Content-Encoding"] = "gzip";
        Assert.Equal(415, bench.Post("b=foo").Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("evil.example/x")]
    [InlineData("<script>")]
    [InlineData("a:0")]
    [InlineData("[::1")]
    [InlineData("a\r\nX: y")]
    public void A_Host_that_is_none_is_refused(string host)
    {
        using var bench = Bench.OfTwo();
        bench.Host = host;

        var answer = bench.Get();

        Assert.Equal(400, answer.Status);
        AssertCareful(answer);
    }

    [Fact]
    public void Assets_with_their_hash_are_kept_for_ever_and_others_are_asked_for_again()
    {
        using var bench = Bench.OfTwo();
        var tag = Bench.Of(bench.Get("/style.css"), "ETag")!;

        Assert.Equal("private, no-cache", Bench.Of(bench.Get("/style.css"), "Cache-Control"));
        Assert.Equal("private, max-age=31536000, immutable", Bench.Of(bench.Get("/style.css", $"v={tag.Trim('"')}"), "Cache-Control"));
        Assert.Equal("private, no-cache", Bench.Of(bench.Get("/style.css", "v=old"), "Cache-Control"));
        bench.Fields["If-None-Match"] = tag;
        var same = bench.Get("/style.css");
        Assert.Equal((304, 0), (same.Status, same.Body.Length));
        AssertCareful(same);
    }

    [Fact]
    public void Why_answers_for_a_balancer_and_for_a_site_and_says_what_it_does_not_understand()
    {
        var foo = Bench.Two().StickySession("ROUTE").Build();
        using var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build();
        using var bench = new Bench(foo, site: site);

        Assert.Equal(200, bench.Post("b=foo&method=GET&path=/x&cookies=ROUTE%3Dx.b&host=&fields=", "/why").Status);
        Assert.Equal(200, bench.Post("b=www&path=/x&fields=X-A:+1%0D%0AX-B:+2", "/why").Status);
        Assert.Equal(400, bench.Post("b=bar&path=/x", "/why").Status);
        Assert.Equal(400, bench.Post("b=foo&path=x", "/why").Status);
        Assert.Equal(400, bench.Post("b=foo&method=G%20T&path=/x", "/why").Status);
        Assert.Equal(400, bench.Post("b=foo&path=/x&fields=no-colon", "/why").Status);
        Assert.Equal(400, bench.Post("b=foo&path=/x&cookies=a%0d%0ab", "/why").Status);
        Assert.Equal(403, bench.Send("b=foo&path=/x", "/why").Status);
        Assert.All(bench.Foo.Snapshot().Members, m => Assert.Equal(0, m.Elected));
    }

    [Fact]
    public void After_its_end_it_says_so()
    {
        using var bench = Bench.OfTwo();
        bench.Manager.Dispose();

        Assert.Equal(503, bench.Get().Status);
        bench.Manager.Dispose();
    }

    private static void AssertCareful(ManagerResponse answer)
    {
        Assert.Equal(
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            Bench.Of(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Bench.Of(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Bench.Of(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Bench.Of(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Bench.Of(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains(Bench.Of(answer, "Cache-Control"), (string?[])["no-store", "private, no-cache"]);
        Assert.True(answer.ContentType.Length == 0 || answer.ContentType.EndsWith("; charset=utf-8", StringComparison.Ordinal), answer.ContentType);
        Assert.Equal(answer.Fields.Count, answer.Fields.DistinctBy(f => f.Key).Count());
    }
}
