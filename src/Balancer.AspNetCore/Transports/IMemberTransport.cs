namespace Balancing.AspNetCore;

/// <summary>
/// Carries requests to members of some schemes: the seam for backends that do not speak HTTP. Register one in DI, or add it to
/// <see cref="GatewayOptions.Transports"/>; those are asked before the built-in one for <c>http</c> and <c>https</c>.
/// </summary>
public interface IMemberTransport
{
    /// <summary>True when this transport carries requests to members of that scheme.</summary>
    /// <param name="scheme">Lower-case scheme of a member's URL, for example <c>http</c>.</param>
    bool Speaks(string scheme);

    /// <summary>
    /// Sends one request and waits for the head of its answer. Backend trouble comes back as a value
    /// (<see cref="MemberAnswer.Failed"/>), never as an exception.
    /// </summary>
    /// <param name="request">What to send, and to whom.</param>
    /// <param name="client">Cancelled when the client has gone away.</param>
    ValueTask<MemberAnswer> SendAsync(MemberRequest request, CancellationToken client);
}
