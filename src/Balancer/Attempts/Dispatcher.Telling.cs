namespace Balancing.Attempts;

/// <content>What those who watch are told, outside the gate.</content>
internal sealed partial class Dispatcher
{
    /// <summary>Whether the savings pay for one more attempt; tells those who watch when they do not.</summary>
    public bool MayRetry(BalancerPlan plan, RetryBudgetPlan budget)
    {
        var now = Now();
        var paid = Budget.TrySpend(budget, now);
        if (!paid)
        {
            _events.RetryDenied(plan, Budget.Denied(now));
        }

        return paid;
    }

    /// <summary>Tells the watchers what a decision changed, outside the gate.</summary>
    public void Tell(in Lease lease)
    {
        TellChanges();
        TellLease(in lease, waits: false);
    }

    private void TellLease(in Lease lease, bool waits)
    {
        if (lease.Refusal is { } refusal)
        {
            if (!waits || refusal != Refusal.NoMember)
            {
                _events.Refused(Plan, refusal);
            }
        }
        else if (lease.SessionRoute is not null && lease.RouteChanged)
        {
            _events.RouteChanged(Plan, lease.Member);
        }
    }

    private bool HasNews(Scoreboard board) => board.Changes.Count > 0 || board.Panics != _toldPanic;

    private void TellChanges()
    {
        _gate.Enter();
        var board = _chooser.Board;
        StatusChange[] changes = [.. board.Changes];
        board.Changes.Clear();
        var panics = board.Panics;
        var turned = panics != _toldPanic;
        _toldPanic = panics;
        _gate.Exit();
        foreach (ref readonly var change in changes.AsSpan())
        {
            _events.StatusChanged(board.Plan, in change);
        }

        if (turned)
        {
            _events.PanicChanged(board.Plan, panics);
        }
    }
}
