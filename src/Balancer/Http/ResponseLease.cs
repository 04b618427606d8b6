namespace Balancing.Http;

/// <summary>
/// The lease of a response whose body is still to come. A response that nobody reads or disposes of gives it back when it is collected.
/// </summary>
internal sealed class ResponseLease(Lease lease, int status) : BodyMeter
{
#pragma warning disable MA0055 // A lease given back late is better than a member that stays busy for ever.
    ~ResponseLease() => lease.Dispose();
#pragma warning restore MA0055

    public override void Sent(int bytes) => lease.Count(bytes, 0);

    public override void Received(int bytes) => lease.Count(0, bytes);

    /// <summary>The body is over, or the client wants no more of it.</summary>
    public override void Ended() => lease.Report(Outcome.Completed(status));

    public override void Failed(Exception error) =>
        lease.Report(error is OperationCanceledException ? Outcome.ClientGone() : Outcome.Faulted(error));
}
