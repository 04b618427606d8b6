namespace Balancing.Ajp;

/// <summary>What a pool of connections is for.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Port.</param>
/// <param name="PacketSize">How long a packet may be, both ways.</param>
/// <param name="Ping">How long an answer to a CPING may take; null: nobody is asked.</param>
internal readonly record struct AjpKey(string Host, int Port, int PacketSize, TimeSpan? Ping)
{
    /// <summary>For an address; a member's own numbers come before those of the handler.</summary>
    /// <param name="uri">Where to.</param>
    /// <param name="port">The port.</param>
    /// <param name="options">The handler's.</param>
    /// <param name="member">The member that the request was balanced to, or null.</param>
    public static AjpKey Of(Uri uri, int port, AjpClientOptions options, MemberPlan? member) => new(
        uri.IdnHost, port, member is { IoBufferSize: > 0 } ? AjpPackets.SizeOf(member.IoBufferSize) : options.PacketSize, member?.Ping ?? options.Ping);
}
