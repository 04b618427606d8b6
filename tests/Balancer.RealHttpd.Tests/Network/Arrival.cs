namespace Balancing.RealHttpd.Tests.Network;

/// <summary>A request as a member got it.</summary>
/// <param name="Member">Which member.</param>
/// <param name="Message">What came.</param>
internal sealed record Arrival(string Member, Message Message);
