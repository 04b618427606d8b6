using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Balancing.AspNetCore.Tests.Network;
using Examples;

namespace Balancing.AspNetCore.Tests.Examples;

public class ConfGatewayTests
{
    private const string Good = "ServerName www.example.com\nProxyPass /x http://127.0.0.1:9/\n";

    [Fact(Timeout = Limits.Test)]
    public async Task It_serves_what_the_file_says_and_tells_what_was_decided()
    {
        using var b = ScriptedBackend.Named("b");
        var refusing = ScriptedBackend.RefusingUrl();
        await using var gateway = await Running.StartAsync($"""
            ServerName www.example.com
            <Proxy balancer://foo>
                BalancerMember {refusing}/ route=a
                BalancerMember {b.Url}/ route=b
                ProxySet stickysession=JSESSIONID
            </Proxy>
            ProxyPass /apps/static !
            ProxyPass /apps/ balancer://foo/
            ProxyPass /plain {b.Url}
            """, "--decision-header", "X-Decision");

        Assert.Equal(
            (200, $"balancer=foo; picks=\"{refusing}/ refused, {b.Url}/ 200\"; worker-route=b; route-changed; session=JSESSIONID; session-route=a; rule=\"ProxyPass /apps/\""),
            await gateway.AskAsync("/apps/x", headers: "Cookie: JSESSIONID=s1.a\r\n"));
        Assert.Equal(
            (200, $"balancer=foo; picks=\"{b.Url}/ 200\"; worker-route=b; session=JSESSIONID; session-route=b; rule=\"ProxyPass /apps/\""),
            await gateway.AskAsync("/apps/x", headers: "Cookie: JSESSIONID=s1.b\r\n"));
        Assert.Equal((200, $"picks=\"{b.Url} 200\"; rule=\"ProxyPass /plain\""), await gateway.AskAsync("/plain"));
        Assert.Equal((404, "refusal=NotMapped"), await gateway.AskAsync("/elsewhere"));
        Assert.Equal((404, "rule=\"ProxyPass /apps/static\"; refusal=Excluded"), await gateway.AskAsync("/apps/static/x"));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_checks_the_health_of_members_before_anybody_asks_for_them()
    {
        using var member = new TcpListener(IPAddress.Loopback, 0);
        member.Start();
        await using var gateway = await Running.StartAsync($"""
            ServerName www.example.com
            <Proxy balancer://foo>
                BalancerMember http://{member.LocalEndpoint} hcmethod=TCP
            </Proxy>
            ProxyPass / balancer://foo/
            """);

        using var check = await member.AcceptSocketAsync();

        Assert.True(check.Connected);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_serves_two_virtual_hosts_each_with_its_own_cluster()
    {
        using var one = ScriptedBackend.Named("one");
        using var two = ScriptedBackend.Named("two");
        await using var gateway = await Running.StartAsync($"""
            Listen 80
            ServerName main.example
            <VirtualHost *:80>
                ServerName one.example
                <Proxy balancer://cluster>
                    BalancerMember {one.Url}
                </Proxy>
                ProxyPass / balancer://cluster/
            </VirtualHost>
            <VirtualHost *:80>
                ServerName two.example
                ServerAlias *.two.example
                <Proxy balancer://cluster>
                    BalancerMember {two.Url}
                </Proxy>
                ProxyPass /app balancer://cluster
                <Location /secret>
                    Require all denied
                </Location>
                <Location /balancer-manager>
                    SetHandler balancer-manager
                </Location>
            </VirtualHost>
            """, "--decision-header", "X-Decision");

        Assert.Equal((200, $"balancer=cluster; picks=\"{one.Url} 200\"; rule=\"ProxyPass /\""), await gateway.AskAsync("/app", "one.example"));
        Assert.Equal((200, $"balancer=cluster; picks=\"{two.Url} 200\"; rule=\"ProxyPass /app\""), await gateway.AskAsync("/app", "www.two.example:81"));
        Assert.Equal((200, $"balancer=cluster; picks=\"{one.Url} 200\"; rule=\"ProxyPass /\""), await gateway.AskAsync("/app", "unknown"));
        Assert.Equal((404, "refusal=NotMapped"), await gateway.AskAsync("/", "two.example"));
        Assert.Equal((403, "refusal=AccessDenied"), await gateway.AskAsync("/secret", "two.example"));
        Assert.Equal(403, (await gateway.AskAsync("/balancer-manager", "two.example")).Status); // D44: nobody said who may
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_serves_the_manager_where_the_file_says_so_and_where_it_is_asked_to()
    {
        using var one = ScriptedBackend.Named("one");
        await using var gateway = await Running.StartAsync(
            $"""
            <Proxy balancer://foo>
                BalancerMember {one.Url}
            </Proxy>
            ProxyPass /app balancer://foo
            <Location /own>
                SetHandler balancer-manager
                Require ip 127.0.0.1
            </Location>
            <Location /others>
                SetHandler balancer-manager
                Require ip 192.0.2.1
            </Location>
            """, "--manager");

        Assert.Contains($"manager at http://127.0.0.1:{gateway.Port}/balancer-manager", gateway.Text, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.Port}") };
        foreach (var path in (string[])["/own", "/balancer-manager"])
        {
            Assert.Contains($"<httpd:name>{one.Url}</httpd:name>", await client.GetStringAsync(new Uri(path + "?xml=1", UriKind.Relative)), StringComparison.Ordinal);
        }

        Assert.Equal(403, (await gateway.AskAsync("/others")).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task Without_being_asked_to_it_serves_no_manager()
    {
        await using var gateway = await Running.StartAsync(Good);

        Assert.Equal(404, (await gateway.AskAsync("/balancer-manager")).Status);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_ends_with_0_when_it_is_told_to_and_says_once_where_it_listens()
    {
        await using var gateway = await Running.StartAsync(Good);

        Assert.Equal((404, ""), await gateway.AskAsync("/"));
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Equal(2, gateway.Text.Split("listening on ").Length);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task An_exchange_that_runs_is_finished_before_it_ends()
    {
        var (asked, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var backend = ScriptedBackend.Play(async (c, backend) =>
        {
            await backend.HearHeadAsync(c);
            asked.SetResult();
            await ends.Task;
            await c.SayAsync(ScriptedBackend.Ok("late"));
        });
        await using var gateway = await Running.StartAsync($"ProxyPass / {backend.Url}/\n");

        var answer = gateway.AskAsync("/");
        await asked.Task;
        var end = gateway.StopAsync();
        ends.SetResult();

        Assert.Equal(200, (await answer).Status);
        Assert.Equal(0, await end);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_check_prints_the_report_and_opens_nothing()
    {
        var (code, text) = await Running.RunAsync(Good, "--check");

        Assert.Equal(0, code);
        Assert.Contains("ProxyPass", text, StringComparison.Ordinal);
        Assert.DoesNotContain("listening", text, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("ProxyPass /a http://h/ retry=soon\n", ".tmp:1")]
    [InlineData("ProxyPas /a http://h/\n", "ProxyPas")]
    [InlineData("<Proxy balancer://foo>\n", "Proxy")]
    public async Task A_file_with_problems_is_reported_and_not_served(string conf, string said)
    {
        foreach (var more in new string[][] { [], ["--check"] })
        {
            var (code, text) = await Running.RunAsync(conf, more);

            Assert.Equal(1, code);
            Assert.Contains(said, text, StringComparison.Ordinal);
            Assert.DoesNotContain("listening", text, StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = Limits.Test)]
    [InlineData("--conf /no/such/file.conf", "Cannot read /no/such/file.conf")]
    [InlineData("--conf", "--conf needs a value.")]
    [InlineData("--conf a --conf b", "--conf was given twice.")]
    [InlineData("--conf --check", "--conf needs a value.")]
    [InlineData("--config a", "There is no option --config.")]
    [InlineData("site.conf", "There is no option site.conf.")]
    [InlineData("--check", "--check needs --conf FILE.")]
    [InlineData("--check=1 --conf a", "--check takes no value.")]
    [InlineData("--manager=/x --conf a", "--manager takes no value.")]
    [InlineData("--conf a --requests 3", "--requests plays with backends of its own")]
    [InlineData("--requests many", "--requests needs a number above 0, not 'many'.")]
    [InlineData("--urls nonsense", "--urls needs one URL such as http://127.0.0.1:8081, not 'nonsense'.")]
    [InlineData("--urls ftp://h", "--urls needs one URL")]
    [InlineData("--urls http://127.0.0.1:99999", "--urls needs one URL")]
    [InlineData("--urls http://127.0.0.1:1;http://127.0.0.1:2", "--urls needs one URL")]
    [InlineData("--urls=http://127.0.0.1/x", "--urls needs one URL")]
    [InlineData("--decision-header X:Y", "--decision-header needs a name")]
    public async Task A_wrong_command_line_is_a_message(string line, string message)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);

        Assert.Equal(1, await GatewayExample.RunAsync(line.Split(' '), output));
        Assert.StartsWith(message, output.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task It_explains_its_options()
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);

        Assert.Equal(0, await GatewayExample.RunAsync(["--help"], output));
        Assert.Contains("--decision-header NAME", output.ToString(), StringComparison.Ordinal);
    }
}
