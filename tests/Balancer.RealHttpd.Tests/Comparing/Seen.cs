using Balancing.RealHttpd.Tests.Network;

namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>All that can be seen of one request: who was chosen, what members got, what the client got.</summary>
/// <param name="Answer">What the client got, or null when the server closed without a word.</param>
/// <param name="Picks">The members chosen, in order.</param>
/// <param name="Arrivals">What members got, in order.</param>
internal sealed record Seen(Message? Answer, IReadOnlyList<string> Picks, IReadOnlyList<Arrival> Arrivals)
{
    public static readonly Seen Nothing = new(null, [], []);

    public int Status => Answer?.FirstLine.Split(' ') is [_, var status, ..] && int.TryParse(status, out var number) ? number : 0;

    /// <summary>The answer is a member's, not the gateway's own.</summary>
    public bool IsRelayed => Answer?.Header("X-From") is not null;
}
