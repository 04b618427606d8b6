using System.Net;
using System.Net.Sockets;
using Balancing;
using Balancing.Testing;

namespace ShopRoutes;

/// <summary>The pages about connections show this code.</summary>
public sealed class ConnectionTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public ConnectionTests()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _serving.GetAwaiter().GetResult();
    }

    [Fact]
    public async Task Sessions_are_used_again()
    {
        // <snippet:use>
        await using var sessions = new ConnectionPool<Session>(
            new SessionConnector("127.0.0.1", Port),
            new PoolPlan { Max = 8, Ttl = TimeSpan.FromMinutes(1), Acquire = TimeSpan.FromSeconds(2) });

        for (var player = 1; player <= 3; player++)
        {
            using var lease = await sessions.AcquireAsync();
            if (!lease.IsAcquired)
                Assert.Fail($"{lease.Kind}: {lease.Error}"); // a value, never an exception

            Assert.Equal($"echo JOIN {player}", await lease.Connection.AskAsync($"JOIN {player}", default));
            lease.Return(reusable: true); // without this line, Dispose closes the session
        }

        Assert.Equal(1, sessions.Snapshot().Opened);
        // </snippet:use>
    }

    // <snippet:attempt>
    private static async ValueTask<Outcome> JoinAsync(ConnectionPool<Session> sessions, CancellationToken cancel)
    {
        using var lease = await sessions.AcquireAsync(cancel);
        if (!lease.IsAcquired)
            return lease.ToOutcome(); // refused: another member is asked; full: that too, and nobody is blamed

        try
        {
            var answer = await lease.Connection.AskAsync("JOIN anna", cancel);
            lease.Return(reusable: true);
            return Outcome.Completed(200, received: answer.Length);
        }
        catch (IOException error) when (lease.IsReused)
        {
            return Outcome.ClosedUnanswered(error: error); // kept too long: safe requests are sent once more
        }
        catch (IOException error)
        {
            return Outcome.Faulted(error);
        }
    }
    // </snippet:attempt>

    [Fact]
    public async Task An_attempt_takes_its_connection_from_the_pool_of_its_member()
    {
        // <snippet:members>
        await using var sessions = new MemberPools<Session>(member => new SessionConnector(member.Url.Host, member.Url.Port));
        using var arena = Balancer.Create("arena")
            .Member($"game://127.0.0.1:{Port}", m => m.Pool(p => p.Max(8).Ttl(TimeSpan.FromMinutes(1))))
            .Build();

        var end = await arena.ExecuteAsync(
            RequestFacts.ForKey("anna"),
            (attempt, cancel) => JoinAsync(sessions.Of(attempt.Member), cancel));

        Console.WriteLine(arena.Snapshot().Members[0].Connections); // Open = 1, Idle = 1, InUse = 0, ...
        // </snippet:members>

        Assert.Equal(OutcomeKind.Completed, end.Kind);
    }

    // <snippet:clock>
    [Fact]
    public async Task An_idle_connection_is_closed_after_its_ttl()
    {
        var clock = new ManualTimeProvider();
        var connector = Connector.Create((_, _) => ValueTask.FromResult(new MemoryStream()));
        await using var pool = new ConnectionPool<MemoryStream>(
            connector, new PoolPlan { Ttl = TimeSpan.FromMinutes(1) }, new PoolServices { Time = clock });
        (await pool.AcquireAsync()).Return(reusable: true);

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, pool.Snapshot().Open);
    }
    // </snippet:clock>

    // Answers every line with itself.
    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _ = EchoAsync(client);
            }
        }
        catch (SocketException)
        {
            // The listener is closed.
        }
        catch (ObjectDisposedException)
        {
            // The listener is closed.
        }
    }

    private static async Task EchoAsync(TcpClient client)
    {
        using (client)
        using (var reader = new StreamReader(client.GetStream()))
        {
            while (await reader.ReadLineAsync() is { } line)
                await client.Client.SendAsync(System.Text.Encoding.UTF8.GetBytes($"echo {line}\n"));
        }
    }
}
