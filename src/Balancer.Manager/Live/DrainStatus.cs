namespace Balancing.Manager.Live;

/// <summary>How far the draining of a member has come.</summary>
/// <param name="BalancerKey">Key of its balancer.</param>
/// <param name="Member">URL of the member.</param>
/// <param name="Remaining">Leases that are out.</param>
/// <param name="Elapsed">Time since the beginning.</param>
/// <param name="Left">Time until the deadline; null when there is none.</param>
/// <param name="End">How it ended; null while it goes on.</param>
/// <param name="Waiting">What is still out, one line each, the oldest first.</param>
internal sealed record DrainStatus(
    string BalancerKey, string Member, int Remaining, TimeSpan Elapsed, TimeSpan? Left, DrainEnd? End, IReadOnlyList<string> Waiting)
{
    /// <summary>Why it could not go on; null unless it failed.</summary>
    public string? Failure { get; init; }
}
