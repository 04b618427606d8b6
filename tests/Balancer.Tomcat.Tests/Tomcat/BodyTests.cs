using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>Bodies of every size that matters, both ways, with a length and without.</summary>
[Collection(TomcatCollection.Name)]
public class BodyTests(TomcatFixture tomcat)
{
    private const int Small = 8192;
    private const int Large = 65_536;
    private const int MostBeforeReading = 200_000; // HttpClient reads nothing before it has sent all

    /// <summary>Around the most that one packet carries of a request (P-6), of an answer (P-8), and a packet itself, once and twice.</summary>
    public static TheoryData<int, long> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, long>();
            foreach (var packet in new[] { Small, Large })
            {
                long[] edges = [packet - 8, packet - 6, packet, 2 * (packet - 8), 2 * (packet - 6)];
                long[] all = [0, 1, 2, .. edges.SelectMany(edge => Enumerable.Range(-2, 5).Select(by => edge + by)), 1 << 20];
                foreach (var size in all.Distinct().Order())
                {
                    sizes.Add(packet, size);
                }
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task A_body_arrives_whole_and_comes_back_whole(int packet, long size)
    {
        await using var front = await FrontAsync(packet);
        var body = Bodies.Of(size);
        foreach (var chunked in new[] { false, true })
        {
            Assert.EndsWith(Bodies.Line(body), (await front.SendAsync(HttpMethod.Post, "/app/echo.jsp", body, chunked)).Body, StringComparison.Ordinal);
            if (size > MostBeforeReading)
            {
                continue;
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, "/app/back.jsp") { Content = new ByteArrayContent(body) };
            request.Headers.TransferEncodingChunked = chunked ? true : null;
            using var answer = await front.Client.SendAsync(request);

            Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task An_answer_comes_whole_with_and_without_its_length(int packet, long size)
    {
        await using var front = await FrontAsync(packet);
        var body = Bodies.Of(size);

        Assert.Equal(body, await front.Client.GetByteArrayAsync(new Uri($"/app/size.jsp?n={size}", UriKind.Relative)));
        Assert.Equal(body, await front.Client.GetByteArrayAsync(new Uri($"/app/size.jsp?n={size}&length=1", UriKind.Relative)));
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task Sixty_four_megabytes_go_up_and_come_down(int packet)
    {
        await using var front = await FrontAsync(packet);
        var body = Bodies.Of(64L << 20);

        Assert.EndsWith(Bodies.Line(body), (await front.SendAsync(HttpMethod.Put, "/app/echo.jsp", body)).Body, StringComparison.Ordinal);
        var came = await front.Client.GetByteArrayAsync(new Uri($"/app/size.jsp?n={body.Length}", UriKind.Relative));
        Assert.True(body.AsSpan().SequenceEqual(came));
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task A_body_comes_back_while_it_still_goes_up(int packet)
    {
        await using var front = await FrontAsync(packet);
        var body = Bodies.Of(8L << 20);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, front.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /app/back.jsp HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Flush: 1\r\nContent-Length: {body.Length}\r\n\r\n"));
        var sending = stream.WriteAsync(body);
        using var came = new MemoryStream();
        await stream.CopyToAsync(came);
        await sending;

        Assert.True(body.AsSpan().SequenceEqual(came.ToArray().AsSpan((int)came.Length - body.Length)));
    }

    [Fact]
    public async Task An_answer_that_asks_for_nothing_of_the_body_is_passed_on_and_the_connection_serves_again()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((HttpStatusCode)222, (await front.SendAsync(HttpMethod.Post, "/app/answer.jsp?status=222", Bodies.Of(5000))).Status);
        }

        Assert.Equal(1, balancer.Snapshot().Members[0].Connections.Opened);
    }

    private Task<Front> FrontAsync(int packet) =>
        packet == Small ? Front.OverAsync(null, tomcat.Usual) : Front.OverAsync(m => m.IoBufferSize(packet), tomcat.Large);
}
