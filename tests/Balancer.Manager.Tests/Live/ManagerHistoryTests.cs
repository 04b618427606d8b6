using Balancing.Manager.Live;

namespace Balancing.Manager.Tests.Live;

public class ManagerHistoryTests
{
    [Fact]
    public void Requests_are_told_per_second_whenever_it_looked()
    {
        using var scene = new Scene("http://a");
        scene.Wait(1); // the first look: a base to count from
        for (var second = 0; second < 29; second++)
        {
            scene.Send(4);
            scene.Wait(1);
        }

        var chart = scene.Read(Chart.Requests);
        Assert.Equal(MemberSeries.Length, chart.Length);
        Assert.Equal(0, chart[..54].Sum());
        Assert.All(chart[55..], v => Assert.Equal(4, v, 0.01));
        Assert.Equal(4, scene.History.RatesOf("foo", scene.Foo.Members[0]).Requests, 0.01);
    }

    [Fact]
    public void Bytes_busy_and_errors_have_charts_too()
    {
        using var scene = new Scene("http://a");
        scene.Look();
        using (var lease = scene.Foo.Acquire(RequestFacts.Get("/")))
        {
            scene.Wait(5);
            scene.Look();
            lease.Report(Outcome.Completed(200, 1_000, 9_000));
        }

        using (var lease = scene.Foo.Acquire(RequestFacts.Get("/")))
        {
            lease.Report(Outcome.ConnectFailed());
        }

        scene.Wait(5);
        scene.Look();
        Assert.Equal([0f, 2_000f, 0f], scene.Read(Chart.Traffic)[^3..]);
        Assert.Equal([1f, 1f, 0f], scene.Read(Chart.Busy)[^3..]);
        Assert.Equal([0f, scene.Foo.Snapshot().Members[0].Errors / 5f, 0f], scene.Read(Chart.Errors)[^3..]);
    }

    [Fact]
    public void What_is_older_than_its_reach_is_forgotten()
    {
        using var scene = new Scene("http://a");
        scene.Wait(1);
        scene.Send(100);
        scene.Wait(5);
        Assert.NotEqual(0, scene.Read(Chart.Requests).Sum());

        scene.Wait(310);
        Assert.Equal(0, scene.Read(Chart.Requests).Sum());
    }

    [Fact]
    public void A_long_silence_of_the_program_does_not_make_it_wrong()
    {
        using var scene = new Scene("http://a");
        scene.Wait(1);
        var watched = scene.History.Now();
        scene.Send(100);
        scene.Wait(0);
        for (var day = 0; day < 3; day++)
        {
            scene.Wait(86_400);
        }

        Assert.True(scene.History.Now().Bucket > watched.Bucket + 50_000);
        Assert.All(scene.Read(Chart.Requests), v => Assert.Equal(0, v));
    }

    [Fact]
    public void It_looks_every_five_seconds_and_every_second_while_somebody_watches()
    {
        var looks = 0;
        var time = new Testing.ManualTimeProvider();
        var none = new ManagerView([]) { At = default };
        using var history = new ManagerHistory(() => { looks++; return none; }, time, TimeSpan.FromMinutes(5));

        time.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(5, looks);
        using (history.TryWatch())
        {
            time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(15, looks);
        }

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(17, looks);
    }

    [Fact]
    public void Counters_that_begin_again_are_counted_from_zero()
    {
        using var scene = new Scene("http://a");
        scene.Look();
        scene.Send(50);
        scene.Wait(5);
        scene.Look();
        scene.Balancers[0] = Balancer.FromOptions("foo", Scene.OptionsOf("http://a"), new BalancerServices { Time = scene.Time });
        using (var lease = scene.Balancers[0].Acquire(RequestFacts.Get("/")))
        {
            lease.Report(Outcome.Completed(200));
        }

        scene.Wait(5);
        scene.Look();
        Assert.Equal([10f, 0.2f, 0f], scene.Read(Chart.Requests)[^3..]);
    }

    [Fact]
    public void Members_and_balancers_come_and_go()
    {
        using var scene = new Scene("http://a", "http://b");
        scene.Look();
        scene.Send(20);
        scene.Wait(5);
        var gone = scene.Foo.Members[1];
        scene.Foo.Apply(Scene.OptionsOf("http://a", "http://c"));
        scene.Look();

        Assert.False(scene.History.TryRead("foo", gone, new float[MemberSeries.Charts * MemberSeries.Length], out _));
        Assert.Equal([2f, 0f], scene.Read(Chart.Requests)[^2..]);
        Assert.Equal(0, scene.Read(Chart.Requests, 1).Sum());

        scene.Balancers.Clear();
        scene.Look();
        Assert.Empty(scene.Read(Chart.Requests));
    }

    [Fact]
    public void A_look_that_fails_is_kept_and_the_next_one_goes_on()
    {
        var fails = true;
        var time = new Testing.ManualTimeProvider();
        var none = new ManagerView([]) { At = default };
        using var history = new ManagerHistory(() => fails ? throw new InvalidOperationException("not yet") : none, time, TimeSpan.FromMinutes(5));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("not yet", history.Trouble!.Message);
        fails = false;
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(history.Trouble);
    }

    [Fact]
    public void After_its_end_it_looks_no_more_and_nobody_can_watch()
    {
        using var scene = new Scene("http://a");
        scene.History.Dispose();

        Assert.Null(scene.History.TryWatch());
        Assert.Null(scene.Time.NextDue);
    }

    [Theory]
    [InlineData("byrequests")]
    [InlineData("bytraffic")]
    [InlineData("bybusyness")]
    public async Task Decisions_are_the_same_whether_somebody_watches_or_not(string method)
    {
        Assert.Equal(await DecisionsAsync(method, isWatched: false), await DecisionsAsync(method, isWatched: true));
    }

    private static async Task<string> DecisionsAsync(string method, bool isWatched)
    {
        var time = new Testing.ManualTimeProvider();
        var options = Scene.OptionsOf("http://a", "http://b", "http://c");
        options.LbMethod = method;
        options.Seed = 7;
        using var foo = Balancer.FromOptions("foo", options, new BalancerServices { Time = time });
        using var history = isWatched ? new ManagerHistory(() => ManagerView.Of([foo]), time, TimeSpan.FromMinutes(5)) : null;
        using var cancel = new CancellationTokenSource();
        await using var stream = history is null ? null : LiveStream.Of(history, () => [], null, cancel.Token).GetAsyncEnumerator();
        var chosen = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            if (stream is not null)
            {
                Assert.True(await stream.MoveNextAsync());
            }

            using var lease = await foo.AcquireAsync(RequestFacts.Get("/"));
            lease.Report(i % 11 == 5 ? Outcome.ConnectFailed() : Outcome.Completed(200, i, i * i));
            chosen.Add(lease.Member?.ToString() ?? "nobody");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await cancel.CancelAsync();
        return string.Join(' ', chosen);
    }
}
