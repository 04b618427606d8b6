namespace Balancing.Manager.Live;

/// <summary>One look.</summary>
/// <param name="View">What was seen.</param>
/// <param name="Bucket">Number of the bucket that is filling; charts move on when it grows.</param>
/// <param name="At">When.</param>
internal sealed record LiveSample(ManagerView View, long Bucket, DateTimeOffset At);

/// <summary>What a member does now.</summary>
/// <param name="Requests">Requests per second.</param>
/// <param name="Traffic">Bytes in both directions per second.</param>
/// <param name="NewestRequests">The newest value of its chart.</param>
/// <param name="NewestTraffic">The newest value of its chart.</param>
/// <param name="NewestBusy">The newest value of its chart.</param>
/// <param name="NewestErrors">The newest value of its chart.</param>
internal readonly record struct MemberRates(
    float Requests, float Traffic, float NewestRequests, float NewestTraffic, float NewestBusy, float NewestErrors);
