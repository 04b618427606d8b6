using System.Net;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>What Tomcat sees of a request that came through the gateway.</summary>
[Collection(TomcatCollection.Name)]
public class RequestTests(TomcatFixture tomcat)
{
    public static TheoryData<string> Methods => new(
        "OPTIONS", "GET", "POST", "PUT", "DELETE", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "ACL", "REPORT",
        "VERSION-CONTROL", "CHECKIN", "CHECKOUT", "UNCHECKOUT", "SEARCH", "MKWORKSPACE", "UPDATE", "LABEL", "MERGE", "BASELINE-CONTROL", "MKACTIVITY",
        "PATCH", "QUERY", "BREW", "X!#$%&'*+-.^_`|~");

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Every_method_arrives_as_it_is(string method)
    {
        await using var front = await Front.OverAsync(null, tomcat.Usual);

        var (status, body) = await front.SendAsync(new HttpMethod(method), "/app/echo.jsp");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith($"method {method}\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_HEAD_gets_the_head_alone_and_the_connection_serves_again()
    {
        await using var front = await Front.OverAsync(m => m.Pool(p => p.Max(1)), tomcat.Usual);
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, "/app/size.jsp?n=100000&length=1");
            using var answer = await front.Client.SendAsync(request);

            Assert.Equal((HttpStatusCode.OK, 100_000L), (answer.StatusCode, answer.Content.Headers.ContentLength));
            Assert.Equal("method GET", (await front.GetAsync("/app/echo.jsp")).Body.Split('\n')[0]);
        }
    }

    [Fact]
    public async Task TRACE_arrives_where_the_site_lets_it_pass()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer, s => s.TraceEnable(TraceEnable.On)));

        Assert.StartsWith("method TRACE\n", (await front.SendAsync(HttpMethod.Trace, "/app/echo.jsp")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/app/echo.jsp", "null")]
    [InlineData("/app/echo.jsp?", "")]
    [InlineData("/app/echo.jsp?a=b&c=%2F%20+%00", "a=b&c=%2F%20+%00")]
    public async Task The_query_arrives_as_it_was_said(string path, string query)
    {
        await using var front = await Front.OverAsync(null, tomcat.Usual);

        Assert.Contains($"\nuri /app/echo.jsp\nquery {query}\n", (await front.GetAsync(path)).Body, StringComparison.Ordinal);
    }
}
