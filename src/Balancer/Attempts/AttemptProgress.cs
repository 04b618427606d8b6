using Balancing.Failures;

namespace Balancing.Attempts;

/// <summary>How far one request has come.</summary>
internal sealed class AttemptProgress
{
    private int _most;
    private int _failovers;
    private bool _repeated;

    public Member[] Tried { get; private set; } = [];

    public int Attempts { get; private set; }

    public bool Fresh { get; private set; }

    /// <summary>Another request.</summary>
    public void Clear()
    {
        (Tried, Attempts, Fresh) = ([], 0, false);
        (_most, _failovers, _repeated) = (0, 0, false);
    }

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
