namespace Balancing.Testing;

/// <summary>What a contract needs to know of a method that looks at more than numbers.</summary>
public sealed record LbMethodContractSetup
{
    /// <summary>Seed of everything that is drawn. Default: 1. A failure names it, so that it can be tried again.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// What is attached to the member at a position, made anew for each balancer. Default: nothing. For methods that read
    /// <see cref="Member.Attached"/>.
    /// </summary>
    public Func<int, object>? Attach { get; init; }

    /// <summary>
    /// The requests. Default: plain ones, three of four with a key of a thousand, from clients of one network. For methods that
    /// read more of a request.
    /// </summary>
    public Func<Random, RequestFacts>? Request { get; init; }
}
