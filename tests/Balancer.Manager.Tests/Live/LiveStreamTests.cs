using System.Text;
using System.Text.Json;
using Balancing.Manager.Live;

namespace Balancing.Manager.Tests.Live;

public class LiveStreamTests
{
    [Fact]
    public async Task It_begins_with_everything()
    {
        using var scene = new Scene("http://a", "http://b");
        scene.Wait(1);
        scene.Send(10, 1_000);
        await using var stream = Of(scene);
        var (name, data) = await NextAsync(stream);

        Assert.Equal("all", name);
        var foo = data.GetProperty("balancers")[0];
        Assert.Equal(("foo", 2, "All 2 members are usable."), (foo.GetProperty("b").GetString(), foo.GetProperty("count").GetInt32(), foo.GetProperty("summary").GetString()));
        var a = foo.GetProperty("members")[0];
        Assert.Equal("http://a", a.GetProperty("w").GetString());
        Assert.Equal(5, a.GetProperty("elected").GetInt32());
        Assert.Equal(["4.9K", "1.00", "Init Ok", "ok"], new[] { "to", "factor", "status", "status.state" }.Select(n => a.GetProperty(n).GetString()));
        Assert.Equal(MemberSeries.Charts, a.GetProperty("series").GetArrayLength());
    }

    [Fact]
    public async Task Then_it_tells_only_what_has_changed()
    {
        using var scene = new Scene("http://a", "http://b");
        scene.Wait(1);
        await using var stream = Of(scene);
        _ = await NextAsync(stream);
        using (var lease = await scene.Foo.AcquireAsync(RequestFacts.Get("/")))
        {
            scene.Wait(1);
            var (name, data) = await NextAsync(stream);

            Assert.Equal("news", name);
            var members = data.GetProperty("balancers")[0].GetProperty("members").EnumerateArray().ToArray();
            Assert.Equal(["http://a", "http://b"], members.Select(m => m.GetProperty("w").GetString()));
            Assert.Equal(["w", "elected", "busy", "load", "elected.note", "charts"], members[0].EnumerateObject().Select(p => p.Name));
            Assert.Equal(["w", "load"], members[1].EnumerateObject().Select(p => p.Name));
            lease.Report(Outcome.Completed(200));
        }
    }

    [Fact]
    public async Task Nothing_is_sent_while_nothing_changes_apart_from_a_sign_of_life()
    {
        using var scene = new Scene("http://a");
        using var history = new ManagerHistory(() => ManagerView.Of(scene.Balancers), scene.Time, TimeSpan.FromHours(24));
        var told = 0;
        await using var stream = LiveStream.Of(history, Told, null).GetAsyncEnumerator();
        _ = await NextAsync(stream);
        var next = stream.MoveNextAsync().AsTask();
        for (var look = 1; look <= LiveStream.QuietLooks; look++)
        {
            Assert.False(next.IsCompleted);
            scene.Wait(1);
            while (Volatile.Read(ref told) <= look)
            {
                await Task.Yield();
            }
        }

        Assert.True(await next);
        Assert.Equal(": still here\n\n", Encoding.UTF8.GetString(stream.Current.Span));

        DrainStatus[] Told()
        {
            Interlocked.Increment(ref told);
            return [];
        }
    }

    [Fact]
    public async Task One_balancer_can_be_watched_alone()
    {
        using var scene = new Scene("http://a");
        scene.Balancers.Add(Balancer.Create("bar").Member("http://x").Build());
        await using var stream = LiveStream.Of(scene.History, () => [], "bar").GetAsyncEnumerator();
        var (_, data) = await NextAsync(stream);

        Assert.Equal("bar", data.GetProperty("balancers").EnumerateArray().Single().GetProperty("b").GetString());
    }

    [Fact]
    public async Task Members_that_come_or_go_are_counted_and_told_whole()
    {
        using var scene = new Scene("http://a");
        await using var stream = Of(scene);
        _ = await NextAsync(stream);
        scene.Foo.Apply(Scene.OptionsOf("http://a", "http://b"));
        scene.Wait(1);
        var (_, data) = await NextAsync(stream);

        var foo = data.GetProperty("balancers")[0];
        Assert.Equal(2, foo.GetProperty("count").GetInt32());
        Assert.Equal(["http://a", "http://b"], foo.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("w").GetString()));
    }

    [Fact]
    public async Task A_draining_is_told_as_it_goes_on()
    {
        using var scene = new Scene("http://a", "http://b");
        DrainStatus[] drains = [];
        await using var stream = LiveStream.Of(scene.History, () => drains, null).GetAsyncEnumerator();
        _ = await NextAsync(stream);
        drains = [new DrainStatus("foo", "http://a", 3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8), null, [])];
        scene.Wait(1);
        var (_, data) = await NextAsync(stream);

        var member = data.GetProperty("balancers")[0].GetProperty("members").EnumerateArray().Single();
        Assert.Equal("drains: 3 still out after 2 s, 8 s to go", member.GetProperty("status.note").GetString());
    }

    [Fact]
    public async Task Who_is_slow_skips_looks_and_gets_what_is_true_then()
    {
        using var scene = new Scene("http://a");
        await using var stream = Of(scene);
        _ = await NextAsync(stream);
        for (var i = 0; i < 100; i++)
        {
            scene.Send(1);
            scene.Wait(1);
        }

        var (_, data) = await NextAsync(stream);
        Assert.Equal(100, data.GetProperty("balancers")[0].GetProperty("members")[0].GetProperty("elected").GetInt32());
        var next = stream.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        scene.Send(1);
        scene.Wait(1);
        Assert.True(await next);
    }

    [Fact]
    public async Task No_more_than_so_many_watch_at_one_time()
    {
        using var scene = new Scene("http://a");
        var watchers = Enumerable.Range(0, ManagerHistory.MostWatchers).Select(_ => scene.History.TryWatch()!).ToArray();
        await using (var stream = Of(scene))
        {
            Assert.True(await stream.MoveNextAsync());
            Assert.Contains("retry: 30000\nevent: full\n", Encoding.UTF8.GetString(stream.Current.Span), StringComparison.Ordinal);
            Assert.False(await stream.MoveNextAsync());
        }

        watchers[0].Dispose();
        await using var other = Of(scene);
        Assert.Equal("all", (await NextAsync(other)).Name);
        Array.ForEach(watchers, w => w.Dispose());
    }

    [Fact]
    public async Task Who_leaves_is_forgotten()
    {
        using var scene = new Scene("http://a");
        using var cancel = new CancellationTokenSource();
        await using (var stream = LiveStream.Of(scene.History, () => [], null, cancel.Token).GetAsyncEnumerator())
        {
            _ = await NextAsync(stream);
            Assert.Equal(1, scene.History.Watchers);
            var next = stream.MoveNextAsync().AsTask();
            await cancel.CancelAsync();
            Assert.False(await next);
        }

        Assert.Equal(0, scene.History.Watchers);
    }

    [Fact]
    public async Task The_stream_ends_with_the_history()
    {
        using var scene = new Scene("http://a");
        await using var stream = Of(scene);
        _ = await NextAsync(stream);
        var next = stream.MoveNextAsync().AsTask();
        scene.History.Dispose();

        Assert.False(await next);
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void Hostile_values_stay_within_one_event(string name)
    {
        var bad = new Pages.BadValues(Pages.Hostile.Values[name]);
        var view = bad.View();
        using var history = new ManagerHistory(() => view, new Testing.ManualTimeProvider(), TimeSpan.FromMinutes(5));
        using var teller = new LiveTeller(history, null);
        var lines = Encoding.UTF8.GetString(teller.Everything(history.Now(), []).Span).Split('\n');

        Assert.Equal(["retry: 3000", "event: all", "", ""], lines.Where(l => !l.StartsWith("data: ", StringComparison.Ordinal)));
        using var data = JsonDocument.Parse(lines.Single(l => l.StartsWith("data: ", StringComparison.Ordinal))[6..]);
        var route = data.RootElement.GetProperty("balancers")[0].GetProperty("members")[0].GetProperty("route").GetString();
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(bad.Of("route"))), route);
    }

    public static TheoryData<string> HostileNames => [.. Pages.Hostile.Values.Keys];

    private static IAsyncEnumerator<ReadOnlyMemory<byte>> Of(Scene scene) => LiveStream.Of(scene.History, () => [], null).GetAsyncEnumerator();

    private static async Task<(string Name, JsonElement Data)> NextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> stream)
    {
        Assert.True(await stream.MoveNextAsync());
        var lines = Encoding.UTF8.GetString(stream.Current.Span).Split('\n');
        using var data = JsonDocument.Parse(lines.Single(l => l.StartsWith("data: ", StringComparison.Ordinal))[6..]);
        return (lines.Single(l => l.StartsWith("event: ", StringComparison.Ordinal))[7..], data.RootElement.Clone());
    }
}
