namespace Balancing;

/// <summary>
/// One plan follows another: members keep their numbers by URL, through any change of order, and also when they come back while
/// leases from before are still out.
/// </summary>
internal static class Succession
{
    /// <summary>A first scoreboard, or the next one.</summary>
    /// <param name="plan">The new plan.</param>
    /// <param name="old">The scoreboard in force, settled, or null. Its members are handed over: it must not be used again.</param>
    /// <param name="retired">Members that were removed while leases were out, by identity; kept up to date.</param>
    public static Scoreboard Next(BalancerPlan plan, Scoreboard? old, Dictionary<string, Member> retired)
    {
        var before = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var slot = 0; old is not null && slot < old.Members.Length; slot++)
        {
            before[old.Members[slot].Url.Identity] = slot;
        }

        var members = new Member[plan.Members.Count];
        var board = new Scoreboard(plan, members) { Eras = old?.Eras ?? 0 };
        var added = new List<int>();
        for (var slot = 0; slot < members.Length; slot++)
        {
            var identity = plan.Members[slot].Url.Identity;
            if (before.Remove(identity, out var oldSlot))
            {
                Inherit(board, slot, old!, oldSlot);
            }
            else
            {
                Begin(board, slot, retired);
                added.Add(slot);
            }
        }

        // Last, since a slow start looks at the others.
        added.ForEach(slot => board.Add(slot, isFirst: old is null));
        Retire(old, before, retired);
        return board;
    }

    /// <summary>Tells those who keep connections to a member what the change means for them. Called outside the gate.</summary>
    public static void Tell(IReadOnlyList<Member> before, IReadOnlyList<Member> after)
    {
        foreach (var member in before)
        {
            member.TellKeepers();
        }

        foreach (var member in after)
        {
            member.TellKeepers(); // one that was kept is told twice, which changes nothing
        }
    }

    /// <summary>Takes all members out of service, or puts them back, because their balancer ends or begins anew.</summary>
    public static void Tell(IReadOnlyList<Member> members, bool inService)
    {
        foreach (var member in members)
        {
            member.InService = inService;
            member.TellKeepers();
        }
    }

    private static void Inherit(Scoreboard board, int slot, Scoreboard old, int oldSlot)
    {
        var member = old.Members[oldSlot];
        var plan = board.Plan.Members[slot];
        var words = old.Words[oldSlot];
        // Flags an operator set at run time stay, unless the configuration itself now says something else.
        var status = plan.Status == member.Plan.Status ? words.Status : Configured(plan) | (words.Status & (MemberStatus.InError | MemberStatus.OnTrial));
        board.Lanes[slot] = old.Lanes[oldSlot];
        board.Errors[slot] = old.Errors[oldSlot];
        status = InheritProbes(board, slot, old, oldSlot, status);
        Seat(board, slot, member, words with { Status = MemberStatus.None }, words.Status);
        board.Inherit(slot, old, oldSlot);
        board.SetStatus(slot, board.Plan.Protection?.HalfOpen is null ? status & ~MemberStatus.OnTrial : status);
    }

    // Another check starts its counts again; without any check nobody would ever take the flag away.
    private static MemberStatus InheritProbes(Scoreboard board, int slot, Scoreboard old, int oldSlot, MemberStatus status)
    {
        var (plan, before) = (board.Plan.Members[slot], old.Plan.Members[oldSlot]);
        if (plan.HealthCheck == before.HealthCheck)
        {
            board.Probes[slot] = old.Probes[oldSlot];
            return status;
        }

        var lapsed = before.HealthCheck is { IsActive: true } && plan.HealthCheck is not { IsActive: true };
        return lapsed ? status & (~MemberStatus.HealthCheckFailed | plan.Status) : status;
    }

    private static void Begin(Scoreboard board, int slot, Dictionary<string, Member> retired)
    {
        var plan = board.Plan.Members[slot];
        if (retired.Remove(plan.Url.Identity, out var member))
        {
            board.Lanes[slot] = member.Retired;
        }
        else
        {
            member = new Member(plan, slot);
        }

        Seat(board, slot, member, default, Configured(plan));
    }

    private static void Seat(Scoreboard board, int slot, Member member, SharedWords words, MemberStatus status)
    {
        var plan = board.Plan.Members[slot];
        board.Members[slot] = member;
        member.Plan = plan;
        member.Index = slot;
        member.InService = true;
        board.Words[slot] = words with { Factor = plan.Factor, Set = plan.Set, Retry = plan.Retry.Ticks };
        board.SetStatus(slot, status);
    }

    private static void Retire(Scoreboard? old, Dictionary<string, int> removed, Dictionary<string, Member> retired)
    {
        foreach (var (identity, slot) in removed)
        {
            var member = old!.Members[slot];
            member.Retired = old.Lanes[slot];
            member.Index = -1;
            member.InService = false;
            retired[identity] = member;
        }

        foreach (var (identity, _) in retired.Where(r => r.Value.Retired.Busy == 0).ToArray())
        {
            retired.Remove(identity);
        }
    }

    private static MemberStatus Configured(MemberPlan plan) => plan.Status | MemberStatus.Initialized;
}
