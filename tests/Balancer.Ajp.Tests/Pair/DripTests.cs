using System.Net;
using System.Text;
using Balancing.Ajp.Tests.Server;

namespace Balancing.Ajp.Tests.Pair;

public sealed class DripTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(700, false)]
    [InlineData(700, true)]
    public async Task An_exchange_that_is_split_at_every_byte_both_ways_is_the_same(int length, bool unknown)
    {
        await using var pair = await PairServer.StartAsync(async context =>
        {
            context.Response.Headers["X-Asked"] = context.Request.Headers["X-Ask"];
            await Applications.Echo(context);
        });
        using var wire = new Drip(pair.EndPoint);
        var body = Encoding.Latin1.GetBytes(new string('b', length));

        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(wire.Address, "echo?q")) { Content = new ByteArrayContent(body) };
            request.Headers.Add("X-Ask", "why");
            request.Headers.TransferEncodingChunked = unknown;
            using var answer = await pair.Client.SendAsync(request);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("why", Assert.Single(answer.Headers.GetValues("X-Asked")));
            Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        }

        Assert.InRange(wire.Carried, 4 * length, int.MaxValue);
    }
}
