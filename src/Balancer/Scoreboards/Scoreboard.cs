namespace Balancing;

/// <summary>
/// Everything about a balancer that changes while it runs: one slot per member, in the plan's order. Written under the
/// balancer's gate only; a copy serves a dry run.
/// </summary>
internal sealed class Scoreboard
{
    public Scoreboard(BalancerPlan plan, Member[] members)
    {
        Plan = plan;
        Members = members;
        Lanes = new LaneSlot[members.Length];
        Words = new SharedWords[members.Length];
        Probes = new ProbeWords[members.Length];
        Routes = RouteTable.Of(plan);
    }

    private Scoreboard(Scoreboard other)
    {
        Plan = other.Plan;
        Members = other.Members;
        Lanes = [.. other.Lanes];
        Words = [.. other.Words];
        Probes = [.. other.Probes];
        Routes = other.Routes;
        InError = other.InError;
        Version = other.Version;
    }

    /// <summary>The plan the slots belong to.</summary>
    public BalancerPlan Plan { get; }

    /// <summary>Who sits in which slot.</summary>
    public Member[] Members { get; }

    /// <summary>Traffic numbers, by slot.</summary>
    public LaneSlot[] Lanes { get; }

    /// <summary>Flags and settings, by slot.</summary>
    public SharedWords[] Words { get; }

    /// <summary>What health checks came to, by slot.</summary>
    public ProbeWords[] Probes { get; }

    /// <summary>Which slots have which session route.</summary>
    public RouteTable Routes { get; }

    /// <summary>How many members are in error; zero means that nobody needs to know the time.</summary>
    public int InError { get; private set; }

    /// <summary>Changes with every change of a flag, a factor or a set, so that what was derived from them can be kept.</summary>
    public int Version { get; private set; }

    /// <summary>Changes of flags since somebody last took note of them.</summary>
    public List<StatusChange> Changes { get; } = [];

    /// <summary>A copy that may be changed without effect.</summary>
    public Scoreboard Copy() => new(this);

    /// <summary>Sets the flags of a slot.</summary>
    public void SetStatus(int slot, MemberStatus status)
    {
        ref var words = ref Words[slot];
        if (status == words.Status)
        {
            return;
        }

        InError += ErrorBit(status) - ErrorBit(words.Status);
        Changes.Add(new StatusChange(Members[slot], words.Status, status));
        words.Status = status;
        Version++;
    }

    /// <summary>Says that a factor or set was changed directly.</summary>
    public void Touch() => Version++;

    /// <summary>
    /// Lets a member back from error when its time has come (proxy_util.c: ap_proxy_retry_worker). Lazy: only who looks at it does so.
    /// </summary>
    /// <returns>True when the member is usable afterwards.</returns>
    public bool TryRetry(int slot, long now)
    {
        ref var words = ref Words[slot];
        if ((words.Status & (MemberStatus.InError | MemberStatus.Stopped)) == MemberStatus.InError
            && ((words.Status & MemberStatus.IgnoreErrors) != MemberStatus.None || words.Retry == 0 || now > words.ErrorTime + words.Retry))
        {
            words.Retries++;
            SetStatus(slot, words.Status & ~MemberStatus.InError);
        }

        return Availability.IsUsable(words.Status);
    }

    /// <summary>True when the slot's member is one of these.</summary>
    public bool IsAmong(ReadOnlySpan<Member> members, int slot)
    {
        foreach (var member in members)
        {
            if (ReferenceEquals(member, Members[slot]))
            {
                return true;
            }
        }

        return false;
    }

    private static int ErrorBit(MemberStatus status) => (status & MemberStatus.InError) != MemberStatus.None ? 1 : 0;
}

/// <summary>One change of a member's flags.</summary>
internal readonly record struct StatusChange(Member Member, MemberStatus From, MemberStatus To);
