namespace Balancing.Managing;

/// <summary>Takes edits into a draft, or notes what is wrong with them.</summary>
internal static class EditRules
{
    public static void Take(Draft draft, BalancerEdit edit, LbMethodRegistry methods)
    {
        switch (edit)
        {
            case MemberEdit member:
                MemberRules.Take(draft, member);
                break;
            case SettingsEdit settings:
                SettingRules.Take(draft, settings, methods);
                break;
            case AddMemberEdit add:
                MemberRules.Take(draft, add);
                break;
            case RemoveMemberEdit remove:
                MemberRules.Take(draft, remove);
                break;
            default:
                throw new ArgumentException($"Unknown kind of edit: {edit?.GetType().Name}.", nameof(edit));
        }
    }
}
