namespace Balancing;

/// <summary>Somebody who keeps connections to a member. The member knows him, so that he lives no longer than it does.</summary>
internal interface IMemberKeeper
{
    /// <summary>His numbers of this moment. May be called under the gate, and calls nobody.</summary>
    PoolSnapshot Count();

    /// <summary>The member has another plan, or came into service or left it. Called outside the gate.</summary>
    void Follow();
}
