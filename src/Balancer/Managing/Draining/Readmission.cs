using Balancing.Attempts;

namespace Balancing.Managing;

/// <summary>Puts members back into service after draining.</summary>
internal static class Readmission
{
    private const MemberStatus Taken = MemberStatus.Drain | MemberStatus.Disabled | MemberStatus.InError;

    /// <summary>A failed health check stays what it is: only a check, or an operator, knows better.</summary>
    public static void Of(Dispatcher dispatcher, IReadOnlyList<Member> members)
    {
        _ = dispatcher.Hold(members, static (chooser, members) =>
        {
            foreach (var member in members)
            {
                if (member.Index is >= 0 and var slot)
                {
                    ref var words = ref chooser.Board.Words[slot];
                    chooser.Board.SetStatus(slot, words.Status & ~Taken);
                    (words.Retries, words.ErrorTime) = (0, 0);
                    if (chooser.Board.IsGuarded)
                    {
                        chooser.Board.Acquit(slot);
                    }
                }
            }

            return true;
        });
        foreach (var member in members)
        {
            dispatcher.Events.Readmitted(dispatcher.Plan, member);
        }

        dispatcher.Line.Pump();
    }
}
