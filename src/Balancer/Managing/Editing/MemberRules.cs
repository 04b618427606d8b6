namespace Balancing.Managing;

/// <summary>Takes edits of members into a draft, or notes what is wrong with them.</summary>
internal static class MemberRules
{
    private const string NoSuchMember = "there is no such member";
    private const string NameIt = "Name a member by its URL";

    public static void Take(Draft draft, MemberEdit edit)
    {
        var slot = draft.IndexOf(edit.Url);
        if (slot < 0)
        {
            draft.Problem(edit.Url, NoSuchMember, NameIt, "w");
            return;
        }

        var (plan, status) = draft.Members[slot];
        plan = WithNumbers(draft, plan, edit);
        plan = WithRoutes(draft, plan, edit);
        plan = CheckRules.With(draft, plan, edit);
        draft.Members[slot] = new MemberState(plan, WithFlags(status, edit));
        if (edit.InError == false)
        {
            draft.Pardon(plan.Url);
        }
    }

    /// <summary>httpd: b_nwrkr.</summary>
    public static void Take(Draft draft, AddMemberEdit edit)
    {
        if (!MemberUrl.TryParse(edit.Url, out var url, out var problem))
        {
            draft.Problem(edit.Url, problem, "Give an absolute URL", PlanDiff.Added);
        }
        else if (draft.Members.Exists(m => string.Equals(m.Plan.Url.Identity, url!.Identity, StringComparison.Ordinal)))
        {
            draft.Problem(edit.Url, "the balancer has this member already", "Edit the member instead", PlanDiff.Added);
        }
        else if (draft.Plan.Growth == 0)
        {
            draft.Problem(edit.Url, "there is no room for another member", "Raise growth in the configuration, or remove a member", "growth");
        }
        else
        {
            draft.Add(MemberStates.Fresh(url!));
            draft.Plan = draft.Plan with { Growth = draft.Plan.Growth - 1 };
        }
    }

    public static void Take(Draft draft, RemoveMemberEdit edit)
    {
        var slot = draft.IndexOf(edit.Url);
        if (slot < 0)
        {
            draft.Problem(edit.Url, NoSuchMember, NameIt, "w");
            return;
        }

        draft.Members.RemoveAt(slot);
        draft.Plan = draft.Plan with { Growth = draft.Plan.Growth + 1 };
    }

    private static MemberPlan WithNumbers(Draft draft, MemberPlan plan, MemberEdit edit)
    {
        if (edit.LoadFactor is { } factor && Ranges.Holds(draft, edit.Url, "w_lf", factor))
        {
            plan = plan with { Factor = (int)(factor * 100) };
            draft.FactorWasEdited = true;
        }

        return edit.LbSet is { } set && Ranges.Holds(draft, edit.Url, "w_ls", set) ? plan with { Set = set } : plan;
    }

    private static MemberPlan WithRoutes(Draft draft, MemberPlan plan, MemberEdit edit)
    {
        plan = edit.Route is { } route && Ranges.HoldsText(draft, edit.Url, "w_wr", route) ? plan with { Route = route } : plan;
        return edit.Redirect is { } redirect && Ranges.HoldsText(draft, edit.Url, "w_rr", redirect) ? plan with { Redirect = redirect } : plan;
    }

    private static MemberStatus WithFlags(MemberStatus status, MemberEdit edit)
    {
        Set(ref status, MemberStatus.IgnoreErrors, edit.IgnoreErrors);
        Set(ref status, MemberStatus.Drain, edit.Drain);
        Set(ref status, MemberStatus.Disabled, edit.Disabled);
        Set(ref status, MemberStatus.Stopped, edit.Stopped);
        Set(ref status, MemberStatus.HotStandby, edit.HotStandby);
        Set(ref status, MemberStatus.HotSpare, edit.HotSpare);
        Set(ref status, MemberStatus.HealthCheckFailed, edit.HealthCheckFailed);
        Set(ref status, MemberStatus.InError, edit.InError);
        return status;
    }

    private static void Set(ref MemberStatus status, MemberStatus flag, bool? on) =>
        status = on switch { true => status | flag, false => status & ~flag, null => status };
}
