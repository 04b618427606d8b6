namespace Balancing;

/// <summary>The candidates of one election and the numbers they are judged by.</summary>
public readonly ref struct ElectionContext
{
    private readonly ReadOnlySpan<int> _candidates;
    private readonly Span<LaneSlot> _lanes;
    private readonly ReadOnlySpan<SharedWords> _words;
    private readonly ReadOnlySpan<GuardWords> _guards;
    private readonly ReadOnlySpan<Member> _members;
    private readonly ref readonly RequestFacts _request;

    internal ElectionContext(
        ReadOnlySpan<int> candidates, Scoreboard board, in RequestFacts request, long now, Random random)
    {
        _candidates = candidates;
        _lanes = board.Lanes;
        _words = board.Words;
        _guards = board.Guards;
        StartsSlowly = board.Starting > 0;
        _members = board.Members;
        _request = ref request;
        Now = now;
        Random = random;
    }

    /// <summary>How many candidates there are; at least 1.</summary>
    public int Count => _candidates.Length;

    /// <summary>The request, for methods that hash a key or an address.</summary>
    public ref readonly RequestFacts Request => ref _request;

    /// <summary>Now, in ticks of 100 ns of the balancer's clock.</summary>
    public long Now { get; }

    /// <summary>The balancer's generator; the same seed gives the same draws.</summary>
    public Random Random { get; }

    /// <summary>Weight in hundredths, 100..10000 (httpd: lbfactor); less for a member that starts slowly, but at least 1.</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public int Factor(int candidate) => _words[_candidates[candidate]].Factor;

    /// <summary>Weight in hundredths that it will have once it need not start slowly any more.</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public int WholeFactor(int candidate) =>
        !StartsSlowly || _guards[_candidates[candidate]].Percent == 0 ? Factor(candidate) : Member(candidate).Plan.Factor;

    /// <summary>True when some member of the balancer starts slowly.</summary>
    public bool StartsSlowly { get; }

    /// <summary>Traffic per hundredth of factor that it is taken to have had besides its own.</summary>
    internal long Handicap(int candidate) => _guards.IsEmpty ? 0 : _guards[_candidates[candidate]].Handicap;

    /// <summary>Leases that are out (httpd: busy).</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public int Busy(int candidate) => _lanes[_candidates[candidate]].Busy;

    /// <summary>Times it was chosen (httpd: elected).</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public long Elected(int candidate) => _lanes[_candidates[candidate]].Elected;

    /// <summary>Bytes sent to it (httpd: transferred).</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public long Sent(int candidate) => _lanes[_candidates[candidate]].Sent;

    /// <summary>Bytes received from it (httpd: read).</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public long Received(int candidate) => _lanes[_candidates[candidate]].Received;

    /// <summary>Its running credit, to read and to write (httpd: lbstatus).</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public ref int LbStatus(int candidate) => ref _lanes[_candidates[candidate]].LbStatus;

    /// <summary>What the member last announced about itself (httpd: mod_heartmonitor).</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public Heartbeat Heartbeat(int candidate)
    {
        ref readonly var words = ref _words[_candidates[candidate]];
        return new Heartbeat(words.Ready, words.Occupied, words.LastSeen);
    }

    /// <summary>The member itself: its URL, route, and what the host attached.</summary>
    /// <param name="candidate">Position 0..Count-1.</param>
    public Member Member(int candidate) => _members[_candidates[candidate]];
}

/// <summary>What a member last announced about itself.</summary>
/// <param name="Ready">Idle workers.</param>
/// <param name="Busy">Busy workers.</param>
/// <param name="LastSeen">When, in ticks of 100 ns of the balancer's clock; 0 for never.</param>
public readonly record struct Heartbeat(int Ready, int Busy, long LastSeen);
