namespace Balancing.Managing;

/// <summary>What an operator can change of a member, apart from the numbers that come and go with traffic.</summary>
internal readonly record struct MemberState(MemberPlan Plan, MemberStatus Status);

/// <summary>The states of all members.</summary>
internal static class MemberStates
{
    /// <summary>As they are.</summary>
    public static MemberState[] Of(Scoreboard board)
    {
        var states = new MemberState[board.Members.Length];
        for (var slot = 0; slot < states.Length; slot++)
        {
            states[slot] = new MemberState(board.Plan.Members[slot], board.Words[slot].Status);
        }

        return states;
    }

    /// <summary>As they are configured.</summary>
    public static MemberState[] Of(BalancerPlan plan) => [.. plan.Members.Select(m => new MemberState(m, m.Status | MemberStatus.Initialized))];

    /// <summary>One that has just been added: disabled, as in httpd.</summary>
    public static MemberState Fresh(MemberUrl url) =>
        new(new MemberPlan { Url = url, Status = MemberStatus.Disabled }, MemberStatus.Initialized | MemberStatus.Disabled);
}
