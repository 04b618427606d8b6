using Balancing.AspNetCore.Tests.Network;
using ScriptedBackend = Balancing.AspNetCore.Tests.Network.ScriptedBackend;

namespace Balancing.AspNetCore.Tests.Bodies;

/// <summary>A member that answers before it has heard the whole request.</summary>
public class EarlyAnswerTests
{
    [Fact(Timeout = 2 * Limits.Test)]
    public async Task An_early_answer_does_not_cost_the_client_his_connection()
    {
        using var backend = ScriptedBackend.Play(async (c, b) =>
        {
            await b.HearHeadAsync(c);
            await c.SayAsync(ScriptedBackend.Ok("early"));
            await c.HearAllAsync();
        });
        await using var front = await Front.OverAsync(backend.Url);
        using var client = await front.OpenAsync();

        for (var i = 0; i < 50; i++)
        {
            await client.SayAsync("POST /upload HTTP/1.1\r\nHost: www\r\nContent-Length: 10000\r\n\r\n" + new string('x', 5_000));
            Assert.StartsWith("HTTP/1.1 200 ", await client.HearHeadAsync(), StringComparison.Ordinal);
            Assert.Equal("early", await client.HearAsync(5));
            await client.SayAsync(new string('x', 5_000));
        }
    }
}
