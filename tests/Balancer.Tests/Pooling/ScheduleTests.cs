namespace Balancing.Tests.Pooling;

/// <summary>
/// Twelve thousand generated schedules, each with other clients, faults, cancellations, ticks and plans, interleaved at every await of
/// the pool and of its connector. A failure prints its seed and its steps.
/// </summary>
public class ScheduleTests
{
    private const int Each = 1_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public void The_rules_hold_after_every_step(int thousand)
    {
        for (var seed = 0; seed < Each; seed++)
        {
            new Schedule((thousand * Each) + seed).Run();
        }
    }

    [Fact]
    public void The_same_seed_is_the_same_schedule()
    {
        var first = new Schedule(4711);
        var second = new Schedule(4711);
        first.Run();
        second.Run();

        Assert.Equal(first.Ground.Pool.Snapshot(), second.Ground.Pool.Snapshot());
    }

    [Fact]
    public void The_schedules_reach_what_they_are_for()
    {
        var (kinds, troubles, waited, reused) = (new HashSet<PoolTroubleKind>(), 0L, 0L, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var schedule = new Schedule(seed);
            schedule.Run();
            var end = schedule.Ground.Pool.Snapshot();
            kinds.UnionWith(schedule.Ground.Troubles.Select(trouble => trouble.Kind));
            troubles += end.ConnectFailures;
            waited += end.Timeouts + end.TurnedAway;
            reused += schedule.Ground.Links.Count(link => link.Uses > 1);
        }

        Assert.Contains(PoolTroubleKind.OpenFailed, kinds);
        Assert.Contains(PoolTroubleKind.CheckFailed, kinds);
        Assert.Contains(PoolTroubleKind.PingFailed, kinds);
        Assert.Contains(PoolTroubleKind.CloseFailed, kinds);
        Assert.True(troubles > 100 && waited > 100 && reused > 100, $"{troubles} {waited} {reused}");
    }
}
