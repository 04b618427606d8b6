namespace Balancing;

/// <summary>
/// Everything about a balancer that changes while it runs: one slot per member, in the plan's order. Written under the
/// balancer's gate only; a copy serves a dry run.
/// </summary>
internal sealed partial class Scoreboard
{
    public Scoreboard(BalancerPlan plan, Member[] members)
    {
        Plan = plan;
        Members = members;
        Lanes = new LaneSlot[members.Length];
        Errors = new long[members.Length];
        Words = new SharedWords[members.Length];
        Guards = plan.Protection is { GuardsMembers: true } ? new GuardWords[members.Length] : [];
        Probes = new ProbeWords[members.Length];
        Routes = RouteTable.Of(plan);
    }

    private Scoreboard(Scoreboard other, Member[] members)
    {
        Plan = other.Plan;
        Members = members;
        Lanes = [.. other.Lanes];
        Errors = [.. other.Errors];
        Words = [.. other.Words];
        Guards = [.. other.Guards];
        Probes = [.. other.Probes];
        Routes = other.Routes;
        InError = other.InError;
        Version = other.Version;
        Panics = other.Panics;
        Starting = other.Starting;
        NextStepAt = other.NextStepAt;
        Eras = other.Eras;
    }

    /// <summary>The plan the slots belong to.</summary>
    public BalancerPlan Plan { get; }

    /// <summary>Who sits in which slot.</summary>
    public Member[] Members { get; }

    /// <summary>Traffic numbers, by slot.</summary>
    public LaneSlot[] Lanes { get; }

    /// <summary>Attempts that brought no whole answer, or one with a status of 500 and above, by slot.</summary>
    public long[] Errors { get; }

    /// <summary>Flags and settings, by slot.</summary>
    public SharedWords[] Words { get; }

    /// <summary>What protection keeps, by slot; empty when the plan protects no member.</summary>
    public GuardWords[] Guards { get; }

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
    public Scoreboard Copy() => new(this, Members);

    /// <summary>A copy with other members in the same slots, so that it can even be replaced by the next without effect.</summary>
    public Scoreboard Copy(Member[] members) => new(this, members);

    /// <summary>Sets the flags of a slot.</summary>
    public void SetStatus(int slot, MemberStatus status)
    {
        ref var words = ref Words[slot];
        var from = words.Status;
        if (status == from)
        {
            return;
        }

        InError += ErrorBit(status) - ErrorBit(from);
        words.Cause = ErrorBit(status) == 0 ? ErrorCause.None : words.Cause == ErrorCause.None ? ErrorCause.Operator : words.Cause;
        words.Status = status;
        Version++;
        Changes.Add(new StatusChange(Members[slot], from, status, words.Cause, new TimeSpan(words.Retry)));
        if (IsGuarded)
        {
            Welcome(slot, from, status);
        }
    }

    /// <summary>Says that a factor or set was changed directly.</summary>
    public void Touch() => Version++;

    /// <summary>True when a member with these flags may take a request now.</summary>
    public bool IsUsable(MemberStatus status) =>
        Availability.IsUsable(status) || (Panics && Availability.IsUsable(status & ~Availability.ForgivenInPanic));

    /// <summary>Whether a member may take a request now. Everybody who chooses asks here.</summary>
    public Admission Admit(int slot, long now)
    {
        if (Availability.IsUsable(Words[slot].Status))
        {
            return Admission.Usable;
        }

        return TryRetry(slot, now) ? Admission.Retried : IsUsable(Words[slot].Status) ? Admission.InPanic : Admission.No;
    }

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
            LetBack(slot, forced: false);
        }

        return Availability.IsUsable(words.Status);
    }

    /// <summary>Lets a member back from error: whole, or, where the plan says so, for a trial.</summary>
    /// <param name="slot">Which.</param>
    /// <param name="forced">Before its time.</param>
    public void LetBack(int slot, bool forced)
    {
        ref var words = ref Words[slot];
        words.Retries++;
        if (IsGuarded)
        {
            ref var guard = ref Guards[slot];
            guard.OnProbation = Plan.Protection!.HalfOpen is not null;
            guard.Forced = forced;
            guard.Ejected &= guard.OnProbation;
        }

        SetStatus(slot, words.Status & ~MemberStatus.InError);
    }

    /// <summary>Puts a member in error, unless it ignores errors.</summary>
    /// <param name="slot">Which.</param>
    /// <param name="cause">Why.</param>
    /// <param name="at">When, by the balancer's clock.</param>
    public void Fail(int slot, ErrorCause cause, long at)
    {
        ref var words = ref Words[slot];
        if ((words.Status & MemberStatus.IgnoreErrors) == MemberStatus.None)
        {
            words.ErrorTime = at;
            words.Cause = cause;
            if (IsGuarded)
            {
                Expel(slot);
            }

            SetStatus(slot, (words.Status | MemberStatus.InError) & ~MemberStatus.OnTrial);
        }
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
/// <param name="Member">Whose.</param>
/// <param name="From">Flags before.</param>
/// <param name="To">Flags after.</param>
/// <param name="Cause">Why it is in error.</param>
/// <param name="Retry">How long it stays in error.</param>
internal readonly record struct StatusChange(Member Member, MemberStatus From, MemberStatus To, ErrorCause Cause, TimeSpan Retry);
