namespace Balancing.Tests.Managing.Editing;

/// <summary>What holds for whatever operators do.</summary>
public sealed class AnyEditsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("balancer-any-edits-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_rehearsal_tells_what_then_is_written_down_an_undo_takes_all_of_it_back_and_a_restart_changes_nothing(int seed)
    {
        var foo = Make();
        var edits = new AnyEdits(seed);
        for (var i = 0; i < 300; i++)
        {
            var next = edits.Next();
            var before = Text(foo);
            var preview = foo.Preview(new EditRequest(next), decisions: 20);
            var result = foo.Edit(next);

            Assert.Equal(preview.Problems.Select(p => p.ToString()), result.Problems.Select(p => p.ToString()));
            Assert.Equal(preview.Changes, result.Applied && result.Entry is { } done ? done.Changes : []);
            if (i % 3 == 0 && result is { Applied: true, Entry: { } entry })
            {
                var after = Text(foo);
                Assert.True(foo.Undo(entry.Id).Applied);
                Assert.Equal(before, Text(foo));
                Assert.True(foo.Undo(foo.Journal[0].Id).Applied);
                Assert.Equal(after, Text(foo));
            }

            if (i % 10 == 0)
            {
                var (text, drift) = (Ordered(foo), foo.Drift.Order(ByText));
                foo.Dispose();
                foo = Make();
                Assert.Equal(text, Ordered(foo));
                Assert.Equal(drift, foo.Drift.Order(ByText));
            }
        }

        foo.Dispose();
    }

    [Fact]
    public async Task Operators_reloads_drainings_and_requests_at_once_lose_nothing()
    {
        using var foo = Make();
        using var ended = new CancellationTokenSource();
        Task[] traffic = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => { while (!ended.IsCancellationRequested) { foo.Play(50); } }))];
        Task[] hands =
        [
            .. Enumerable.Range(10, 3).Select(seed => Task.Run(() => Work(foo, new AnyEdits(seed)))),
            Task.Run(() => { for (var i = 0; i < 100; i++) { foo.Apply(Options(1 + (i % 3))); } }),
            Task.Run(async () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    await (foo.Members is [var member, ..] ? Drained(foo, member.Url.Configured) : Task.CompletedTask);
                }
            }),
        ];
        await Task.WhenAll(hands);
        await ended.CancelAsync();
        await Task.WhenAll(traffic);

        var last = foo.Snapshot();
        Assert.All(last.Members, m => Assert.Equal(0, m.Busy));
        Assert.Equal(last.Plan.Members.Count, last.Members.Count);
        Assert.Equal(foo.Journal.Select(e => e.Id).OrderDescending(), foo.Journal.Select(e => e.Id));
        Assert.Equal(foo.Revision, foo.Journal[0].Revision);
    }

    private static readonly Comparer<PlanChange> ByText = Comparer<PlanChange>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private static void Work(Balancer foo, AnyEdits edits)
    {
        for (var i = 0; i < 150; i++)
        {
            var next = edits.Next();
            foo.Preview(new EditRequest(next), decisions: 5);
            if (foo.Edit(next).Entry is { } entry && i % 4 == 0)
            {
                foo.Undo(entry.Id);
            }
        }
    }

    private static async Task Drained(Balancer foo, string url)
    {
        try
        {
            await foo.DrainAsync(url, TimeSpan.FromSeconds(5));
            foo.Readmit(url);
        }
        catch (KeyNotFoundException)
        {
            // removed in the meantime
        }
    }

    private static string Text(Balancer foo)
    {
        var now = foo.Snapshot();
        var members = now.Members.Select((m, i) => m.Url + " " + string.Join(' ', EditWords.OfMember.Select(w => $"{w.Word}={EditWords.TextOf(now, i, w)}")));
        return string.Join('\n', [string.Join(' ', EditWords.OfBalancer.Select(w => EditWords.TextOf(now, w))), $"growth={now.Plan.Growth}", .. members]);
    }

    // Where a member that went and came back stands is not saved.
    private static string[] Ordered(Balancer foo) => [.. Text(foo).Split('\n').Order(StringComparer.Ordinal)];

    private static BalancerOptions Options(double factor)
    {
        var options = new BalancerOptions { Growth = 2, Persist = true };
        options.Members.AddRange(((string[])["a", "b", "c"]).Select(name => new MemberOptions { Url = $"http://{name}", LoadFactor = factor }));
        return options;
    }

    private Balancer Make() => Balancer.FromOptions("foo", Options(1), BalancerServices.Default with { StateDirectory = _folder.FullName });
}
