using System.Net;
using System.Net.Sockets;
using Balancing;

namespace ShopRoutes;

/// <summary>The engine without HTTP: it chooses and keeps count, you own the sockets.</summary>
public class EmbeddingTests
{
    // <snippet:acquire>
    [Fact]
    public void Acquire_chooses_now_and_report_gives_back()
    {
        var rooms = Balancer.Create("rooms")
            .Member("red", attached: new Room("red"))
            .Member("blue", attached: new Room("blue"))
            .LbMethod(LbMethods.ByBusyness)
            .Build();

        var lease = rooms.Acquire(RequestFacts.ForKey("anna"));
        if (lease.Refusal is { } why)
            Assert.Fail(why.ToString()); // nobody is free: a value, never an exception

        var room = (Room)lease.Member.Attached!;
        Assert.Equal("red", room.Name);
        Assert.Equal(1, rooms.Snapshot()["red"].Busy); // for as long as the lease is out: a second, or an evening

        lease.Report(Outcome.Completed(200, sent: 120, received: 4096));
        Assert.Equal(0, rooms.Snapshot()["red"].Busy);
    }
    // </snippet:acquire>

    [Fact]
    public async Task Execute_asks_the_next_member_when_nothing_was_sent()
    {
        var alive = new TcpListener(IPAddress.Loopback, 0);
        alive.Start();
        var echo = EchoOnce(alive);
        var gone = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        var goneUrl = $"tcp://{gone.LocalEndpoint}";
        gone.Stop();

        // <snippet:execute>
        var ledger = Balancer.Create("ledger").Member(goneUrl).Member($"tcp://{alive.LocalEndpoint}").Build();

        Outcome end = await ledger.ExecuteAsync(RequestFacts.ForKey("account-7"), AskAsync);
        // </snippet:execute>

        await echo;
        alive.Stop();
        Assert.Equal((OutcomeKind.Completed, 5L), (end.Kind, end.Received));
        Assert.Equal("Init Err", ledger.Snapshot()[goneUrl].StatusText.Trim());
    }

    // <snippet:ask>
    private static async ValueTask<Outcome> AskAsync(Attempt attempt, CancellationToken cancel)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(attempt.Member.Url.Host, attempt.Member.Url.Port, cancel);
        }
        catch (SocketException error)
        {
            return Outcome.ConnectFailed(error); // nothing was sent: the loop asks another member
        }

        try
        {
            var answer = new byte[64];
            await client.Client.SendAsync("PING\n"u8.ToArray(), cancel);
            var length = await client.Client.ReceiveAsync(answer, cancel);
            return length > 0 ? Outcome.Completed(200, sent: 5, received: length) : Outcome.Faulted(sent: 5);
        }
        catch (SocketException error)
        {
            return Outcome.Faulted(error); // it may have arrived: never repeated
        }
    }
    // </snippet:ask>

    private static async Task EchoOnce(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var text = new byte[64];
        var length = await client.Client.ReceiveAsync(text);
        await client.Client.SendAsync(text.AsMemory(0, length));
    }

    private sealed record Room(string Name);
}
