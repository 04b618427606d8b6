using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Balancing.Attempts;
using Balancing.Hosting;
using Microsoft.Extensions.Options;

namespace Balancing;

/// <summary>
/// All balancers and sites of a service provider by name, in any case. A reload changes them in place: a <see cref="Balancer"/> stays the same
/// object for as long as the program runs, a <see cref="ReverseProxy"/> is replaced by the next one.
/// </summary>
public sealed class BalancerRegistry : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HostedBalancer> _made = new(StringComparer.Ordinal); // gate; also those that a reload took away
    private readonly IOptionsMonitor<BalancingOptions> _options;
    private readonly Architect _architect;
    private readonly IDisposable? _reloads;
    private volatile Roster _roster = Roster.Empty;

    internal BalancerRegistry(IOptionsMonitor<BalancingOptions> options, Architect architect)
    {
        _options = options;
        _architect = architect;
        Build();
        _reloads = options.OnChange(_ => Build());
        Build(); // what changed before it heard of changes
    }

    /// <summary>The balancers of this moment: the configured ones and those that were added.</summary>
    public IReadOnlyCollection<Balancer> Balancers => _roster.Balancers.Values;

    /// <summary>The sites of this moment.</summary>
    public IReadOnlyCollection<ReverseProxy> Sites => _roster.Sites.Values;

    /// <summary>A balancer by name.</summary>
    /// <param name="name">Its name, in any case, without <c>balancer://</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message names those there are.</exception>
    public Balancer GetBalancer(string name) =>
        TryGetBalancer(name, out var balancer) ? balancer : throw Unknown("balancer", name, _roster.Balancers.Keys);

    /// <summary>A balancer by name, if there is one.</summary>
    /// <param name="name">Its name, in any case, without <c>balancer://</c>.</param>
    /// <param name="balancer">The balancer.</param>
    public bool TryGetBalancer(string name, [NotNullWhen(true)] out Balancer? balancer) => _roster.Balancers.TryGetValue(name, out balancer);

    /// <summary>The site in force by name. Ask again for each request, so that a reload takes effect.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message names those there are.</exception>
    public ReverseProxy GetSite(string name) => TryGetSite(name, out var site) ? site : throw Unknown("site", name, _roster.Sites.Keys);

    /// <summary>The site in force by name, if there is one.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="site">The site.</param>
    public bool TryGetSite(string name, [NotNullWhen(true)] out ReverseProxy? site) => _roster.Sites.TryGetValue(name, out site);

    /// <summary>The site in force for a request, chosen as <see cref="VirtualHosts"/> says. Ask again for each request.</summary>
    /// <param name="address">The local address of the connection, or null.</param>
    /// <param name="port">The local port, or 0.</param>
    /// <param name="isTls">The connection is encrypted.</param>
    /// <param name="host">The request's Host, or null.</param>
    /// <returns>Null when no site has the address and there is no main server.</returns>
    public ReverseProxy? FindSite(IPAddress? address, int port, bool isTls, string? host) => _roster.Find(address, port, isTls, host);

    /// <summary>What is checked for health: every balancer with a name, also those of one site. The same list until a reload.</summary>
    internal IReadOnlyList<Dispatcher> Dispatchers => _roster.Dispatchers;

    /// <summary>Disposes of what was made of the configuration, and hears of no more reloads.</summary>
    public void Dispose()
    {
        _reloads?.Dispose();
        lock (_gate)
        {
            foreach (var made in _made.Values)
            {
                made.Balancer.Dispose();
            }

            foreach (var site in _roster.Sites.Values)
            {
                site.Dispose();
            }
        }
    }

    // What the monitor says now, and not what it said when it called: two reloads may overtake each other.
    private void Build()
    {
        lock (_gate)
        {
            var blueprint = _architect.Plan(_options.CurrentValue);
            var balancers = _architect.Added.ToDictionary(b => b.Name, StringComparer.OrdinalIgnoreCase);
            foreach (var plan in blueprint.Balancers)
            {
                balancers.Add(plan.Name, Seat(plan, blueprint.Services));
            }

            var sites = new List<ReverseProxy>();
            var before = _roster.Sites;
            foreach (var plan in blueprint.Sites)
            {
                sites.Add(ReverseProxy.OfPlan(plan, balancers.Values, blueprint.Services, before.GetValueOrDefault(plan.Name)));
            }

            _roster = new Roster(balancers, sites, blueprint.Listen);
            Retire(balancers, before.Values.Where(site => !_roster.Sites.ContainsKey(site.Name)));
        }
    }

    private Balancer Seat(BalancerPlan plan, BalancerServices services)
    {
        if (!_made.TryGetValue(plan.Name, out var known))
        {
            _made.Add(plan.Name, known = new HostedBalancer(plan, services));
        }
        else
        {
            known.Take(plan);
        }

        return known.Balancer;
    }

    private void Retire(Dictionary<string, Balancer> balancers, IEnumerable<ReverseProxy> sites)
    {
        foreach (var gone in _made.Values.Where(made => !balancers.ContainsKey(made.Balancer.Name)))
        {
            gone.Retire();
        }

        foreach (var site in sites)
        {
            site.Dispose();
        }
    }

    private static KeyNotFoundException Unknown(string kind, string name, IEnumerable<string> known) =>
        new($"There is no {kind} '{name}'; there is {(known.Any() ? string.Join(", ", known.Order(StringComparer.Ordinal)) : "none at all")}.");

    private sealed class Roster(Dictionary<string, Balancer> balancers, List<ReverseProxy> sites, IReadOnlyList<int> listen)
    {
        public static readonly Roster Empty = new([], [], []);

        private readonly VirtualHosts _hosts = VirtualHosts.Of(sites.Select(site => site.Plan), listen);

        public FrozenDictionary<string, Balancer> Balancers { get; } = balancers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        public Dispatcher[] Dispatchers { get; } =
            [.. balancers.Values.Concat(sites.SelectMany(site => site.OwnBalancers)).Select(balancer => balancer.Dispatcher)];

        public FrozenDictionary<string, ReverseProxy> Sites { get; } = sites.ToFrozenDictionary(site => site.Name, StringComparer.OrdinalIgnoreCase);

        public ReverseProxy? Find(IPAddress? address, int port, bool isTls, string? host) =>
            _hosts.IndexOf(address, port, isTls, host) is >= 0 and var index ? sites[index] : null;
    }
}
