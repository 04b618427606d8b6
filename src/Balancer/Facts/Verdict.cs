namespace Balancing;

/// <summary>What may become of the request after an attempt.</summary>
public enum Verdict
{
    /// <summary>This was the end.</summary>
    Done,

    /// <summary>Nothing of the request was sent: another member may be asked, as often as <c>maxattempts</c> allows.</summary>
    TryAnother,

    /// <summary>
    /// The connection was stale. A request that is safe to repeat (idempotent, its body absent or still there) may be sent once
    /// more, on a fresh connection (D11).
    /// </summary>
    TryOnceMoreIfSafe,
}
