using System.Globalization;
using Balancing.Ajp.Tests.Vectors;

namespace Balancing.Ajp.Tests.Server;

/// <summary>
/// What httpd has sent to a Tomcat is sent to our server, in the order of the recording, data only when it is due. Our server asks less often: not for
/// the body of a GET, and not again when all of a known length is here.
/// </summary>
public sealed class ReplayTests
{
    private const string Refused = "secret-wrong";

    public static TheoryData<string> Names => Recording.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_recorded_front_is_understood(string name)
    {
        var memory = new MemoryListener();
        await using var server = await StartAsync(name, memory);
        await using var front = memory.Connect();

        await ReplayAsync(name, front, async bytes => await front.SendAsync(bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_recorded_front_is_understood_wherever_its_requests_are_split(string name)
    {
        var memory = new MemoryListener();
        await using var server = await StartAsync(name, memory);
        var longest = Recording.Of(name).FromFront.Length;
        var step = Math.Max(1, longest / 400); // each byte of all but the longest

        for (var at = 0; at < longest; at += step)
        {
            await using var front = memory.Connect();
            await ReplayAsync(name, front, async bytes =>
            {
                var split = Math.Min(at, bytes.Length);
                await front.SendAsync(bytes[..split]);
                await front.SendAsync(bytes[split..]);
            });
        }
    }

    private static async Task ReplayAsync(string name, RawFront front, Func<byte[], Task> send)
    {
        foreach (var turn in Recording.Of(name).Turns())
        {
            if (turn.Pings)
            {
                Assert.True(await front.PingAsync());
            }

            var length = turn.Request.Lines.Where(line => line.Name == "content-length").Select(line => int.Parse(line.Value, CultureInfo.InvariantCulture)).SingleOrDefault();
            await send([.. turn.Request.Packet, .. length > 0 ? turn.Data[0] : []]);
            var answer = await front.AnswerAsync([.. length > 0 ? turn.Data.Skip(1) : turn.Data]);

            if (name == Refused)
            {
                Assert.Equal("403 Forbidden [] close", answer.ToString());
                return;
            }

            Assert.Equal((200, true), (answer.Status, answer.Reuse));
            Assert.Equal(turn.Data.SelectMany(packet => packet.Skip(6)).ToArray(), answer.Body.ToArray());
            Assert.Equal(turn.Request.Path, answer["X-Path"]);
        }
    }

    private static Task<AjpServer> StartAsync(string name, MemoryListener memory) => AjpServer.StartAsync(
        async context =>
        {
            context.Response.Headers["X-Path"] = context.Request.Path.Value;
            await context.Request.Body.CopyToAsync(context.Response.Body);
        },
        ajp =>
        {
            (ajp.Secret, ajp.RequireSecret) = (name == Refused ? "another" : null, false);
            ajp.AllowedAttributes.Add("*");
        },
        memory: memory);
}
