using System.Diagnostics;
using Balancing.Attempts;

namespace Balancing.Telemetry;

/// <summary>
/// One activity per <c>ExecuteAsync</c> and one per attempt, when somebody listens. The host's own I/O becomes their child.
/// </summary>
internal static class BalancerTracing
{
    private static readonly ActivitySource Source = new(BalancerDiagnostics.Name, BalancerDiagnostics.Version);

    public static bool IsOn => Source.HasListeners();

    /// <summary>Begins the activity of a whole request, or gives null when nobody wants it.</summary>
    public static Activity? Execute(Dispatcher balancer, BalancedRequest request) =>
        (Activity.Current is null ? Continue(request) : Source.StartActivity("balancer.execute"))
            ?.SetTag(Tags.Balancer, balancer.Plan.Name).SetTag(Tags.Site, balancer.Plan.Site);

    /// <summary>Begins the activity of one attempt, or gives null when nobody wants it.</summary>
    public static Activity? Attempt(Attempt attempt) =>
        Source.StartActivity("balancer.attempt")
            ?.SetTag(Tags.Balancer, attempt.Plan.Name)
            .SetTag(Tags.Site, attempt.Plan.Site)
            .SetTag(Tags.Member, attempt.Member.Url.Configured)
            .SetTag(Tags.Attempt, attempt.Number);

    // No activity of the host's stands between the client's trace and ours.
    private static Activity? Continue(BalancedRequest request)
    {
        var activity = Source.StartActivity("balancer.execute", ActivityKind.Internal, request.TraceParent);
        if (activity is not null)
        {
            foreach (var (name, value) in request.TraceBaggage)
            {
                activity.AddBaggage(name, value);
            }
        }

        return activity;
    }

    /// <summary>Notes how it ended. An exception's text may hold what a backend sent, so only its type is noted (R37).</summary>
    public static void End(this Activity activity, in Outcome outcome)
    {
        activity.SetTag(Tags.Outcome, Tags.Of(outcome.Kind));
        if (outcome.Status != 0)
        {
            activity.SetTag(Tags.Status, outcome.Status);
        }

        if (Tags.IsError(outcome.Kind))
        {
            activity.SetTag(Tags.ErrorType, ErrorType(in outcome));
            activity.SetStatus(ActivityStatusCode.Error, outcome.Refusal?.Text);
        }
    }

    /// <summary>What an attempt failed of: a type, a status or a word of ours, never text of others (R37).</summary>
    public static string? ErrorType(in Outcome outcome) =>
        outcome.Error is { } error ? error.GetType().FullName : outcome.Refusal is { } refusal ? Tags.Of(refusal) : Tags.Of(outcome.Kind);
}
