using Balancing.Rewriting;

namespace Balancing.Tests.Rewriting;

/// <summary>The variables of the recording sticky-env.</summary>
public class AttemptEnvironmentTests
{
    private const string Name = "BALANCER_NAME=balancer://b1 BALANCER_WORKER_NAME=http://m ";

    [Theory]
    [InlineData("a", null, null, true, Name + "BALANCER_WORKER_ROUTE=a BALANCER_ROUTE_CHANGED=1")]
    [InlineData("b", "SID", "b", false, Name + "BALANCER_WORKER_ROUTE=b BALANCER_SESSION_STICKY=SID BALANCER_SESSION_ROUTE=b")]
    [InlineData("c", "sid", "c", false, Name + "BALANCER_WORKER_ROUTE=c BALANCER_SESSION_STICKY=sid BALANCER_SESSION_ROUTE=c")]
    [InlineData("a", "SID", "zz", true, Name + "BALANCER_WORKER_ROUTE=a BALANCER_SESSION_STICKY=SID BALANCER_SESSION_ROUTE=zz BALANCER_ROUTE_CHANGED=1")]
    [InlineData("b", "SID", null, true, Name + "BALANCER_WORKER_ROUTE=b BALANCER_SESSION_STICKY=SID BALANCER_ROUTE_CHANGED=1")]
    [InlineData("", null, "x", false, Name + "BALANCER_WORKER_ROUTE= BALANCER_SESSION_ROUTE=x")]
    public void An_attempt_has_the_variables_as_recorded(string route, string? sessionName, string? sessionRoute, bool changed, string expected)
    {
        var all = AttemptEnvironment.EnvironmentOf("b1", "http://m", route, sessionName, sessionRoute, changed);

        Assert.Equal(expected, string.Join(' ', all.Select(one => $"{one.Key}={one.Value}")));
    }

    [Fact]
    public void The_recipe_of_the_recording_prints_what_is_unset_as_null()
    {
        var env = AttemptEnvironment.EnvironmentOf("b1", "http://m", "a", null, null, routeChanged: true).ToDictionary();
        var lines = new HeaderList([]);

        HeaderRules.Of([new(HeaderAction.Set, "X-Route", "%{BALANCER_WORKER_ROUTE}e"), new(HeaderAction.Set, "X-Session", "%{BALANCER_SESSION_ROUTE}e")]).Apply(lines, new(env));

        Assert.Equal(("a", "(null)"), (lines.Get("x-route"), lines.Get("x-session")));
    }
}
