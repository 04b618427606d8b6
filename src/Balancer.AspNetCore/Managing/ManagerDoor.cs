using System.Net;
using Balancing.Manager;
using Balancing.Manager.Serving;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore;

/// <summary>Who may come to a manager, and what they may do there. It belongs to one endpoint.</summary>
internal sealed class ManagerDoor
{
    private readonly List<string> _texts = [];
    private readonly List<IPNetwork> _networks = [];

    /// <summary>Some addresses were named; no others may come.</summary>
    public bool IsLimited => _texts.Count > 0;

    public bool IsReadOnly { get; set; }

    /// <summary>Policy of those who may edit; null for everybody who may come.</summary>
    public string? EditPolicy { get; set; }

    public bool MayAdd { get; set; }

    /// <summary>Policy of those who may add members; null for everybody who may edit.</summary>
    public string? AddPolicy { get; set; }

    /// <summary>What is wrong with the addresses.</summary>
    public List<ConfigurationProblem> Problems { get; } = [];

    /// <summary>Policies that are asked by name.</summary>
    public IEnumerable<string> Policies => new[] { EditPolicy, AddPolicy }.OfType<string>();

    /// <summary>Lets one more network in.</summary>
    public void Allow(string network)
    {
        _texts.Add(network);
        if (Addresses.TryNetwork(network, out var parsed, out var remedy))
        {
            _networks.Add(parsed);
        }
        else
        {
            Problems.Add(new($"MapBalancerManager.AllowFrom \"{network}\"", "it is no address or network", remedy));
        }
    }

    /// <summary>The client's address is one that may come.</summary>
    public bool LetsIn(IPAddress? client) =>
        !IsLimited || (client is not null && _networks.Exists(n => n.Contains(client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client)));

    /// <summary>What somebody who was let in may do.</summary>
    public async Task<ManagerPermissions> PermissionsAsync(HttpContext context)
    {
        if (IsReadOnly || !await HoldsAsync(context, EditPolicy).ConfigureAwait(false))
        {
            return ManagerPermissions.View;
        }

        return MayAdd && await HoldsAsync(context, AddPolicy).ConfigureAwait(false)
            ? ManagerPermissions.All
            : ManagerPermissions.View | ManagerPermissions.Edit;
    }

    // A policy that has gone is one that nobody meets.
    private static async Task<bool> HoldsAsync(HttpContext context, string? name)
    {
        if (name is null)
        {
            return true;
        }

        var services = context.RequestServices;
        if (await services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name).ConfigureAwait(false) is not { } policy)
        {
            return false;
        }

        var evaluator = services.GetRequiredService<IPolicyEvaluator>();
        var authenticated = await evaluator.AuthenticateAsync(policy, context).ConfigureAwait(false);
        return (await evaluator.AuthorizeAsync(policy, authenticated, context, context).ConfigureAwait(false)).Succeeded;
    }
}
