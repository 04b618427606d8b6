namespace Balancing.Managing;

/// <summary>Puts one remembered value over a draft, by the same rules as an operator's edit.</summary>
internal static class OverlayRules
{
    public static void Put(Draft draft, OverlayEntry entry, LbMethodRegistry methods)
    {
        KeyValuePair<string, string>[] field = [new(entry.Word, entry.Value)];
        var problems = new List<ConfigurationProblem>();
        if (entry.Member is null)
        {
            SettingRules.Take(draft, EditWords.ReadSettings(field, problems), methods);
        }
        else if (entry.Word == PlanDiff.Added)
        {
            MemberRules.Take(draft, new AddMemberEdit(entry.Member));
        }
        else if (entry.Word == PlanDiff.Removed)
        {
            MemberRules.Take(draft, new RemoveMemberEdit(entry.Member));
        }
        else
        {
            MemberRules.Take(draft, EditWords.ReadMember(entry.Member, field, problems));
        }

        draft.Problems.AddRange(problems);
    }
}
