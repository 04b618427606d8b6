namespace Balancing.Managing;

/// <summary>A plan and flags that are being changed, off to the side.</summary>
internal sealed class Draft
{
    private readonly HashSet<string> _pardoned = new(StringComparer.Ordinal); // identities

    public Draft(Scoreboard board)
    {
        Board = board;
        Plan = board.Plan;
        Members = [.. MemberStates.Of(board)];
    }

    /// <summary>What it began as.</summary>
    public Scoreboard Board { get; }

    /// <summary>The balancer's settings; its members are <see cref="Members"/>.</summary>
    public BalancerPlan Plan { get; set; }

    public List<MemberState> Members { get; }

    public List<ConfigurationProblem> Problems { get; } = [];

    /// <summary>As in httpd every member's lbstatus then starts again from its factor, also when the factor is the same.</summary>
    public bool FactorWasEdited { get; set; }

    /// <summary>What is another value than in the board.</summary>
    public List<PlanChange> Changes() => PlanDiff.Of(Board.Plan, MemberStates.Of(Board), Plan, Members);

    /// <summary>The place of a member, or -1.</summary>
    public int IndexOf(string url) => Members.FindIndex(m => m.Plan.Url.IsNamedBy(url));

    /// <summary>Adds a member at the end; one that was removed in this draft comes back to its place.</summary>
    public void Add(MemberState member)
    {
        var place = PlaceOf(member);
        var at = place < 0 ? -1 : Members.FindIndex(m => PlaceOf(m) is var other && (other < 0 || other > place));
        Members.Insert(at < 0 ? Members.Count : at, member);
    }

    /// <summary>Notes what is wrong.</summary>
    public void Problem(string place, string cause, string remedy, string word) =>
        Problems.Add(new ConfigurationProblem($"{Plan.Url} {place}", cause, remedy, word));

    /// <summary>Whoever is let back by an operator is let back whole.</summary>
    public void Pardon(MemberUrl url) => _pardoned.Add(url.Identity);

    /// <summary>Makes the scoreboard of it. The board it began as must not be used again.</summary>
    public Scoreboard Enact(Dictionary<string, Member> retired)
    {
        var isNewMethod = Board.Plan.Method != Plan.Method;
        var next = Succession.Next(Plan with { Members = [.. Members.Select(m => m.Plan)] }, Board, retired);
        for (var slot = 0; slot < Members.Count; slot++)
        {
            next.SetStatus(slot, Pardoned(next, slot));
        }

        if (isNewMethod)
        {
            next.Reset(Plan.Method); // D17
        }

        if (FactorWasEdited)
        {
            Recalculate(next);
        }

        return next;
    }

    private int PlaceOf(MemberState member) =>
        Array.FindIndex(Board.Members, m => string.Equals(m.Url.Identity, member.Plan.Url.Identity, StringComparison.Ordinal));

    private MemberStatus Pardoned(Scoreboard next, int slot)
    {
        var (plan, status) = Members[slot];
        if (!next.IsGuarded || !_pardoned.Contains(plan.Url.Identity))
        {
            return status;
        }

        next.Pardon(slot);
        return status & ~MemberStatus.OnTrial;
    }

    // mod_proxy_balancer.c: recalc_factors
    private static void Recalculate(Scoreboard next)
    {
        if (next.Words.Length == 1)
        {
            next.EndStart(0);
            next.Words[0].Factor = 100;
        }

        for (var slot = 0; slot < next.Words.Length; slot++)
        {
            next.Lanes[slot].LbStatus = next.Words[slot].Factor;
        }
    }
}
