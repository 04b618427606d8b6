using System.Diagnostics;
using System.Globalization;

namespace Balancing.Tests.Telemetry;

public sealed class TracingTests : IDisposable
{
    private readonly List<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public TracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Balancer",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (_ended)
                {
                    _ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Each_attempt_is_an_activity_below_that_of_the_request()
    {
        using var foo = Balancer.Create("traced").Member("http://a").Member("http://b").Build();
        using var test = new Activity(nameof(Each_attempt_is_an_activity_below_that_of_the_request)).Start();
        ActivitySpanId? seen = null;

        await foo.ExecuteAsync(Sample.Anyone, (attempt, _) =>
        {
            seen = Activity.Current!.SpanId;
            return ValueTask.FromResult(attempt.Number == 1 ? Outcome.ConnectFailed(new IOException("evil\r\n")) : Outcome.Completed(200));
        });

        var mine = Mine(test);
        Assert.Equal(
            [
                "balancer.attempt Error balancer.name=traced balancer.member=http://a balancer.attempt=1 balancer.outcome=connect_failed error.type=System.IO.IOException",
                "balancer.attempt Unset balancer.name=traced balancer.member=http://b balancer.attempt=2 balancer.outcome=completed http.response.status_code=200",
                "balancer.execute Unset balancer.name=traced balancer.outcome=completed http.response.status_code=200",
            ],
            mine.Select(Describe));
        Assert.Equal(mine[2].SpanId, mine[0].ParentSpanId);
        Assert.Equal(mine[1].SpanId, seen);
    }

    [Fact]
    public async Task A_refusal_is_an_error_of_the_request_and_has_no_attempt()
    {
        using var foo = Balancer.Create("traced").Member("http://a", m => m.Disabled()).Build();
        using var test = new Activity(nameof(A_refusal_is_an_error_of_the_request_and_has_no_attempt)).Start();

        await foo.ExecuteAsync(Sample.Anyone, (_, _) => ValueTask.FromResult(Outcome.Completed(200)));

        Assert.Equal(["balancer.execute Error balancer.name=traced balancer.outcome=refused error.type=none_available"], Mine(test).Select(Describe));
    }

    private Activity[] Mine(Activity test)
    {
        lock (_ended)
        {
            return [.. _ended.Where(activity => activity.TraceId == test.TraceId)];
        }
    }

    private static string Describe(Activity activity) =>
        $"{activity.OperationName} {activity.Status}{string.Concat(activity.TagObjects.Select(tag => string.Create(CultureInfo.InvariantCulture, $" {tag.Key}={tag.Value}")))}";
}
