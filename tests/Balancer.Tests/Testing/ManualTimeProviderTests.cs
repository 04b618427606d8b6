namespace Balancing.Testing.Tests;

public class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Time_stands_still_until_a_test_moves_it()
    {
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), _clock.GetUtcNow());
        Assert.Equal(_clock.GetUtcNow(), _clock.GetUtcNow());
    }

    [Fact]
    public void Timestamps_and_the_time_of_day_tell_the_same_moment()
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.FromHours(2)));
        var (before, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());

        clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(TimeSpan.FromMinutes(3), clock.GetElapsedTime(stamp));
        Assert.Equal(TimeSpan.FromMinutes(3), clock.GetUtcNow() - before);
        Assert.Equal(new DateTimeOffset(2030, 5, 1, 10, 3, 0, TimeSpan.Zero), clock.GetUtcNow());
    }

    [Fact]
    public void Timers_fire_in_the_order_they_are_due_and_see_their_own_time()
    {
        Timer("late", 30);
        Timer("early", 10);
        Timer("also early", 10);

        _clock.Advance(Seconds(60));

        Assert.Equal(["early at 10", "also early at 10", "late at 30"], _fired);
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public void A_timer_fires_at_the_very_instant_it_is_due_and_not_before()
    {
        Timer("a", 10);

        _clock.Advance(Seconds(10) - TimeSpan.FromTicks(1));
        Assert.Empty(_fired);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["a at 10"], _fired);
    }

    [Fact]
    public void A_period_repeats_as_often_as_it_fits()
    {
        var timer = Timer("tick", 1, period: 2);

        _clock.Advance(Seconds(6));
        timer.Dispose();
        _clock.Advance(Seconds(6));

        Assert.Equal(["tick at 1", "tick at 3", "tick at 5"], _fired);
    }

    [Fact]
    public void A_timer_made_by_a_callback_fires_in_the_same_advance_when_it_is_due()
    {
        _clock.CreateTimer(_ => Timer("child", 5), null, Seconds(1), Timeout.InfiniteTimeSpan);
        Timer("later", 7);

        _clock.Advance(Seconds(10));

        Assert.Equal(["child at 6", "later at 7"], _fired);
    }

    [Fact]
    public void A_timer_due_at_once_waits_for_the_next_advance()
    {
        Timer("now", 0);
        Assert.Empty(_fired);

        _clock.Advance(TimeSpan.Zero);
        Assert.Equal(["now at 0"], _fired);
    }

    [Fact]
    public void A_timer_can_be_changed_and_switched_off()
    {
        var moved = Timer("moved", 5);
        var off = Timer("off", 5);

        Assert.True(moved.Change(Seconds(8), Timeout.InfiniteTimeSpan));
        Assert.True(off.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Assert.Equal(_clock.GetUtcNow() + Seconds(8), _clock.NextDue);
        _clock.AdvanceTo(_clock.NextDue!.Value);

        Assert.Equal(["moved at 8"], _fired);
    }

    [Fact]
    public void A_timer_that_was_disposed_of_stays_off()
    {
        var timer = Timer("a", 5);
        timer.Dispose();

        Assert.False(timer.Change(Seconds(1), Timeout.InfiniteTimeSpan));
        _clock.Advance(Seconds(10));

        Assert.Empty(_fired);
    }

    [Fact]
    public void A_callback_may_advance_the_clock_itself()
    {
        _clock.CreateTimer(_ => _clock.Advance(Seconds(5)), null, Seconds(1), Timeout.InfiniteTimeSpan);
        Timer("a", 12);

        _clock.Advance(Seconds(10));

        Assert.Equal(["a at 12"], _fired);
        Assert.Equal(Seconds(15), _clock.GetElapsedTime(0));
    }

    [Fact]
    public void What_a_callback_throws_comes_out_of_advance_and_the_way_is_finished_by_the_next()
    {
        _clock.CreateTimer(_ => throw new InvalidOperationException("boom"), null, Seconds(1), Timeout.InfiniteTimeSpan);
        Timer("a", 2);

        Assert.Throws<InvalidOperationException>(() => _clock.Advance(Seconds(3)));
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(["a at 2"], _fired);
    }

    [Fact]
    public void The_longest_wait_never_ends()
    {
        _clock.Advance(Seconds(1));
        _clock.CreateTimer(_ => _fired.Add("never"), null, TimeSpan.MaxValue, Timeout.InfiniteTimeSpan);

        Assert.Equal(DateTimeOffset.MaxValue, _clock.NextDue);
        _clock.Advance(TimeSpan.FromDays(100_000));

        Assert.Empty(_fired);
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        _clock.AdvanceTo(_clock.GetUtcNow() - Seconds(1));

        Assert.Equal(0, _clock.GetTimestamp());
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_says_so()
    {
        var delay = Task.Delay(Seconds(5), _clock);

        _clock.Advance(Seconds(4));
        Assert.False(delay.IsCompleted);

        _clock.Advance(Seconds(1));
        await delay;
    }

    [Fact]
    public void Threads_that_advance_together_add_up_and_fire_each_timer_once()
    {
        var fired = 0;
        for (var i = 1; i <= 1000; i++)
            _clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromMilliseconds(i), Timeout.InfiniteTimeSpan);

        Parallel.For(0, 100, _ => _clock.Advance(TimeSpan.FromMilliseconds(10)));
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(1000, fired);
        Assert.Equal(TimeSpan.FromSeconds(1), _clock.GetElapsedTime(0));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private ITimer Timer(string name, int due, int period = 0) =>
        _clock.CreateTimer(_ => _fired.Add($"{name} at {_clock.GetElapsedTime(0).TotalSeconds}"), null, Seconds(due), Seconds(period));
}
