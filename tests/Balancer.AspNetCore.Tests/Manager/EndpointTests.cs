using System.Text;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore.Tests.Manager;

/// <summary>The manager over real sockets, beside a site that maps everything.</summary>
public class EndpointTests
{
    [Theory(Timeout = Limits.Test)]
    [InlineData("/balancer-manager", 200)]
    [InlineData("/balancer-manager/", 200)]
    [InlineData("/Balancer-MANAGER", 200)]
    [InlineData("/%62alancer-manager", 200)]
    [InlineData("/x/../balancer-manager", 200)]
    [InlineData("/balancer-manager?b=foo", 200)]
    [InlineData("/balancer-manager/nowhere", 404)]
    [InlineData("/balancer-manager/..;/x", 404)]
    [InlineData("/balancer-manager/..;/balancer-manager", 404)]
    [InlineData("/balancer-manager//journal", 404)]
    [InlineData("//balancer-manager", 404)]
    [InlineData("///balancer-manager/journal", 404)]
    [InlineData("/balancer-manager;v=1", 404)]
    [InlineData("/;x/balancer-manager", 404)]
    [InlineData("/x/..;/balancer-manager", 404)]
    [InlineData("/balancer-manager%2Fjournal", 404)]
    [InlineData("/%2Fbalancer-manager", 404)]
    [InlineData("/x%2F..%2Fbalancer-manager", 404)]
    [InlineData("/balancer-manager%5Cx", 404)]
    [InlineData("/./balancer-manager;/journal", 404)]
    public async Task A_site_that_maps_everything_gets_no_spelling_of_it(string target, int status)
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var gateway = await OverSiteAsync(backend);

        var answer = await gateway.Front.AskAsync($"GET {target} HTTP/1.1", "X-Client: 10.0.0.9\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
        Assert.StartsWith(status == 200 ? "HTTP/1.1 403 " : "HTTP/1.1 40", await gateway.Front.AskAsync($"GET {target} HTTP/1.1", "X-Client: 11.0.0.9\r\n"), StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("/balancer-manager/..;/x")]
    [InlineData("/balancer-manager;")]
    [InlineData("/app/..;/balancer-manager")]
    [InlineData("/balancer-manager/;/journal")]
    public async Task Cve_2018_1323_and_2018_11759_parameters_in_a_path_lead_around_no_rule(string target)
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var gateway = await OverSiteAsync(backend);

        var answer = await gateway.Front.AskAsync($"GET {target} HTTP/1.1", "X-Client: 11.0.0.9\r\n");

        Assert.StartsWith("HTTP/1.1 40", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.1", answer, StringComparison.Ordinal);
        Assert.Empty(backend.Heads);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("/balancer-managers")]
    [InlineData("/x-balancer-manager")]
    [InlineData("/app/balancer-manager")]
    [InlineData("/balancer-manager/../app")]
    [InlineData("/app?u=/balancer-manager")]
    public async Task Other_paths_stay_the_sites(string target)
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var gateway = await OverSiteAsync(backend);

        Assert.EndsWith("proxied", await gateway.Front.AskAsync($"GET {target} HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task One_for_a_host_leaves_its_path_to_the_sites_of_the_others()
    {
        using var backend = ScriptedBackend.Named("proxied");
        await using var gateway = await Gateway.StartAsync((app, foo) =>
        {
            app.MapBalancerManager("/balancer-manager", [foo]).AllowAnonymous().RequireHost("ops.example.com");
            app.MapProxyPass(ReverseProxy.Create("www").ProxyPass("/", backend.Url).Build());
        });

        Assert.EndsWith("proxied", await gateway.Front.AskAsync("GET /balancer-manager HTTP/1.1"), StringComparison.Ordinal);
        gateway.Fields["Host"] = "ops.example.com";
        Assert.Equal(200, await gateway.GetAsync());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_knows_where_it_is()
    {
        await using var gateway = await Gateway.StartAsync(b => b.AllowAnonymous(), pattern: "ops/bm/", pathBase: "/base");

        Assert.Equal(200, await gateway.GetAsync("/base/ops/bm"));
        using var form = new StringContent($"nonce={await gateway.TokenAsync("/base/ops/bm")}&b=foo&w=http://10.0.0.1&w_lf=4&do=apply", Encoding.ASCII, "application/x-www-form-urlencoded");
        var (status, _, answer) = await gateway.AskAsync(HttpMethod.Post, "/base/ops/bm", form);
        Assert.Equal((303, "/base/ops/bm?b=foo&done=1"), (status, answer.Headers.Location?.OriginalString));
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("GET", "", 200)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/style.css", 200)]
    [InlineData("POST", "", 415)]
    [InlineData("PUT", "", 405)]
    [InlineData("OPTIONS", "", 405)]
    [InlineData("DENIED", "", 403)]
    public async Task Browsers_are_told_to_be_careful_with_every_answer(string method, string path, int status)
    {
        await using var gateway = await Gateway.StartAsync(b => b.AllowFrom("10.0.0.0/8"));
        gateway.Client = method == "DENIED" ? "11.0.0.9" : gateway.Client;

        var (got, _, answer) = await gateway.AskAsync(new HttpMethod(method == "DENIED" ? "GET" : method), $"/balancer-manager{path}");

        Assert.Equal(status, got);
        Assert.StartsWith("default-src 'none'; ", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("utf-8", answer.Content.Headers.ContentType!.CharSet);
        Assert.Equal(path == "/style.css" ? "no-cache, private" : "no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact(Timeout = Limits.Test)]
    public async Task HEAD_has_no_body()
    {
        await using var gateway = await Gateway.StartAsync(b => b.AllowAnonymous());

        var answer = await gateway.Front.AskAsync("HEAD /balancer-manager HTTP/1.1");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("Content-Length: 70000\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n", "11170\r\n")]
    public async Task A_body_that_is_too_large_is_not_read(string field, string start)
    {
        await using var gateway = await Gateway.StartAsync(b => b.AllowAnonymous());
        using var client = await gateway.Front.OpenAsync();

        await client.SayAsync($"POST /balancer-manager HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n{field}\r\n{start}{new string('a', 66_000)}");
        var head = await client.HearHeadAsync();

        Assert.StartsWith("HTTP/1.1 413 ", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", head, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task The_live_stream_ends_with_its_client_and_with_the_program()
    {
        var gateway = await Gateway.StartAsync(b => b.AllowAnonymous());
        using (var gone = await gateway.Front.OpenAsync())
        {
            await gone.SayAsync("GET /balancer-manager/live HTTP/1.1\r\nHost: h\r\n\r\n");
            var head = await gone.HearHeadAsync();
            Assert.Contains("Content-Type: text/event-stream; charset=utf-8\r\n", head, StringComparison.Ordinal);
            Assert.Contains("Cache-Control: no-store\r\n", head, StringComparison.Ordinal);
        }

        using var stays = await gateway.Front.OpenAsync();
        await stays.SayAsync("GET /balancer-manager/live?b=foo HTTP/1.1\r\nHost: h\r\n\r\n");
        await stays.HearHeadAsync();

        await gateway.DisposeAsync(); // it would wait for a request that does not end

        await stays.HearAllAsync();
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Behind_a_proxy_that_ends_TLS_the_host_must_say_so()
    {
        await using var untold = await Gateway.StartAsync(b => b.AllowAnonymous());
        (untold.Fields["Host"], untold.Fields["Origin"]) = ("ops.example.com", "https://ops.example.com");
        await using var told = await Gateway.StartAsync((app, foo) =>
        {
            app.Use((context, next) =>
            {
                context.Request.Scheme = "https"; // as the forwarded-headers middleware does
                return next(context);
            });
            app.MapBalancerManager("/balancer-manager", [foo]).AllowAnonymous();
        });
        (told.Fields["Host"], told.Fields["Origin"]) = ("ops.example.com", "https://ops.example.com");

        Assert.Equal(403, await untold.PostAsync("b=foo&b_tmo=3"));
        Assert.Equal(200, await told.PostAsync("b=foo&b_tmo=3"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_manages_what_AddBalancing_has_made()
    {
        await using var gateway = await Gateway.StartAsync(
            (app, _) => app.MapBalancerManager().AllowAnonymous(),
            services => services.AddBalancing().AddBalancer(Balancer.Create("bar").Member("http://10.0.0.1").Build()));

        Assert.Equal(200, await gateway.GetAsync("/balancer-manager?b=bar"));
        Assert.Equal(404, await gateway.GetAsync("/balancer-manager?b=foo"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task What_was_refused_and_what_was_changed_is_logged_without_a_word_of_the_client()
    {
        using var log = new Lines();
        await using var gateway = await Gateway.StartAsync(
            b => b.AllowFrom("10.0.0.0/8"), services => services.AddBalancerManager().AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log));

        await gateway.SendAsync("nonce=wrong&b=foo&b_tmo=5");
        await gateway.SendAsync("b=foo&b_tmo=5");
        gateway.Fields["Origin"] = "https://evil.example";
        await gateway.PostAsync("b=foo&b_tmo=5");
        gateway.Fields.Clear();
        await gateway.PostAsync("b=foo&b_tmo=5");
        gateway.Client = "11.0.0.9";
        await gateway.GetAsync("/balancer-manager?b=secret");

        Assert.Equal(
            [
                "1431 balancer-manager: a change was refused, from 10.0.0.9: its token is wrong",
                "1431 balancer-manager: a change was refused, from 10.0.0.9: it has no token",
                "1431 balancer-manager: a change was refused, from 10.0.0.9: its Origin is not this server as the client sees it; behind a proxy the host must be told its scheme and Host",
                "1432 balancer://foo: 1 values were changed by hand; entry 1 of its journal tells which, and by whom",
                "1430 balancer-manager: 11.0.0.9 was denied",
            ],
            log.All.Where(l => l.StartsWith("143", StringComparison.Ordinal)));
    }

    private static Task<Gateway> OverSiteAsync(ScriptedBackend backend) => Gateway.StartAsync((app, foo) =>
    {
        app.MapProxyPass(ReverseProxy.Create("www").ProxyPass("/", backend.Url).AllowEncodedSlashes(EncodedSlashes.NoDecode).Build());
        app.MapBalancerManager("/balancer-manager", [foo]).AllowFrom("10.0.0.0/8");
    });
}
