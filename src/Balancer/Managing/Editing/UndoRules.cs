namespace Balancing.Managing;

/// <summary>Takes an entry of the journal back: each value it changed becomes what it was, unless it is another by now.</summary>
internal static class UndoRules
{
    public static void Take(Draft draft, ChangeBook.Page page)
    {
        var (entry, past) = (page.Entry, page.Past);
        if (past is null || !entry.CanUndo)
        {
            draft.Problem($"entry {entry.Id}", entry.UndoneBy is { } by ? $"it was taken back already, by entry {by}" : "it cannot be taken back", "Edit the values instead", "");
            return;
        }

        foreach (var change in entry.Changes)
        {
            if (change.Member is not { } url)
            {
                TakeSetting(draft, change, past.Plan);
            }
            else if (change.Setting == PlanDiff.Member)
            {
                TakeMember(draft, change, past);
            }
            else if (past.Find(url) is { State: var before })
            {
                TakeField(draft, change, before);
            }
        }
    }

    private static void TakeMember(Draft draft, PlanChange change, Past past)
    {
        if (change.Word == PlanDiff.Added)
        {
            MemberRules.Take(draft, new RemoveMemberEdit(change.Member!));
        }
        else if (draft.IndexOf(change.Member!) >= 0)
        {
            draft.Problem(change.Member!, "the member is there again", "Edit it instead", PlanDiff.Removed);
        }
        else if (past.Find(change.Member!) is { } gone)
        {
            draft.Members.Insert(Math.Min(gone.Slot, draft.Members.Count), gone.State);
            draft.Plan = draft.Plan with { Growth = Math.Max(0, draft.Plan.Growth - 1) };
        }
    }

    private static void TakeField(Draft draft, PlanChange change, MemberState before)
    {
        var slot = draft.IndexOf(change.Member!);
        if (slot < 0)
        {
            draft.Problem(change.Member!, "the member is gone", "Add it again", change.Word);
            return;
        }

        var field = Array.Find(MemberFields.All, f => f.Word.Word == change.Word)!;
        if (Holds(draft, change, field.Read(draft.Members[slot])))
        {
            draft.Members[slot] = field.Copy(draft.Members[slot], before);
            draft.FactorWasEdited |= change.Word == "w_lf";
        }
    }

    private static void TakeSetting(Draft draft, PlanChange change, BalancerPlan before)
    {
        var field = Array.Find(SettingFields.All, f => f.Word.Word == change.Word)!;
        if (Holds(draft, change, field.Read(draft.Plan)))
        {
            draft.Plan = field.Copy(draft.Plan, before);
        }
    }

    // What failures and checks have changed since is taken as it is.
    private static bool Holds(Draft draft, PlanChange change, string now)
    {
        if (now == change.After || PlanDiff.IsOfTheMoment(change.Word))
        {
            return true;
        }

        if (now != change.Before)
        {
            draft.Problem($"{(change.Member is null ? "" : change.Member + " ")}{change.Setting}", $"it is {now} by now, and no longer {change.After}", "Edit the value instead", change.Word);
        }

        return false;
    }
}
