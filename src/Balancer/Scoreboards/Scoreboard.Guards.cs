namespace Balancing;

/// <content>What only a protected balancer has.</content>
internal sealed partial class Scoreboard
{
    /// <summary>What a slow start begins with, in percent.</summary>
    public const int FirstPercent = 10;

    private const MemberStatus NotElectable = MemberStatus.Drain | MemberStatus.Disabled | MemberStatus.Stopped
        | MemberStatus.InError | MemberStatus.HealthCheckFailed | MemberStatus.OnTrial;

    /// <summary>True when something is kept about each member.</summary>
    public bool IsGuarded => Guards.Length > 0;

    /// <summary>So many members are out that errors are ignored.</summary>
    public bool Panics { get; private set; }

    /// <summary>How many members start slowly.</summary>
    public int Starting { get; private set; }

    /// <summary>When the next of them gets a larger factor, in ticks of the balancer's clock.</summary>
    public long NextStepAt { get; private set; }

    /// <summary>How many eras of members there were; no two members share one.</summary>
    public long Eras { get; set; }

    /// <summary>Begins or ends the panic.</summary>
    public void Panic(bool on)
    {
        Version += on == Panics ? 0 : 1;
        Panics = on;
    }

    /// <summary>Forgives everything: an operator says that the member is well.</summary>
    public void Pardon(int slot)
    {
        ref var guard = ref Guards[slot];
        guard = guard with { Trips = 0, OnProbation = false, Ejected = false, BadInRow = 0, Answers = default, Era = ++Eras };
        Words[slot].Retry = Plan.Members[slot].Retry.Ticks;
    }

    /// <summary>The member has proven itself; the back-off begins afresh.</summary>
    public void Acquit(int slot)
    {
        Pardon(slot);
        SetStatus(slot, Words[slot].Status & ~MemberStatus.OnTrial);
    }

    /// <summary>Begins a slow start.</summary>
    public void BeginStart(int slot)
    {
        ref var guard = ref Guards[slot];
        Starting += guard.Percent == 0 ? 1 : 0;
        guard.StartedAt = 0;
        NextStepAt = 0;
        var least = LeastTraffic(slot);
        SetPercent(slot, FirstPercent);
        guard.Handicap += Math.Max(0, least - TrafficOf(slot));
    }

    /// <summary>Gives a slowly starting member a larger part of its factor; 100 ends the slow start.</summary>
    public void Step(int slot, int percent)
    {
        SetPercent(slot, percent);
        if (percent == 100)
        {
            Guards[slot].Percent = 0;
            Starting--;
        }
    }

    /// <summary>Says when the next step is due.</summary>
    public void StepAgainAt(long instant) => NextStepAt = instant;

    /// <summary>Ends a slow start whose factor somebody else has set.</summary>
    public void EndStart(int slot)
    {
        if (IsGuarded && Guards[slot].Percent != 0)
        {
            Guards[slot].Percent = 0;
            Starting--;
        }
    }

    /// <summary>Bytes moved per hundredth of factor; two truncating divisions, as httpd does (mod_lbmethod_bytraffic.c).</summary>
    public long TrafficOf(int slot)
    {
        ref readonly var lane = ref Lanes[slot];
        var factor = Words[slot].Factor;
        return (lane.Sent / factor) + (lane.Received / factor) + (IsGuarded ? Guards[slot].Handicap : 0);
    }

    /// <summary>Clears what another method left in the books (D17).</summary>
    public void Reset(LbMethod method)
    {
        method.Reset(Lanes);
        foreach (ref var guard in Guards.AsSpan())
        {
            guard.Handicap = 0;
        }
    }

    /// <summary>Takes over what was kept about a member; what the new plan does not know of is dropped.</summary>
    public void Inherit(int slot, Scoreboard old, int oldSlot)
    {
        if (!IsGuarded)
        {
            return;
        }

        var guard = old.IsGuarded ? old.Guards[oldSlot] : new GuardWords { Era = ++Eras };
        var protection = Plan.Protection!;
        guard.Percent = protection.SlowStart is null ? 0 : guard.Percent;
        guard.OnProbation &= protection.HalfOpen is not null;
        guard.Trips = protection.HalfOpen is null ? 0 : guard.Trips;
        guard.Ejected &= protection.EjectOutliers is not null;
        Guards[slot] = guard;
        ref var words = ref Words[slot];
        words.Retry = protection.RetryAfter(Plan.Members[slot].Retry, guard.Trips).Ticks;
        if (guard.Percent != 0)
        {
            Starting++;
            words.Factor = Part(Plan.Members[slot].Factor, guard.Percent);
        }
    }

    /// <summary>A member was added; to a running balancer unless it is one of the first.</summary>
    public void Add(int slot, bool isFirst)
    {
        if (IsGuarded)
        {
            Guards[slot].Era = ++Eras;
            if (!isFirst && Plan.Protection!.SlowStart is not null && IsElectable(Words[slot].Status))
            {
                BeginStart(slot);
            }
        }
    }

    private static bool IsElectable(MemberStatus status) =>
        (status & (MemberStatus.Initialized | NotElectable)) == MemberStatus.Initialized;

    private static int Part(int factor, int percent) => Math.Max(1, factor * percent / 100);

    // A member that comes back to be tried first starts slowly once it has proven itself.
    private void Welcome(int slot, MemberStatus from, MemberStatus to)
    {
        var seated = (from & MemberStatus.Initialized) != MemberStatus.None;
        if (seated && !IsElectable(from) && IsElectable(to) && Plan.Protection!.SlowStart is not null && !Guards[slot].OnProbation)
        {
            BeginStart(slot);
        }
    }

    private void Expel(int slot)
    {
        ref var guard = ref Guards[slot];
        guard = guard with { OnProbation = false, BadInRow = 0, Answers = default, Era = ++Eras };
        Words[slot].Retry = Plan.Protection!.RetryAfter(Plan.Members[slot].Retry, guard.Trips).Ticks;
    }

    // Whatever it has moved stays what it counts for.
    private void SetPercent(int slot, int percent)
    {
        var traffic = TrafficOf(slot);
        Words[slot].Factor = Part(Plan.Members[slot].Factor, percent);
        Guards[slot].Percent = percent;
        Guards[slot].Handicap += traffic - TrafficOf(slot);
        Version++;
    }

    private long LeastTraffic(int besides)
    {
        var least = long.MaxValue;
        for (var slot = 0; slot < Words.Length; slot++)
        {
            if (slot != besides && IsElectable(Words[slot].Status))
            {
                least = Math.Min(least, TrafficOf(slot));
            }
        }

        return least == long.MaxValue ? 0 : least;
    }
}
