using System.Net;
using Balancing.Manager.Serving;
using Microsoft.Extensions.Logging;

namespace Balancing.Manager;

/// <summary>What can be said about the manager.</summary>
public sealed class ManagerOptions
{
    private static readonly TimeSpan LeastHistory = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MostHistory = TimeSpan.FromMinutes(60);

    /// <summary>Name of this server in the title. Default: null, the host of the request.</summary>
    public string? Title { get; set; }

    /// <summary>
    /// Networks, such as <c>10.0.0.0/8</c>, in which members may be added besides those of the configured members (R50). Link-local, multicast
    /// and the addresses of metadata services are refused all the same. Default: none.
    /// </summary>
    public IList<string> MemberNetworks { get; } = [];

    /// <summary>
    /// What those may do whom the access rules of a site let in to its <c>SetHandler balancer-manager</c>. Default: look and change, as in
    /// httpd, but not add members.
    /// </summary>
    public ManagerPermissions HandlerPermissions { get; set; } = ManagerPermissions.View | ManagerPermissions.Edit;

    /// <summary>How far back the charts reach, 1 to 60 min. Default: 5 min.</summary>
    public TimeSpan History { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Where changes and refusals are logged. Default: nowhere; a host with logs sets its own.</summary>
    public ILoggerFactory? Logging { get; set; }

    /// <summary>What is wrong, all of it; empty when nothing is.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems()
    {
        var problems = new List<ConfigurationProblem>();
        if (History < LeastHistory || History > MostHistory)
        {
            problems.Add(new($"Manager:{nameof(History)}", $"{History} is not within 1 to 60 min", "Use a time of 1 to 60 min"));
        }

        if (Title is not null && Title.Any(char.IsControl))
        {
            problems.Add(new($"Manager:{nameof(Title)}", "it has a control character", "Use plain text"));
        }

        if ((HandlerPermissions & ~ManagerPermissions.All) != ManagerPermissions.None)
        {
            problems.Add(new($"Manager:{nameof(HandlerPermissions)}", $"{HandlerPermissions} is no permission", "Use View, Edit, AddMembers or a sum of them"));
        }

        for (var i = 0; i < MemberNetworks.Count; i++)
        {
            if (!Addresses.TryNetwork(MemberNetworks[i], out _, out var remedy))
            {
                problems.Add(new($"Manager:{nameof(MemberNetworks)}:{i}", $"\"{MemberNetworks[i]}\" is no network", remedy));
            }
        }

        return problems;
    }

    /// <summary>The networks of <see cref="MemberNetworks"/>, which have been found right.</summary>
    internal IReadOnlyList<IPNetwork> Networks() => [.. MemberNetworks.Select(text => Addresses.TryNetwork(text, out var network, out _) ? network : default)];
}
