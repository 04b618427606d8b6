namespace Balancing.Testing.Tests;

public class ScriptedBackendsTests
{
    private readonly ScriptedBackends _backends = new();

    [Fact]
    public async Task A_member_without_a_script_answers_200()
    {
        var end = await Two().ExecuteAsync(RequestFacts.Get("/"), _backends.SendAsync);

        Assert.Equal((OutcomeKind.Completed, 200), (end.Kind, end.Status));
    }

    [Fact]
    public async Task Each_verb_is_the_outcome_it_names()
    {
        _backends["http://a"]
            .AnswersOnce(204, sent: 3, received: 4).TimesOutOnce().FaultsOnce().EndsOnce(Outcome.ClientGone())
            .DoesOnce((attempt, _) => ValueTask.FromResult(Outcome.Completed(200 + attempt.Number)))
            .Answers(new ResponseFacts(418));
        var foo = Balancer.Create("foo").Member("http://a").Build();

        var kinds = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            var end = await foo.ExecuteAsync(RequestFacts.Get("/"), _backends.SendAsync);
            kinds.Add($"{end.Kind} {end.SuggestedStatus}");
        }

        Assert.Equal(
            ["Completed 204", "TimedOut 504", "Faulted 502", "ClientGone 499", "Completed 201", "Completed 418", "Completed 418"], kinds);
        Assert.Equal((3, 4), (foo.Snapshot()["http://a"].Sent, foo.Snapshot()["http://a"].Received));
    }

    [Fact]
    public async Task A_refused_connection_fails_over_and_both_attempts_are_hits()
    {
        _backends["http://a"].Refuses();

        await Two().ExecuteAsync(RequestFacts.Get("/cart?x=1"), _backends.SendAsync);

        Assert.Equal("1. http://a/cart?x=1\n2. http://b/cart?x=1", _backends.ToString());
        Assert.Equal((1, 1), (_backends["http://a"].Attempts, _backends["http://b"].Attempts));
    }

    [Fact]
    public async Task A_stale_connection_is_closed_once()
    {
        _backends["http://a"].ClosesOnce();

        var end = await Two().ExecuteAsync(RequestFacts.Get("/"), _backends.SendAsync);

        Assert.Equal(200, end.Status);
        Assert.Equal(2, _backends.Hits.Count);
    }

    [Fact]
    public void A_member_is_found_by_any_spelling_of_its_url()
    {
        Assert.Same(_backends["http://a"], _backends["HTTP://A:80/"]);
        Assert.NotSame(_backends["http://a"], _backends["https://a"]);
        Assert.Same(_backends["room-1"], _backends["room-1"]);
    }

    [Fact]
    public async Task Hits_can_be_forgotten_and_the_script_stays()
    {
        _backends["http://a"].Answers(503);
        _backends["http://b"].Answers(503);
        var foo = Two();
        await foo.ExecuteAsync(RequestFacts.Get("/"), _backends.SendAsync);

        _backends.ForgetHits();

        Assert.Empty(_backends.Hits);
        Assert.Equal(503, (await foo.ExecuteAsync(RequestFacts.Get("/"), _backends.SendAsync)).Status);
    }

    private static Balancer Two() => Balancer.Create("foo").Member("http://a").Member("http://b").Build();
}
