using Balancing.Manager.Live;

namespace Balancing.Manager.Tests.Live;

public class MemberWordsTests
{
    [Theory]
    [InlineData(MemberStatus.None, "ok")]
    [InlineData(MemberStatus.HotStandby, "idle")]
    [InlineData(MemberStatus.HotSpare, "idle")]
    [InlineData(MemberStatus.Drain, "drain")]
    [InlineData(MemberStatus.Disabled, "out")]
    [InlineData(MemberStatus.Stopped | MemberStatus.InError, "out")]
    [InlineData(MemberStatus.InError, "bad")]
    [InlineData(MemberStatus.HealthCheckFailed, "bad")]
    [InlineData(MemberStatus.OnTrial, "trial")]
    public void Each_state_has_one_word(MemberStatus status, string word) => Assert.Equal(word, MemberWords.StateOf(MemberStatus.Initialized | status));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(11.2, "12 s")]
    [InlineData(119, "119 s")]
    [InlineData(120, "2 min")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7_500, "2 h 5 min")]
    [InlineData(273_600, "3 d 4 h")]
    public void A_time_is_told_as_people_say_it(double seconds, string text) => Assert.Equal(text, MemberWords.TimeOf(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0f, "")]
    [InlineData(0.21f, "0.21/s")]
    [InlineData(12.34f, "12.3/s")]
    [InlineData(1234.4f, "1234/s")]
    public void A_rate_has_as_many_digits_as_matter(float rate, string text) => Assert.Equal(text, MemberWords.RateOf(rate));

    [Fact]
    public void The_rate_of_bytes_is_told_in_httpds_units() => Assert.Equal("12K/s", MemberWords.TrafficOf(12_400));

    [Fact]
    public void Health_checks_are_told_with_what_is_needed_and_what_is_counted()
    {
        var health = new HealthSnapshot
        {
            Check = new HealthCheckPlan { Method = HcMethod.Get, Passes = 2, Fails = 3 },
            Last = "503 Service Unavailable",
            Passed = false,
            At = DateTimeOffset.UnixEpoch,
            Fails = 2,
        };

        Assert.Equal("GET: failed, 503 Service Unavailable", MemberWords.HealthOf(health));
        Assert.Equal("passes 2 (0), fails 3 (2)", MemberWords.CountsOf(health));
        Assert.Equal("GET: not probed yet", MemberWords.HealthOf(health with { At = null }));
        Assert.Equal("", MemberWords.HealthOf(null));
    }

    [Fact]
    public void Connections_are_told_with_what_wants_attention()
    {
        var pool = new PoolSnapshot { Open = 5, InUse = 3, Idle = 2, Waiting = 4, ConnectFailures = 1 };

        Assert.Equal("3 used, 2 idle", MemberWords.PoolOf(pool));
        Assert.Equal("4 wait, 1 not opened", MemberWords.PoolTroubleOf(pool));
        Assert.Equal("", MemberWords.PoolOf(default));
    }
}
