using Balancing.Attempts;

namespace Balancing;

/// <summary>
/// The right to send one request to one member. It raises the member's busy count until it ends: by <see cref="Report"/>, or by
/// <see cref="Dispose"/> without blame. It ends exactly once, whatever is called how often and on which copy; it may live for
/// hours. A refusal is a lease too, with <see cref="IsAcquired"/> false.
/// </summary>
public readonly struct Lease : IDisposable, IEquatable<Lease>
{
    private const long FromSessionBit = 1;
    private const long RouteChangedBit = 2;
    private const int FlagBits = 2;

    // Four words, since a lease is copied at every step on its way out.
    private readonly LeaseCell? _cell;
    private readonly object? _answer; // the member, or the refusal
    private readonly SessionFacts? _session;
    private readonly long _turnAndFlags;

    internal Lease(LeaseCell cell, Member member, in Choice choice)
    {
        _cell = cell;
        _answer = member;
        _session = choice.Session;
        _turnAndFlags = (cell.Turn << FlagBits) | (choice.FromSession ? FromSessionBit : 0) | (choice.RouteChanged ? RouteChangedBit : 0);
    }

    internal Lease(Refusal refusal) => _answer = refusal;

    /// <summary>True when there is a member to send to.</summary>
    public bool IsAcquired => _cell is not null;

    /// <summary>Why there is none, or null.</summary>
    public Refusal? Refusal => _answer as Refusal;

    /// <summary>The member to send to.</summary>
    /// <exception cref="InvalidOperationException">The lease was refused.</exception>
    public Member Member => _answer as Member ?? throw new InvalidOperationException("This lease was refused; look at Refusal first.");

    /// <summary>True when the request's session chose the member, false when it was elected.</summary>
    public bool FromSession => (_turnAndFlags & FromSessionBit) != 0;

    /// <summary>
    /// True when the member's route is not the one the session asked for, or the member was elected although sessions are
    /// configured (httpd: BALANCER_ROUTE_CHANGED).
    /// </summary>
    public bool RouteChanged => (_turnAndFlags & RouteChangedBit) != 0;

    /// <summary>The route the request's session asked for, or null (httpd: BALANCER_SESSION_ROUTE). Text from the request: never echo it (R45).</summary>
    public string? SessionRoute => _session?.Route;

    /// <summary>The cookie or parameter that held the session, or null (httpd: BALANCER_SESSION_STICKY).</summary>
    public string? SessionName => _session?.Name;

    private long Turn => _turnAndFlags >> FlagBits;

    /// <summary>Adds traffic while it flows, so that <c>bytraffic</c> sees long transfers early. Ignored once the lease has ended.</summary>
    /// <param name="sent">Bytes sent to the member since the last call.</param>
    /// <param name="received">Bytes received from it since the last call.</param>
    public void Count(long sent, long received) => _cell?.Owner.Count(_cell, Turn, sent, received);

    /// <summary>
    /// Says what the lease is for, so that whoever drains the member knows what he waits for: <c>websocket</c>, <c>match 42</c>. Ignored
    /// once the lease has ended.
    /// </summary>
    /// <param name="purpose">A few words, or null for none, the default.</param>
    public void Describe(string? purpose) => _cell?.Owner.Describe(_cell, Turn, purpose);

    /// <summary>Ends the lease and says how the attempt went. Ignored, with <see cref="Verdict.Done"/>, once it has ended.</summary>
    /// <param name="outcome">What happened.</param>
    /// <returns>What may become of the request now.</returns>
    public Verdict Report(in Outcome outcome) => _cell is null ? Verdict.Done : _cell.Owner.End(_cell, Turn, in outcome);

    /// <summary>The answer has come, though the lease stays out.</summary>
    internal void Answered(in Outcome outcome) => _cell?.Owner.Answered(_cell, Turn, in outcome);

    /// <summary>Ends the lease without blame when nothing was reported.</summary>
    public void Dispose()
    {
        if (_cell is not null)
        {
            _cell.Owner.End(_cell, Turn, default);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Lease other) => ReferenceEquals(_cell, other._cell) && Turn == other.Turn && ReferenceEquals(_answer, other._answer);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Lease other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_cell, Turn, _answer);

    /// <summary>Same lease.</summary>
    public static bool operator ==(Lease left, Lease right) => left.Equals(right);

    /// <summary>Another lease.</summary>
    public static bool operator !=(Lease left, Lease right) => !left.Equals(right);
}
