using System.Globalization;
using Balancing.Attempts;

namespace Balancing;

/// <summary>A lease that is out, for those who wait for its end. Its texts may come from a client: show them, do not log them (R37).</summary>
public sealed record LeaseInfo
{
    internal LeaseInfo(LeaseCell cell, long now)
    {
        Member = cell.Member!;
        (Method, Target, Purpose) = (cell.Method ?? "", cell.Target ?? "", cell.Purpose);
        (FromSession, Sent, Received) = (cell.FromSession, cell.FlownOut, cell.FlownIn);
        Age = cell.StartedAt == 0 ? null : TimeSpan.FromTicks(now - cell.StartedAt);
    }

    /// <summary>Whose it is.</summary>
    public Member Member { get; }

    /// <summary>The request's method.</summary>
    public string Method { get; }

    /// <summary>The request's path and query, as the client wrote them.</summary>
    public string Target { get; }

    /// <summary>What its holder said it is for (<see cref="Lease.Describe"/>), or null.</summary>
    public string? Purpose { get; }

    /// <summary>True when a session chose the member; a draining member takes no others.</summary>
    public bool FromSession { get; }

    /// <summary>
    /// How long it has been out; null when nobody took the time: it was handed out before the draining began, and no meter listens to
    /// <c>balancer.member.lease.duration</c>.
    /// </summary>
    public TimeSpan? Age { get; }

    /// <summary>Bytes sent so far, as far as its holder counts them while they flow (<see cref="Lease.Count"/>).</summary>
    public long Sent { get; }

    /// <summary>Bytes received so far, as far as its holder counts them while they flow.</summary>
    public long Received { get; }

    /// <summary>Why it is still out, in a few words: what its holder said, or how far the answer has come.</summary>
    public string Why => Purpose ?? (Received > 0
        ? string.Create(CultureInfo.InvariantCulture, $"its answer flows, {Received} bytes so far")
        : "no byte of its answer came yet");

    /// <summary>One line for a person.</summary>
    public override string ToString()
    {
        var came = FromSession ? "came with its session" : "was elected";
        var age = Age is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s") : "since before the draining";
        return $"{Method} {Target}: {Why} ({came}, {age})";
    }
}
