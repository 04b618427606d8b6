using System.Net;

namespace Balancing.Manager.Tests.Serving;

/// <summary>Who can make a browser, or anything else, change something (R48, R58).</summary>
public class CsrfTests
{
    private const string Edit = "b=foo&w=http://10.0.0.1&w_lf=4";

    [Theory]
    [InlineData("POST", 200)]
    [InlineData("GET", 200)]
    [InlineData("HEAD", 200)]
    [InlineData("PUT", 405)]
    [InlineData("DELETE", 405)]
    [InlineData("PATCH", 405)]
    [InlineData("OPTIONS", 405)]
    [InlineData("TRACE", 405)]
    [InlineData("post", 405)]
    public void Only_POST_changes_something(string method, int status)
    {
        using var bench = Bench.OfTwo();
        var body = $"nonce={bench.Token}&{Edit}";

        var answer = bench.Ask(method, "", body, System.Text.Encoding.ASCII.GetBytes(body), Bench.Form);

        Assert.Equal(status, answer.Status);
        Assert.Equal(method == "POST" ? 4 : 1, bench.Foo.Snapshot().Members[0].Factor);
        Assert.Equal(status == 405 ? "GET, HEAD, POST" : null, Bench.Of(answer, "Allow"));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", 200)]
    [InlineData("APPLICATION/x-www-form-urlencoded; charset=UTF-8", 200)]
    [InlineData("application/x-www-form-urlencoded;charset=\"utf-8\"", 200)]
    [InlineData("application/x-www-form-urlencoded; charset=us-ascii", 200)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", 415)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16", 415)]
    [InlineData("application/x-www-form-urlencoded, text/plain", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    [InlineData("application/json", 415)]
    [InlineData("", 415)]
    [InlineData(null, 415)]
    public void Only_a_form_is_a_form(string? contentType, int status)
    {
        using var bench = Bench.OfTwo();

        Assert.Equal(status, bench.Send($"nonce={bench.Token}&{Edit}", "", contentType).Status);
        Assert.Equal(status == 200 ? 4 : 1, bench.Foo.Snapshot().Members[0].Factor);
    }

    [Theory]
    [InlineData("Origin", "https://ops.example.com", 200)]
    [InlineData("Origin", "HTTPS://OPS.example.com:443", 200)]
    [InlineData("Origin", "http://ops.example.com", 403)]
    [InlineData("Origin", "https://ops.example.com:8443", 403)]
    [InlineData("Origin", "https://ops.example.com.evil.example", 403)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "https://evil.example#ops.example.com", 403)]
    [InlineData("Origin", "https://ops.example.com@evil.example", 403)]
    [InlineData("Origin", "https://ops.example.com/", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "", 403)]
    [InlineData("Origin", "https://ops.example.com, https://evil.example", 403)]
    [InlineData("Referer", "https://ops.example.com/balancer-manager?b=foo", 200)]
    [InlineData("Referer", "http://ops.example.com:8080/balancer-manager", 200)]
    [InlineData("Referer", "http://OPS.EXAMPLE.COM", 200)]
    [InlineData("Referer", "http://evil.example/ops.example.com", 403)]
    [InlineData("Referer", "http://ops.example.com@evil.example/", 403)]
    [InlineData("Referer", "http://evil.example\\@ops.example.com/", 403)]
    [InlineData("Referer", "about:blank", 403)]
    [InlineData("Referer", "", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin, cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "", 403)]
    public void What_a_browser_says_of_the_origin_must_be_right(string field, string value, int status)
    {
        using var bench = Bench.OfTwo();
        bench.Fields[field] = value;

        Assert.Equal(status, bench.Post(Edit).Status);
        Assert.Equal(status == 200 ? 4 : 1, bench.Foo.Snapshot().Members[0].Factor);
    }

    [Theory]
    [InlineData("https://ops.example.com", "https://evil.example/", "same-origin")]
    [InlineData("https://evil.example", "https://ops.example.com/", "same-origin")]
    [InlineData("https://ops.example.com", "https://ops.example.com/", "cross-site")]
    public void One_wrong_field_is_enough(string origin, string referer, string site)
    {
        using var bench = Bench.OfTwo();
        (bench.Fields["Origin"], bench.Fields["Referer"], bench.Fields["Sec-Fetch-Site"]) = (origin, referer, site);

        Assert.Equal(403, bench.Post(Edit).Status);
    }

    [Theory]
    [InlineData("http", "localhost:8080", "http://localhost:8080", 200)]
    [InlineData("http", "localhost:8080", "http://localhost", 403)]
    [InlineData("http", "[::1]:8080", "http://[::1]:8080", 200)]
    [InlineData("http", "ops.example.com:80", "http://ops.example.com", 200)]
    [InlineData("http", "ops.example.com", "https://ops.example.com", 403)]
    public void The_origin_is_the_one_that_the_host_tells(string scheme, string host, string origin, int status)
    {
        using var bench = Bench.OfTwo();
        (bench.Scheme, bench.Host, bench.Fields["Origin"]) = (scheme, host, origin);

        Assert.Equal(status, bench.Post(Edit).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonce=")]
    [InlineData("nonce=x")]
    [InlineData("nonce=None")]
    [InlineData("nonce=00000000-0000-0000-0000-000000000000")]
    [InlineData("NONCE={0}")]
    [InlineData("nonce={0}x")]
    [InlineData("nonce={0}%0A")]
    [InlineData("nonce=+{0}")]
    [InlineData("nonce={0}&nonce={0}")]
    public void Without_the_token_nothing_is_changed(string nonce)
    {
        using var bench = Bench.OfTwo();

        Assert.Contains(bench.Send($"{string.Format(System.Globalization.CultureInfo.InvariantCulture, nonce, bench.Token)}&{Edit}").Status, (int[])[400, 403]);
        Assert.Equal(1, bench.Foo.Snapshot().Members[0].Factor);
    }

    [Theory]
    [InlineData("eve", "10.0.0.9", false)]
    [InlineData("adam", "10.0.0.10", false)]
    [InlineData("adam", null, false)]
    [InlineData("", "10.0.0.9", false)]
    [InlineData("adam\n10.0.0.9", "10.0.0.9", false)]
    [InlineData("adam", "10.0.0.9", true)]
    [InlineData("adam", "::ffff:10.0.0.9", true)]
    public void A_token_is_of_one_user_at_one_address(string user, string? client, bool same)
    {
        using var bench = Bench.OfTwo();
        bench.User = "adam";
        var token = bench.Token;

        (bench.User, bench.Client) = (user, client is null ? null : IPAddress.Parse(client));

        Assert.Equal(same ? 200 : 403, bench.Send($"nonce={token}&{Edit}").Status);
    }

    [Fact]
    public void A_token_does_not_survive_the_process()
    {
        using var foo = Bench.Two().Build();
        using var before = new Bench(foo);
        using var after = new Bench(foo);

        Assert.Equal(403, after.Send($"nonce={before.Token}&{Edit}").Status);
        Assert.Equal(43, before.Token.Length); // 256 bits
        Assert.Equal(before.Token, before.Token);
    }

    [Fact]
    public void A_configured_nonce_is_right_for_forms_about_its_balancer_and_is_not_shown()
    {
        using var bench = new Bench(Bench.Two().Nonce("my-nonce").Build());

        Assert.Equal(200, bench.Send($"nonce=my-nonce&{Edit}").Status);
        Assert.Equal(4, bench.Foo.Snapshot().Members[0].Factor);
        Assert.Equal(403, bench.Send("nonce=my-nonce&path=/", "/why").Status);
        Assert.Equal(200, bench.Post("b=foo&w=http://10.0.0.1&w_lf=5").Status);
        foreach (var page in new[] { bench.Get(), bench.Get("", "b=foo&w=http://10.0.0.1"), bench.Get("", "xml=1"), bench.Get("/api/v1/balancers/foo") })
        {
            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("my-nonce", Bench.Text(page), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("None")]
    [InlineData("none")]
    public void Nonce_None_is_a_manager_that_changes_nothing(string nonce)
    {
        using var bench = new Bench(Bench.Two().Nonce(nonce).Build());
        var before = bench.State;

        Assert.Equal(403, bench.Post(Edit).Status);
        Assert.Equal(403, bench.Post($"{Edit}&do=apply").Status);
        Assert.Equal(403, bench.Post("b=foo&w=http://10.0.0.1&drain=1").Status);
        Assert.Equal(403, bench.Send($"nonce=&{Edit}").Status);
        Assert.Equal(403, bench.Send($"nonce={nonce}&{Edit}").Status);
        Assert.Equal(before, bench.State);
    }

    [Theory]
    [InlineData("application/json", true, null, 200)]
    [InlineData("application/json; charset=utf-8", true, null, 200)]
    [InlineData("text/plain", true, null, 415)]
    [InlineData("application/x-www-form-urlencoded", true, null, 415)]
    [InlineData("application/json", false, null, 403)]
    [InlineData("application/json", true, "https://evil.example", 403)]
    public void Programs_need_the_same(string contentType, bool hasToken, string? origin, int status)
    {
        using var bench = Bench.OfTwo();
        bench.Fields["X-Balancer-Nonce"] = hasToken ? bench.Token : "";
        if (origin is not null)
        {
            bench.Fields["Origin"] = origin;
        }

        var answer = bench.Send("""{"members":{"http://10.0.0.1":{"loadFactor":4}}}""", "/api/v1/balancers/foo/edit", contentType);

        Assert.Equal(status == 200, answer.Status is not (403 or 415));
        Assert.Equal(status == 200 ? "application/" : "application/problem+json; charset=utf-8", answer.ContentType[..(status == 200 ? 12 : ^0)]);
    }

    [Fact]
    public void Secrets_are_in_no_URL()
    {
        using var bench = Bench.OfTwo();

        var answer = bench.Post($"{Edit}&do=apply");

        Assert.Equal(303, answer.Status);
        Assert.Equal($"/balancer-manager?b=foo&done={bench.Foo.Journal[0].Id}", Bench.Of(answer, "Location"));
        Assert.DoesNotContain($"?nonce={bench.Token}", Bench.Text(bench.Get()), StringComparison.Ordinal);
    }
}
