namespace Balancing.Managing;

/// <summary>Puts members back into service after draining.</summary>
internal static class Readmission
{
    private const MemberStatus Taken = MemberStatus.Drain | MemberStatus.Disabled | MemberStatus.InError;

    /// <summary>A failed health check stays what it is: only a check, or an operator, knows better.</summary>
    public static void Of(Editor editor, IReadOnlyList<Member> members, Operator by)
    {
        var dispatcher = editor.Dispatcher;
        _ = dispatcher.Hold((editor, members, by), static (chooser, s) =>
        {
            var changes = new List<PlanChange>();
            foreach (var member in s.members)
            {
                if (member.Index is >= 0 and var slot)
                {
                    var before = chooser.Board.Words[slot].Status;
                    ref var words = ref chooser.Board.Words[slot];
                    chooser.Board.SetStatus(slot, words.Status & ~Taken);
                    (words.Retries, words.ErrorTime) = (0, 0);
                    if (chooser.Board.IsGuarded)
                    {
                        chooser.Board.Acquit(slot);
                    }

                    PlanDiff.OfMember(changes, new(member.Plan, before), new(member.Plan, words.Status));
                }
            }

            s.editor.NoteHeld(s.by, changes, "readmitted");

            return true;
        });
        foreach (var member in members)
        {
            dispatcher.Events.Readmitted(dispatcher.Plan, member);
        }

        _ = editor.Save();
        dispatcher.Line.Pump();
    }
}
