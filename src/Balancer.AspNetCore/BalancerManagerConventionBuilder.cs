using Microsoft.AspNetCore.Builder;

namespace Balancing.AspNetCore;

/// <summary>
/// Says who may come to a manager, besides <c>RequireAuthorization</c>, <c>RequireHost</c> and the other conventions. When nobody says it, the
/// program does not start.
/// </summary>
public sealed class BalancerManagerConventionBuilder : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder _inner;
    private readonly ManagerDoor _door;

    internal BalancerManagerConventionBuilder(IEndpointConventionBuilder inner, ManagerDoor door) => (_inner, _door) = (inner, door);

    /// <summary>
    /// Lets clients of these addresses in, and no others. With a policy, both must hold; without one nobody needs to log in. The address is the
    /// connection's: behind another proxy let the forwarded-headers middleware set it.
    /// </summary>
    /// <param name="networks">Addresses and networks: <c>192.168.2.22</c>, <c>10.0.0.0/8</c>, <c>fd00::/8</c>. What is none is an error at start.</param>
    public BalancerManagerConventionBuilder AllowFrom(params IReadOnlyList<string> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        foreach (var network in networks)
        {
            _door.Allow(network);
        }

        return this;
    }

    /// <summary>Lets only those change something who meet a policy; the others may look.</summary>
    /// <param name="policy">Name of the policy. One that there is not is an error at start.</param>
    public BalancerManagerConventionBuilder RequireForEdits(string policy)
    {
        ArgumentException.ThrowIfNullOrEmpty(policy);
        _door.EditPolicy = policy;
        return this;
    }

    /// <summary>Lets nobody change anything.</summary>
    public BalancerManagerConventionBuilder ReadOnly()
    {
        _door.IsReadOnly = true;
        return this;
    }

    /// <summary>
    /// Lets those who may edit also add members, beside the configured ones (see <see cref="Manager.ManagerOptions.MemberNetworks"/>). Without
    /// this nobody may.
    /// </summary>
    /// <param name="policy">Name of a policy that they must meet besides. Default: null, none.</param>
    public BalancerManagerConventionBuilder AllowAddingMembers(string? policy = null)
    {
        (_door.MayAdd, _door.AddPolicy) = (true, policy);
        return this;
    }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => _inner.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _inner.Finally(finallyConvention);
}
