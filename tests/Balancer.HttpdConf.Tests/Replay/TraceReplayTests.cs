namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>httpd's recorded decisions, all of them. Where we differ it is listed, with the reason, and nowhere else.</summary>
public class TraceReplayTests
{
    public static TheoryData<string> Traces => [.. Trace.Ids];

    [Theory]
    [MemberData(nameof(Traces))]
    public void Decides_as_httpd_did_or_as_listed(string id) =>
        Differences.Check(id, TraceReplay.Run(Trace.Load(id), world => new EngineDoor(world)), Differences.Of(id));

    [Theory]
    [MemberData(nameof(Traces))]
    public void Scripts_for_the_manager_of_httpd_do_and_read_what_they_did_there_or_what_is_listed(string id) =>
        Differences.Check(id, TraceReplay.Run(Trace.Load(id), world => new PageDoor(world)), Differences.Of(id).Concat(Differences.OfManager(id)));

    [Fact]
    public void Every_listed_difference_has_a_reason_and_a_trace()
    {
        Assert.NotEmpty(Differences.Ids);
        Assert.All(Differences.Traces, trace => Assert.Contains(trace, Trace.Ids));
        Assert.All(Differences.Traces.SelectMany(t => Differences.Of(t).Concat(Differences.OfManager(t))), entry => Assert.Contains((string)entry["id"]!, Differences.Ids));
    }

    [Fact]
    public void No_trace_is_missing() => Assert.Equal(196, Trace.Ids.Count);
}
