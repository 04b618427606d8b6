using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Balancing.Manager;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore.Tests.Examples;

/// <summary>What docs/balancer-manager.md shows.</summary>
public class ManagerSnippets
{
    [Fact(Timeout = Network.Limits.Test)]
    public async Task Addresses_and_a_policy_let_people_in()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddBalancing(all => all.Balancers["foo"] = new BalancerOptions { Members = { new MemberOptions { Url = "http://10.0.0.1:8080" } } });
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization(o => o.AddPolicy("ops", p => p.RequireRole("operator")));
        await using var app = builder.Build();

        app.UseAuthorization();
        // <snippet:map>
        app.MapBalancerManager("/balancer-manager")      // <Location /balancer-manager> SetHandler balancer-manager
            .AllowFrom("192.168.2.22", "10.0.0.0/8")     //   Require ip 192.168.2.22 10.0.0.0/8
            .RequireAuthorization("ops");                //   Require group ops
        // </snippet:map>
        // <snippet:rights>
        app.MapBalancerManager("/watch").AllowFrom("10.0.0.0/8").ReadOnly();
        app.MapBalancerManager("/admin").RequireAuthorization().RequireForEdits("ops").AllowAddingMembers("ops");
        // </snippet:rights>
        await app.StartAsync();

        using var client = app.GetTestClient();
        using var answer = await client.GetAsync(new Uri("/watch", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode); // a test server has no addresses
    }

    [Fact(Timeout = Network.Limits.Test)]
    public async Task Without_a_word_about_who_may_the_program_does_not_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        using var foo = Balancer.Create("foo").Member("http://10.0.0.1").Build();
        await using var app = builder.Build();
        app.MapBalancerManager("/balancer-manager", [foo]);

        var refused = await Assert.ThrowsAsync<BalancerConfigurationException>(() => app.StartAsync());

        Assert.Contains("nobody has said who may come", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_edits_rehearses_and_takes_back()
    {
        using var foo = Balancer.Create("foo").Member("http://php1:8080").Member("http://php2:8080").Build();

        // <snippet:edit>
        var seen = foo.Revision;
        var request = new EditRequest(new MemberEdit("http://php1:8080") { LoadFactor = 4 }, new SettingsEdit { LbMethod = "bytraffic" })
        {
            Revision = seen,                                    // refused when anything has changed since
            By = new Operator("deploy", "build 4711"),          // for the journal
        };
        EditPreview preview = foo.Preview(request);             // changes nothing; who gets the next 1,000 requests
        EditResult result = foo.Edit(request);                  // all, or none
        EditResult undone = foo.Undo(result.Entry!.Id);         // back, unless one of the values is another by now
        // </snippet:edit>

        Assert.Equal(2, preview.Changes.Count);
        Assert.True(result.Applied && undone.Applied);
        Assert.Equal(1, foo.Snapshot().Members[0].Factor);
    }

    [Fact]
    public void Any_host_can_serve_it()
    {
        using var foo = Balancer.Create("foo").Member("http://php1:8080").Build();

        // <snippet:host>
        using var manager = new BalancerManager([foo]);
        ManagerResponse page = manager.Handle(new ManagerRequest
        {
            Method = "GET",
            Mount = "/balancer-manager",
            Host = "ops.example.com",
            User = "ann",                                       // whom your host has let in
            Client = IPAddress.Parse("192.168.2.22"),
            Permissions = ManagerPermissions.View | ManagerPermissions.Edit,
        });
        // send page.Status, page.ContentType, page.Fields, page.Body (or page.Stream, piece by piece)
        // </snippet:host>

        Assert.Equal(200, page.Status);
        Assert.Contains("http://php1:8080", Encoding.UTF8.GetString(page.Body.Span), StringComparison.Ordinal);
    }

    [Fact(Timeout = Network.Limits.Test)]
    public async Task The_requests_of_the_page_are_answered()
    {
        using var foo = Balancer.Create("foo").Member("http://php1:8080").Member("http://php2:8080").Growth(1).Build();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapBalancerManager("/balancer-manager", [foo]).AllowAnonymous();
        await app.StartAsync();
        using var client = app.GetTestClient();

        var token = (string)JsonNode.Parse(await client.GetStringAsync(new Uri("/balancer-manager/api/v1", UriKind.Relative)))!["token"]!;
        client.DefaultRequestHeaders.Add("X-Balancer-Nonce", token);
        foreach (var (path, body) in new (string, string)[]
        {
            ("edits", """{"edits":[{"member":"http://php1:8080","set":{"loadFactor":4}},{"set":{"lbMethod":"bytraffic"}}],"dryRun":true}"""),
            ("edits", """{"edits":[{"member":"http://php1:8080","set":{"loadFactor":4}},{"set":{"lbMethod":"bytraffic"}}]}"""),
            ("undo", """{"entry":1}"""),
            ("drain", """{"members":["http://php1:8080"],"deadlineSeconds":120}"""),
            ("readmit", """{"members":["http://php1:8080"]}"""),
            ("explain", """{"path":"/app/cart","cookies":"JSESSIONID=s1.a"}"""),
        })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri($"/balancer-manager/api/v1/balancers/foo/{path}", UriKind.Relative), content);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
