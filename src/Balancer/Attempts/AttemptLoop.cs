using System.Runtime.CompilerServices;
using Balancing.Telemetry;

namespace Balancing.Attempts;

/// <summary>Elect, attempt, report, fail over, until an attempt settles the matter (mod_proxy.c: proxy_handler).</summary>
internal static class AttemptLoop
{
    public static ValueTask<Outcome> RunAsync(Dispatcher dispatcher, BalancedRequest request, CancellationToken cancel) =>
        BalancerTracing.IsOn ? TracedAsync(dispatcher, request, cancel) : LoopAsync(dispatcher, request, cancel);

    private static async ValueTask<Outcome> TracedAsync(Dispatcher dispatcher, BalancedRequest request, CancellationToken cancel)
    {
        using var activity = BalancerTracing.Execute(dispatcher, request);
        var outcome = await LoopAsync(dispatcher, request, cancel).ConfigureAwait(false);
        activity?.End(in outcome);
        return outcome;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome> LoopAsync(Dispatcher dispatcher, BalancedRequest request, CancellationToken cancel)
    {
        var state = request.Progress;
        state.Clear();
        var outcome = default(Outcome);
        while (true)
        {
            var lease = await AcquireAsync(dispatcher, request, state.Tried, cancel).ConfigureAwait(false);
            if (lease.Refusal is { } refusal)
            {
                return state.Attempts == 0 ? Outcome.Refused(refusal) : outcome;
            }

            var plan = dispatcher.Plan;
            var budget = plan.Protection?.RetryBudget;
            if (state.Begin(plan) && budget is not null)
            {
                dispatcher.Budget.Earn(budget, dispatcher.Now());
            }

            var attempt = request.Begin(lease, plan);
            try
            {
                outcome = await SendAsync(request, attempt, cancel).ConfigureAwait(false);
            }
            catch
            {
                // Backend trouble comes as an Outcome; an exception is the host's own. Nobody is blamed and it goes up.
                lease.Dispose();
                throw;
            }

            if (attempt.LeaseIsKept && outcome.Kind == OutcomeKind.Completed)
            {
                lease.Answered(in outcome);
                return outcome;
            }

            var verdict = lease.Report(in outcome);
            if (cancel.IsCancellationRequested || !state.GoesOn(verdict, in request.Facts) || (budget is not null && !dispatcher.MayRetry(plan, budget)))
            {
                if (Tags.IsError(outcome.Kind))
                {
                    dispatcher.Events.GaveUp(plan, attempt, in outcome);
                }

                return outcome;
            }

            if (verdict == Verdict.TryAnother && (!dispatcher.IsInError(lease.Member) || plan.Protection is not null))
            {
                state.Remember(lease.Member);
            }

            dispatcher.Events.FailedOver(plan, attempt, in outcome);
        }
    }

    private static ValueTask<Lease> AcquireAsync(Dispatcher dispatcher, BalancedRequest request, Member[] tried, CancellationToken cancel) =>
        dispatcher.Plan.Stickiness is null
            ? AcquireAsync(dispatcher, in request.Facts, tried, cancel)
            : AcquireAsync(dispatcher, request.Hit.AsMapped(in request.Facts), tried, cancel);

    /// <summary>Chooses a member, waiting for one as long as the plan says.</summary>
    public static ValueTask<Lease> AcquireAsync(Dispatcher dispatcher, in RequestFacts facts, Member[] tried, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Lease>(cancel);
        }

        var waits = dispatcher.Plan.Timeout > TimeSpan.Zero;
        if (!waits || dispatcher.Line.Count == 0)
        {
            var lease = dispatcher.Acquire(in facts, tried, waits);
            if (!waits || lease.Refusal != Refusal.NoMember)
            {
                return new ValueTask<Lease>(lease);
            }
        }

        return new ValueTask<Lease>(dispatcher.Line.JoinAsync(facts, tried, cancel));
    }

    private static ValueTask<Outcome> SendAsync(BalancedRequest request, Attempt attempt, CancellationToken cancel) =>
        BalancerTracing.IsOn ? TracedAsync(request, attempt, cancel) : request.SendAsync(attempt, cancel);

    private static async ValueTask<Outcome> TracedAsync(BalancedRequest request, Attempt attempt, CancellationToken cancel)
    {
        using var activity = BalancerTracing.Attempt(attempt);
        attempt.Activity = activity;
        var outcome = await request.SendAsync(attempt, cancel).ConfigureAwait(false);
        activity?.End(in outcome);
        return outcome;
    }
}
