namespace Balancing.Managing;

/// <summary>What differs between two plans and their flags, field by field.</summary>
internal static class PlanDiff
{
    /// <summary>Name of the setting that is a whole member.</summary>
    public const string Member = "Member";

    /// <summary>Word of a member that came.</summary>
    public const string Added = "b_nwrkr";

    /// <summary>Word of a member that went; httpd has none.</summary>
    public const string Removed = "remove";

    /// <summary>All differences: settings first, then members in the new order, then those that are gone.</summary>
    public static List<PlanChange> Of(BalancerPlan before, IReadOnlyList<MemberState> membersBefore, BalancerPlan after, IReadOnlyList<MemberState> membersAfter)
    {
        var changes = new List<PlanChange>();
        AddFields(changes, SettingFields.All, null, before, after);
        var left = membersBefore.ToDictionary(m => m.Plan.Url.Identity, StringComparer.Ordinal);
        foreach (var member in membersAfter)
        {
            var url = member.Plan.Url.Configured;
            if (!left.Remove(member.Plan.Url.Identity, out var known))
            {
                changes.Add(new(url, Member, Added, "", url));
                known = MemberStates.Fresh(member.Plan.Url);
            }

            OfMember(changes, known, member);
        }

        changes.AddRange(left.Values.Select(m => new PlanChange(m.Plan.Url.Configured, Member, Removed, m.Plan.Url.Configured, "")));
        return changes;
    }

    /// <summary>What is in force and differs from what is configured. What only failures and health checks change is no difference.</summary>
    public static List<PlanChange> Drift(BalancerPlan configured, Scoreboard board)
    {
        var changes = ReferenceEquals(configured, board.Plan) && StandsAsConfigured(board)
            ? [] : Of(configured, MemberStates.Of(configured), board.Plan, MemberStates.Of(board));
        changes.RemoveAll(c => IsOfTheMoment(c.Word));
        return changes;
    }

    /// <summary>Differences of one member.</summary>
    public static void OfMember(List<PlanChange> changes, MemberState before, MemberState after)
    {
        if (!ReferenceEquals(before.Plan, after.Plan) || before.Status != after.Status)
        {
            AddFields(changes, MemberFields.All, after.Plan.Url.Configured, before, after);
        }
    }

    /// <summary>Flags that come and go with failures and health checks.</summary>
    public static bool IsOfTheMoment(string word) => word is "w_status_E" or "w_status_C";

    // Most balancers at most times, and whoever watches asks every second.
    private static bool StandsAsConfigured(Scoreboard board)
    {
        const MemberStatus OfTheMoment = MemberStatus.InError | MemberStatus.HealthCheckFailed | MemberStatus.OnTrial;
        for (var slot = 0; slot < board.Words.Length; slot++)
        {
            if ((board.Words[slot].Status & ~OfTheMoment) != ((board.Plan.Members[slot].Status & ~OfTheMoment) | MemberStatus.Initialized))
            {
                return false;
            }
        }

        return true;
    }

    private static void AddFields<TState, TEdit>(List<PlanChange> changes, EditField<TState, TEdit>[] fields, string? member, TState before, TState after)
    {
        foreach (var field in fields)
        {
            var (was, becomes) = (field.Read(before), field.Read(after));
            if (was != becomes)
            {
                changes.Add(new(member, field.Word.Setting, field.Word.Word, was, becomes));
            }
        }
    }
}
