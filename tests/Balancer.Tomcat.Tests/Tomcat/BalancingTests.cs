using System.Net;
using Balancing.Ajp;
using Balancing.HttpdConf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>Two Tomcats behind one balancer: sessions, health, the slide's configuration, and the same through HttpClient.</summary>
[Collection(TomcatCollection.Name)]
public class BalancingTests(TomcatFixture tomcat)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_stays_with_the_Tomcat_whose_route_it_carries(bool inPath)
    {
        await using var front = await Front.StartAsync(Front.Site(Tomcats().StickySession("JSESSIONID", "jsessionid").Build()));
        foreach (var _ in Enumerable.Range(0, 4))
        {
            using var first = await front.Client.GetAsync(new Uri("/app/session.jsp", UriKind.Relative));
            var id = (await first.Content.ReadAsStringAsync()).Split(' ')[0];
            Assert.StartsWith($"JSESSIONID={id};", first.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
            for (var visit = 2; visit < 6; visit++)
            {
                using var again = new HttpRequestMessage(HttpMethod.Get, inPath ? $"/app/session.jsp;jsessionid={id}" : "/app/session.jsp");
                if (!inPath)
                {
                    again.Headers.Add("Cookie", $"JSESSIONID={id}");
                }

                using var answer = await front.Client.SendAsync(again);
                Assert.Equal($"{id} {visit}", await answer.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public async Task Both_Tomcats_get_sessions_of_their_own()
    {
        await using var front = await Front.StartAsync(Front.Site(Tomcats().StickySession("JSESSIONID", "jsessionid").Build()));
        var routes = new HashSet<string>();
        for (var i = 0; i < 4; i++)
        {
            routes.Add((await front.GetAsync("/app/session.jsp")).Body.Split(' ')[0].Split('.')[1]);
        }

        Assert.Equal(["tc1", "tc2"], routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CPING_finds_out_who_is_well()
    {
        var relay = await Relay.StartAsync(tomcat.Port(0));
        var balancer = Balancer.Create("tomcats")
            .Member(relay.Url, m => m.HealthCheck(h => h.Method(HcMethod.CPing).Passes(1).Fails(1)))
            .Member(tomcat.Second, m => m.HealthCheck(h => h.Method(HcMethod.CPing).Passes(1).Fails(1))).Build();
        var prober = new AjpProber();
        Assert.True((await ProbeAsync(0)).IsWell && (await ProbeAsync(1)).IsWell);

        await relay.DisposeAsync();
        Assert.False((await ProbeAsync(0)).IsWell);
        Assert.True((await ProbeAsync(1)).IsWell);

        async Task<(bool IsWell, string Text)> ProbeAsync(int member)
        {
            var result = await prober.ProbeAsync(balancer.Members[member], balancer.Members[member].Plan.HealthCheck!, CancellationToken.None);
            return (result.Kind == ProbeKind.Well, result.Reason);
        }
    }

    [Fact]
    public async Task S79_the_slides_configuration_with_ajp_members_serves_all_three_parts()
    {
        await using var php = await Plain.StartAsync("php");
        await using var images = await Plain.StartAsync("images");
        var text =
            $"""
            <Proxy balancer://foo>
                BalancerMember {php.Url}/ loadfactor=1
                BalancerMember {php.Url}/other/ loadfactor=4 status=+h
                ProxySet lbmethod=bytraffic
            </Proxy>
            <Proxy balancer://javaapps>
                BalancerMember {tomcat.Usual}/app/ loadfactor=1 secret=s3cret
                BalancerMember {tomcat.Second}/app/ loadfactor=4 secret=s3cret
                ProxySet lbmethod=byrequests
            </Proxy>
            ProxyPass /apps/ balancer://foo/
            ProxyPass /serv/ balancer://javaapps/
            ProxyPass /images/ {images.Url}/
            """;
        var import = HttpdImporter.Import(text);
        var options = import.OptionsOrThrow();
        var balancers = options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value)).ToList();
        var site = ReverseProxy.FromOptions(options.Sites.Single().Key, options.Sites.Single().Value, balancers);
        await using var front = await Front.StartAsync(site);

        Assert.All(import.Report.Entries, entry => Assert.Equal(ImportVerdict.Applied, entry.Verdict));
        Assert.Equal("php /x", (await front.GetAsync("/apps/x")).Body);
        Assert.Equal("images /logo.gif", (await front.GetAsync("/images/logo.gif")).Body);
        for (var i = 0; i < 10; i++)
        {
            Assert.Contains("\nuri /app/echo.jsp\n", (await front.GetAsync("/serv/echo.jsp")).Body, StringComparison.Ordinal);
        }

        Assert.Equal([2, 8], balancers.Single(b => b.Name == "javaapps").Snapshot().Members.Select(m => m.Elected));
    }

    [Fact]
    public async Task HttpClient_speaks_AJP_to_one_Tomcat()
    {
        using var client = new HttpClient(new AjpMessageHandler(new AjpClientOptions { Secret = TomcatFixture.Secret }));
        var body = Bodies.Of(100_000);
        using var content = new ByteArrayContent(body);
        using var answer = await client.PostAsync(new Uri($"{tomcat.Usual}/app/echo.jsp?a=b"), content);

        var said = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\nuri /app/echo.jsp\nquery a=b\n", said, StringComparison.Ordinal);
        Assert.EndsWith(Bodies.Line(body), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpClient_speaks_AJP_to_the_members_of_a_balancer_with_the_secret_of_each()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Member(tomcat.Large, m => m.Secret(TomcatFixture.Secret).IoBufferSize(65_536)).Build();
        // <snippet:client>
        using var client = new HttpClient(new BalancerHandler(balancer) { InnerHandler = new AjpMessageHandler() });
        // </snippet:client>
        for (var i = 0; i < 4; i++)
        {
            var body = Bodies.Of(200_000);
            using var content = new ByteArrayContent(body);
            using var answer = await client.PostAsync(new Uri("balancer://tomcats/app/echo.jsp"), content);

            Assert.EndsWith(Bodies.Line(body), await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal([2, 2], balancer.Snapshot().Members.Select(m => m.Elected));
    }

    private BalancerBuilder Tomcats() => Balancer.Create("tomcats")
        .Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret).Route("tc1"))
        .Member(tomcat.Second, m => m.Secret(TomcatFixture.Secret).Route("tc2"));

    /// <summary>A backend that speaks HTTP and says its name and the path.</summary>
    private sealed class Plain(WebApplication app) : IAsyncDisposable
    {
        public string Url => app.Urls.Single();

        public static async Task<Plain> StartAsync(string name)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
            var app = builder.Build();
            app.Run(context => context.Response.WriteAsync($"{name} {context.Request.Path}"));
            await app.StartAsync();
            return new Plain(app);
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
