using System.Net;
using System.Net.Sockets;
using System.Text;
using Balancing;
using Balancing.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ShopRoutes;

/// <summary>The page about health checks shows this code.</summary>
public class HealthTests
{
    [Fact]
    public async Task A_member_that_is_not_well_gets_no_requests()
    {
        using var sick = Serve("HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n");
        using var well = Serve("HTTP/1.1 200 OK\r\nX-Up: yes\r\nContent-Length: 0\r\n\r\n");
        string php1 = Url(sick), php2 = Url(well);

        // <snippet:run>
        using Balancer foo = Balancer.Create("foo")
            .HealthCheckTemplate("ping", h => h
                .Method(HcMethod.Get).Uri("/ping").Interval(TimeSpan.FromSeconds(10)).Passes(2).Fails(1)
                .Expr("%{REQUEST_STATUS} =~ /^2/ && resp('X-Up') == 'yes'"))
            .Member(php1, m => m.HealthCheck("ping").Timeout(TimeSpan.FromSeconds(2)))
            .Member(php2, m => m.HealthCheck("ping").Timeout(TimeSpan.FromSeconds(2)))
            .Build();

        await using HealthChecks checks = foo.CreateHealthChecks();
        checks.Start(); // until here nothing has been opened, and no timer runs
        // </snippet:run>

        while (foo.Snapshot().Members.Any(member => member.Health!.Probes == 0))
        {
            await Task.Yield();
        }

        // <snippet:look>
        foreach (var member in foo.Snapshot().Members)
            Console.WriteLine($"{member.Url}  {member.StatusText}  {member.Health!.Last}, next {member.Health.NextDue}");

        Console.WriteLine(foo.Explain(RequestFacts.Get("/cart")));
        // </snippet:look>

        Assert.Equal(["Init HcFl", "Init Ok"], foo.Snapshot().Members.Select(member => member.StatusText));
        using var lease = await foo.AcquireAsync(RequestFacts.Get("/cart"));
        Assert.Equal(php2, lease.Member.Url.Configured);
    }

    [Fact]
    public void Rooms_are_asked_by_code_and_ticked_by_the_game()
    {
        var time = new ManualTimeProvider();
        var (lava, ice) = (new Room(), new Room());

        // <snippet:own>
        using Balancer rooms = Balancer.Create("rooms").Time(time)
            .Member("lava", lava, m => m.HealthCheck(h => h.Probe(AskAsync).Interval(TimeSpan.FromSeconds(1)).Fails(2)))
            .Member("ice", ice, m => m.HealthCheck(h => h.Probe(AskAsync).Interval(TimeSpan.FromSeconds(1)).Fails(2)))
            .Build();

        static ValueTask<ProbeResult> AskAsync(Member member, CancellationToken cancel)
        {
            var room = (Room)member.Attached!;
            return new(room.TicksBehind < 10 ? ProbeResult.Well() : ProbeResult.Unwell($"{room.TicksBehind} ticks behind"));
        }

        using HealthChecks checks = rooms.CreateHealthChecks();
        for (var frame = 0; frame < 600; frame++)
        {
            lava.TicksBehind = frame;
            time.Advance(TimeSpan.FromMilliseconds(16));
            checks.Tick(); // once per frame: begins what is due, and returns at once
        }
        // </snippet:own>

        Assert.Equal("Init HcFl", rooms.Snapshot()["lava"].StatusText);
        Assert.Equal("Init Ok", rooms.Snapshot()["ice"].StatusText);
    }

    [Fact]
    public void A_host_with_a_schedule_of_its_own_reports_what_it_saw()
    {
        using Balancer foo = Balancer.Create("foo").Member("http://php1").Member("http://php2").Build();

        // <snippet:record>
        Member php1 = foo.Members[0];
        foo.RecordProbe(php1, ProbeResult.Unwell("its database is read-only"));
        // </snippet:record>

        Assert.Equal("Init HcFl", foo.Snapshot().Members[0].StatusText);
    }

    [Fact]
    public async Task A_host_runs_them()
    {
        var services = new ServiceCollection();

        // <snippet:host>
        services.AddBalancing()
            .ConfigureBalancer("foo", b => b.Member("http://10.0.0.1:8080", m => m.HealthCheck(h => h.Method(HcMethod.Tcp))))
            .AddProber<AlwaysWell>()                       // yours, asked before the built-in one
            .RunHealthChecks(run => run.AtOnce = 8);       // opt in; a hosted service runs them, and follows reloads
        // </snippet:host>

        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
        }

        Assert.Equal(1, provider.GetRequiredService<HealthChecks>().Members);
        Assert.True(provider.GetRequiredService<BalancerRegistry>().GetBalancer("foo").Snapshot().Members[0].Health!.Passed);
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StopAsync(default);
        }
    }

    private static string Url(TcpListener listener) => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    private static TcpListener Serve(string answer)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AnswerAsync();
        return listener;

        async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    using var socket = await listener.AcceptSocketAsync();
                    await socket.ReceiveAsync(new byte[1024]);
                    await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }

    private sealed class Room
    {
        public int TicksBehind { get; set; }
    }
}
