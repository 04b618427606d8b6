using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Balancing.Ajp.Tests.Server;

/// <summary>
/// Conversations changed at random, through the whole loop of a connection: it ends, each packet it sends is one, and no request reaches
/// the HTTP side that is not exactly one. <c>BALANCER_AJP_FUZZ</c> says how many (10000000 for a long run), <c>BALANCER_AJP_SEED</c> which.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Runs = Number("BALANCER_AJP_FUZZ", 100_000);
    private static readonly int Seed = Number("BALANCER_AJP_SEED", 20_261_122);

    private static readonly byte[][][] Conversations =
    [
        [Raw.CPing, new Forward().Bytes(), Raw.CPing],
        [new Forward { Method = 4 }.Length(5).Header("X", "y").Attribute(5, "a=b").Bytes(), Raw.Data("hello"), new Forward().Bytes()],
        [new Forward { Method = 4 }.Length(9).Bytes(), Raw.Data("hello"), Raw.Data("yes!"), new Forward().Bytes()],
        [new Forward { Method = 255 }.Attribute(13, "PATCH").Header("transfer-encoding", "chunked").Bytes(), Raw.Data("abc"), Raw.Empty],
        [new Forward { Path = "http://h:1/p", IsSecure = true }.Attribute(3, "u").Attribute(4, "t").Attribute(6, "r").Attribute(8, "c").Attribute(9, "0A")
            .RawAttribute([11, 0, 128]).Attribute("AJP_REMOTE_PORT", "1").Attribute("AJP_LOCAL_ADDR", "::1").Attribute("JK_LB_ACTIVATION", "ACT").Bytes()],
        [new Forward { Host = null, ServerName = "::1" }.Length(0).Header(6, "close").Header("Expect", "100-continue").Header(9, "a=\u00E4").Bytes(), Raw.ShortEmpty],
    ];

    [Fact]
    public async Task Changed_conversations_end_and_nothing_wrong_gets_through()
    {
        var whole = 0;
        await Parallel.ForAsync(0, 4, async (part, _) =>
        {
            var random = new Random(Seed + part);
            var settings = AjpServerSettings.Of(
                new AjpServerOptions { Secret = AjpServer.Secret }, new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0), _ => null, NullLogger.Instance);
            for (var i = 0; i < Runs / 4; i++)
            {
                Interlocked.Add(ref whole, await RunAsync(random, settings, $"seed {Seed + part}, run {i}"));
            }
        });

        Assert.InRange(whole, Runs / 10, Runs * 3); // many changes leave a request whole
    }

    private static async Task<int> RunAsync(Random random, AjpServerSettings settings, string name)
    {
        var script = Change(Conversations[random.Next(Conversations.Length)], random);
        var (server, front) = MemoryListener.Pair(name);
        await using var closing = front;
        var http = new StrictHttp();
        using var connection = new AjpServerConnection(server, http.ServeAsync, settings);
        var run = RunAsync(connection, server);
        try
        {
            // Half of the fronts wait for the answers, and half talk on.
            if (random.Next(2) == 0)
            {
                await front.SendAsync([.. script.SelectMany(packet => packet)]);
            }
            else
            {
                foreach (var packet in script)
                {
                    await front.SendAsync(packet);
                }
            }

            front.EndSending();
            while (await front.ReadAsync() is { } payload)
            {
                Assert.InRange(payload.Length, 1, 8188);
                Assert.InRange(payload[0], 3, 9);
            }

            await run.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{name}: {Convert.ToHexString([.. script.SelectMany(packet => packet)])}", e);
        }

        Assert.True(http.Fault is null, $"{name}: {http.Fault}");
        return http.Whole;
    }

    private static async Task RunAsync(AjpServerConnection connection, Microsoft.AspNetCore.Connections.ConnectionContext server)
    {
        await connection.RunAsync();
        await server.DisposeAsync();
    }

    private static byte[][] Change(byte[][] conversation, Random random)
    {
        var script = conversation.Select(packet => packet.ToArray()).ToList();
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(script.Count);
            var packet = script[at];
            switch (random.Next(9))
            {
                case 0 or 1 or 2 when packet.Length > 0:
                    packet[random.Next(packet.Length)] = (byte)random.Next(256);
                    break;
                case 3 when packet.Length > 0:
                    packet[random.Next(packet.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 4:
                    script[at] = packet[..random.Next(packet.Length + 1)];
                    break;
                case 5:
                    script[at] = Fit([.. packet[..(packet.Length / 2)], .. "\r\nX: y"u8, .. packet[(packet.Length / 2)..]]);
                    break;
                case 6:
                    script.Insert(at, packet.ToArray());
                    break;
                case 7:
                    script.RemoveAt(at);
                    script.Insert(random.Next(script.Count + 1), packet);
                    break;
                default:
                    var (from, to) = (random.Next(packet.Length + 1), random.Next(packet.Length + 1));
                    script[at] = Fit([.. packet[..from], .. packet[Math.Min(from, to)..]]);
                    break;
            }
        }

        return [.. script];
    }

    // A packet whose length is right gets further.
    private static byte[] Fit(byte[] packet)
    {
        if (packet.Length >= 4)
        {
            Raw.Number(packet.Length - 4).CopyTo(packet, 2);
        }

        return packet;
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
