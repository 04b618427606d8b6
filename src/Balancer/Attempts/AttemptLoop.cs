using Balancing.Failures;
using Balancing.Telemetry;

namespace Balancing.Attempts;

/// <summary>Elect, attempt, report, fail over, until an attempt settles the matter (mod_proxy.c: proxy_handler).</summary>
internal static class AttemptLoop
{
    public static ValueTask<Outcome> RunAsync(
        Dispatcher dispatcher,
        RequestFacts facts,
        MapResult hit,
        Func<Attempt, CancellationToken, ValueTask<Outcome>> send,
        CancellationToken cancel) =>
        BalancerTracing.IsOn ? TracedAsync(dispatcher, facts, hit, send, cancel) : LoopAsync(dispatcher, facts, hit, send, cancel);

    private static async ValueTask<Outcome> TracedAsync(
        Dispatcher dispatcher,
        RequestFacts facts,
        MapResult hit,
        Func<Attempt, CancellationToken, ValueTask<Outcome>> send,
        CancellationToken cancel)
    {
        using var activity = BalancerTracing.Execute(dispatcher);
        var outcome = await LoopAsync(dispatcher, facts, hit, send, cancel).ConfigureAwait(false);
        activity?.End(in outcome);
        return outcome;
    }

    private static async ValueTask<Outcome> LoopAsync(
        Dispatcher dispatcher,
        RequestFacts facts,
        MapResult hit,
        Func<Attempt, CancellationToken, ValueTask<Outcome>> send,
        CancellationToken cancel)
    {
        var state = new Progress();
        var outcome = default(Outcome);
        var sought = dispatcher.Plan.Stickiness is null ? facts : hit.AsMapped(in facts);
        while (true)
        {
            var lease = await AcquireAsync(dispatcher, sought, state.Tried, cancel).ConfigureAwait(false);
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

            var attempt = new Attempt(lease, in facts, in hit, plan, state.Attempts, state.Fresh);
            outcome = await SendAsync(attempt, lease, send, cancel).ConfigureAwait(false);
            if (attempt.LeaseIsKept && outcome.Kind == OutcomeKind.Completed)
            {
                lease.Answered(in outcome);
                return outcome;
            }

            var verdict = lease.Report(in outcome);
            if (cancel.IsCancellationRequested || !state.GoesOn(verdict, in facts) || (budget is not null && !dispatcher.MayRetry(plan, budget)))
            {
                return outcome;
            }

            if (verdict == Verdict.TryAnother && (!dispatcher.IsInError(lease.Member) || plan.Protection is not null))
            {
                state.Remember(lease.Member);
            }

            dispatcher.Events.FailedOver(plan, lease.Member, outcome.Kind);
        }
    }

    /// <summary>Chooses a member, waiting for one as long as the plan says.</summary>
    public static ValueTask<Lease> AcquireAsync(Dispatcher dispatcher, RequestFacts facts, Member[] tried, CancellationToken cancel)
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

    private static async ValueTask<Outcome> SendAsync(
        Attempt attempt, Lease lease, Func<Attempt, CancellationToken, ValueTask<Outcome>> send, CancellationToken cancel)
    {
        using var activity = BalancerTracing.Attempt(attempt);
        try
        {
            var outcome = await send(attempt, cancel).ConfigureAwait(false);
            activity?.End(in outcome);
            return outcome;
        }
        catch
        {
            // Backend trouble comes as an Outcome; an exception is the host's own. Nobody is blamed and it goes up.
            lease.Dispose();
            throw;
        }
    }

    /// <summary>How far one request has come.</summary>
    private sealed class Progress
    {
        private int _most;
        private int _failovers;
        private bool _repeated;

        public Member[] Tried { get; private set; } = [];

        public int Attempts { get; private set; }

        public bool Fresh { get; private set; }

        /// <returns>True for the first attempt.</returns>
        public bool Begin(BalancerPlan plan)
        {
            if (Attempts++ > 0)
            {
                return false;
            }

            _most = plan.EffectiveMaxAttempts;
            return true;
        }

        public bool GoesOn(Verdict verdict, in RequestFacts facts)
        {
            Fresh = verdict == Verdict.TryOnceMoreIfSafe && !_repeated && FailureRules.IsSafeToRepeat(in facts);
            _repeated |= Fresh;
            return Fresh || (verdict == Verdict.TryAnother && _failovers++ < _most);
        }

        /// <summary>
        /// Who was marked is out by its flag; who was not must be remembered, or it is chosen again (D2, D10). A panic ignores the flag.
        /// </summary>
        public void Remember(Member member) => Tried = [.. Tried, member];
    }
}
