using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>Heads up to what one packet takes, and what becomes of those beyond.</summary>
[Collection(TomcatCollection.Name)]
public class LimitTests(TomcatFixture tomcat)
{
    [Fact]
    public async Task A_head_goes_through_up_to_the_last_byte_of_a_packet_and_one_more_is_400_without_blame()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));
        var most = await MostAsync(front, 4000, 8192);

        Assert.InRange(most, 7800, 8100); // a packet, less what else is said
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(front, most + 1));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(front, most));
        var member = balancer.Snapshot().Members[0];
        Assert.False(member.Status.HasFlag(MemberStatus.InError));
        Assert.Equal(1, member.Connections.Opened); // what was not sent costs no connection
    }

    [Fact]
    public async Task Larger_packets_take_larger_heads()
    {
        await using var front = await Front.OverAsync(m => m.IoBufferSize(65_536), tomcat.Large);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(front, 4 * 7000, lines: 4));
    }

    [Theory]
    [InlineData(99, HttpStatusCode.OK)]
    [InlineData(100, HttpStatusCode.InternalServerError)] // Host and Content-Length go with them: Tomcat's maxHeaderCount is 100
    public async Task As_many_lines_as_Tomcat_takes(int lines, HttpStatusCode status)
    {
        await using var front = await Front.StartAsync(
            Front.Site(Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build()),
            services: s => s.AddProxyPass(o => o.Limits.RequestFields = 200));

        Assert.Equal(status, await AskAsync(front, 2 * lines, lines - 1));
    }

    [Fact]
    public async Task An_answer_has_as_many_lines_as_fit_into_a_packet()
    {
        await using var front = await Front.OverAsync(null, tomcat.Usual);
        using var answer = await front.Client.GetAsync(new Uri("/app/answer.jsp?fill=75", UriKind.Relative));

        Assert.Equal(75, answer.Headers.Count(h => h.Key.StartsWith("X-Fill-", StringComparison.Ordinal)));
        Assert.Equal("said", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_answer_whose_head_does_not_fit_never_comes_and_the_time_runs_out()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret).Timeout(TimeSpan.FromMilliseconds(700))).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await front.GetAsync("/app/answer.jsp?fill=100")).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.GetAsync("/app/echo.jsp")).Status);
        Assert.Equal(2, balancer.Snapshot().Members[0].Connections.Opened); // Tomcat holds the first one open, and would answer a CPING on it
    }

    private static async Task<int> MostAsync(Front front, int fits, int beyond)
    {
        while (beyond - fits > 1)
        {
            var half = (fits + beyond) / 2;
            (fits, beyond) = await AskAsync(front, half) == HttpStatusCode.OK ? (half, beyond) : (fits, half);
        }

        return fits;
    }

    private static async Task<HttpStatusCode> AskAsync(Front front, int size, int lines = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app/answer.jsp?status=200");
        for (var i = 0; i < lines; i++)
        {
            request.Headers.TryAddWithoutValidation($"X-{i}", new string('x', size / lines));
        }

        using var answer = await front.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
