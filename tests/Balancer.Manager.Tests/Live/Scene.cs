using Balancing.Manager.Live;
using Balancing.Testing;

namespace Balancing.Manager.Tests.Live;

/// <summary>A balancer, a clock, and a history that looks at them.</summary>
internal sealed class Scene : IDisposable
{
    public Scene(params string[] members)
    {
        Foo = Balancer.FromOptions("foo", OptionsOf(members), new BalancerServices { Time = Time });
        History = new ManagerHistory(() => ManagerView.Of(Balancers), Time, TimeSpan.FromMinutes(5));
    }

    public ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));

    public Balancer Foo { get; }

    public List<Balancer> Balancers => _balancers ??= [Foo];

    public ManagerHistory History { get; }

    private List<Balancer>? _balancers;

    public static BalancerOptions OptionsOf(params string[] members)
    {
        var options = new BalancerOptions { LbMethod = "byrequests" };
        foreach (var url in members)
        {
            options.Members.Add(new MemberOptions { Url = url });
        }

        return options;
    }

    /// <summary>Requests that end well.</summary>
    public void Send(int count, long bytes = 0)
    {
        for (var i = 0; i < count; i++)
        {
            using var lease = Foo.Acquire(RequestFacts.Get("/"));
            lease.Report(Outcome.Completed(200, bytes, 0));
        }
    }

    /// <summary>Lets time go by.</summary>
    public void Wait(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Looks now, besides the timer.</summary>
    public void Look() => _ = History.Now();

    /// <summary>A chart of a member.</summary>
    public float[] Read(Chart chart, int member = 0)
    {
        var values = new float[MemberSeries.Charts * MemberSeries.Length];
        return History.TryRead("foo", Foo.Members[member], values, out _) ? values[((int)chart * MemberSeries.Length)..(((int)chart + 1) * MemberSeries.Length)] : [];
    }

    public void Dispose()
    {
        History.Dispose();
        Balancers.ForEach(b => b.Dispose());
        Foo.Dispose();
    }
}
