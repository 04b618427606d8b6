namespace Balancing.Tests.Managing;

public class ErrorCountTests
{
    [Fact]
    public void Failed_attempts_are_counted_and_what_the_client_or_the_pool_did_is_not()
    {
        using var foo = Sample.Weighted(1).Member("http://z", m => m.Disabled()).Build();
        foo.Edit(new MemberEdit("http://a") { IgnoreErrors = true });
        Outcome[] ends =
        [
            Outcome.ConnectFailed(), Outcome.TimedOut(), Outcome.Faulted(), Outcome.ClosedUnanswered(), Outcome.Completed(500), Outcome.Completed(503),
            Outcome.Completed(200), Outcome.Completed(404), Outcome.ClientGone(), Outcome.PoolExhausted(),
        ];
        foreach (var end in ends)
        {
            foo.Once(Sample.Anyone, end);
        }

        Assert.Equal(6, foo.Snapshot()["http://a"].Errors);
        foo.Edit(new MemberEdit("http://a") { LbSet = 1 });
        Assert.Equal((6, 0), (foo.Snapshot()["http://a"].Errors, foo.Snapshot()["http://z"].Errors));
    }
}
