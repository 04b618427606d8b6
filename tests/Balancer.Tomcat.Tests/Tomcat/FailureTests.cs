using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>Refusals of Tomcat, breakdowns of the application, connections that break, and a Tomcat that dies.</summary>
[Collection(TomcatCollection.Name)]
public class FailureTests(TomcatFixture tomcat)
{
    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_the_right_secret_Tomcat_says_403_and_the_member_is_not_blamed(string? secret)
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m =>
        {
            if (secret is not null)
            {
                m.Secret(secret);
            }
        }).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));

        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/app/echo.jsp")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/app/echo.jsp")).Status);
        var member = balancer.Snapshot().Members[0];
        Assert.False(member.Status.HasFlag(MemberStatus.InError));
        Assert.Equal(2, member.Connections.Opened); // Tomcat wants each of them closed
    }

    [Fact]
    public async Task A_secret_that_nobody_asks_for_does_no_harm()
    {
        await using var front = await Front.OverAsync(null, tomcat.Open);

        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync("/app/echo.jsp")).Status);
    }

    [Theory]
    [InlineData("/app/nothing-here", 404)]
    [InlineData("/app/answer.jsp?error=503", 503)]
    [InlineData("/app/answer.jsp?status=204", 204)]
    [InlineData("/app/answer.jsp?status=304", 304)]
    [InlineData("/app/answer.jsp?status=451", 451)]
    [InlineData("/app/fail.jsp?after=0", 500)]
    public async Task What_Tomcat_answers_is_passed_on(string path, int status)
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));

        Assert.Equal(status, (int)(await front.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync("/app/echo.jsp")).Status);
        Assert.False(balancer.Snapshot().Members[0].Status.HasFlag(MemberStatus.InError));
    }

    [Fact]
    public async Task Repeated_lines_and_cookies_come_one_by_one_and_a_location_is_rewritten()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        var site = ReverseProxy.Create("www").Balancer(balancer).ProxyPass("/shop", "balancer://tomcats/app").ProxyPassReverse("/shop", "http://shop.example/app").Build();
        await using var front = await Front.StartAsync(site);
        const string location = "Location:http%3A%2F%2Fshop.example%2Fapp%2Fnext"; // Tomcat knows the name the client asked for, not our path

        using var answer = await front.Client.GetAsync(new Uri($"/shop/answer.jsp?status=302&header=Set-Cookie:a%3D1&header=Set-Cookie:b%3D2&header=X-A:1&header=X-A:2&header={location}", UriKind.Relative));

        Assert.Equal(["a=1", "b=2"], answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal(["1", "2"], answer.Headers.GetValues("X-A"));
        Assert.Equal("/shop/next", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task An_answer_that_breaks_down_after_its_head_does_not_look_whole()
    {
        await using var front = await Front.OverAsync(m => m.Timeout(TimeSpan.FromSeconds(1)), tomcat.Usual);
        using var answer = await front.Client.GetAsync(new Uri("/app/fail.jsp?after=10", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        var body = await answer.Content.ReadAsStreamAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task An_Upgrade_is_501_and_nothing_is_sent()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret).Upgrade()).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app/echo.jsp");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        using var answer = await front.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Equal(0, balancer.Snapshot().Members[0].Connections.Opened);
    }

    [Theory]
    [InlineData("GET", "", HttpStatusCode.OK)]
    [InlineData("POST", "", HttpStatusCode.BadGateway)]
    public async Task D11_a_kept_connection_that_breaks_unanswered_costs_only_what_must_not_be_repeated(string method, string query, HttpStatusCode status)
    {
        await using var relay = await Relay.StartAsync(tomcat.Port(0));
        var balancer = Balancer.Create("tomcats").Member(relay.Url, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));
        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync("/app/echo.jsp")).Status);
        relay.CutOnNextByte();

        Assert.Equal(status, (await front.SendAsync(new HttpMethod(method), "/app/echo.jsp" + query, method == "POST" ? [1, 2, 3] : null)).Status);
    }

    [Fact]
    public async Task With_ping_a_connection_that_died_is_found_before_the_request_goes_out()
    {
        await using var relay = await Relay.StartAsync(tomcat.Port(0));
        var balancer = Balancer.Create("tomcats").Member(relay.Url, m => m.Secret(TomcatFixture.Secret).Ping(TimeSpan.FromSeconds(20))).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));
        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync("/app/echo.jsp")).Status);
        relay.CutOnNextByte();
        var body = Bodies.Of(20_000);

        Assert.EndsWith(Bodies.Line(body), (await front.SendAsync(HttpMethod.Post, "/app/echo.jsp", body)).Body, StringComparison.Ordinal);
        Assert.Equal(2, balancer.Snapshot().Members[0].Connections.Opened);
    }

    [Fact]
    public async Task When_the_connection_breaks_within_a_body_the_request_is_not_repeated()
    {
        await using var relay = await Relay.StartAsync(tomcat.Port(0));
        var balancer = Balancer.Create("tomcats").Member(relay.Url, m => m.Secret(TomcatFixture.Secret)).Member(tomcat.Second, m => m.Secret(TomcatFixture.Secret).HotStandby()).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));
        relay.CutAfter(100_000);

        Assert.Equal(HttpStatusCode.BadGateway, (await front.SendAsync(HttpMethod.Put, "/app/echo.jsp", Bodies.Of(1 << 20))).Status);
        Assert.Equal(0, balancer.Snapshot().Members[1].Elected);
    }

    [Fact]
    public async Task When_nobody_listens_the_next_member_answers_with_the_body_untouched()
    {
        const string Nobody = "ajp://127.0.0.1:9"; // no system gives this port to whoever asks for any
        var balancer = Balancer.Create("tomcats").Member(Nobody, m => m.Secret(TomcatFixture.Secret)).Member(tomcat.Second, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));
        var body = Bodies.Of(300_000);

        Assert.EndsWith(Bodies.Line(body), (await front.SendAsync(HttpMethod.Post, "/app/echo.jsp", body)).Body, StringComparison.Ordinal);
        Assert.True(balancer.Snapshot().Members[0].Status.HasFlag(MemberStatus.InError));
    }

    [Fact]
    public async Task When_Tomcat_dies_within_an_answer_the_client_sees_that_it_is_not_whole()
    {
        await using var doomed = await TomcatServer.StartAsync();
        await using var front = await Front.OverAsync(null, $"ajp://127.0.0.1:{doomed.Ports[0]}");
        using var answer = await front.Client.GetAsync(new Uri("/app/flow.jsp?key=doomed&flush=1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var body = await answer.Content.ReadAsStreamAsync();
        var said = new byte[3];
        await body.ReadExactlyAsync(said);
        await doomed.KillAsync();

        Assert.Equal("one", Encoding.ASCII.GetString(said));
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(said));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await front.GetAsync("/app/echo.jsp")).Status);
    }

    [Fact]
    public async Task R41_a_client_that_leaves_within_its_body_is_nobodys_fault_and_its_connection_is_not_used_again()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, front.Port);
            var stream = client.GetStream();
            await stream.WriteAsync("POST /app/back.jsp HTTP/1.1\r\nHost: a\r\nX-Flush: 1\r\nContent-Length: 100000\r\n\r\n0123456789"u8.ToArray());
            var heard = new StringBuilder();
            while (!heard.ToString().EndsWith("0123456789", StringComparison.Ordinal))
            {
                heard.Append((char)stream.ReadByte());
            }

            client.Client.LingerState = new LingerOption(true, 0);
        }

        while (balancer.Snapshot().Members[0].Busy > 0)
        {
            await Task.Yield();
        }

        Assert.StartsWith("method GET\n", (await front.GetAsync("/app/echo.jsp")).Body, StringComparison.Ordinal);
        var member = balancer.Snapshot().Members[0];
        Assert.False(member.Status.HasFlag(MemberStatus.InError));
        Assert.Equal(2, member.Connections.Opened);
    }
}
