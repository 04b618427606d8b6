using System.Net;
using Balancing.Mapping;

namespace Balancing;

/// <summary>
/// Chooses the site of a request by where it arrived and what Host it asks for, as httpd does (vhost.c: ap_update_vhost_given_ip,
/// update_server_from_aliases): the sites at the most specific address and port, among these the first one of that ServerName or
/// ServerAlias, else the first one; the main server only where no other site has the address. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// A host application may listen elsewhere than the configuration says. When the local port is none that an address or a Listen of
/// the configuration names, ports are not compared: TLS connections prefer sites at port 443, plain ones the others; and where
/// no site has the local address either, addresses are not compared.
/// </remarks>
public sealed class VirtualHosts
{
    private const int TlsPort = 443;

    private readonly Dictionary<LocalAddress, NamedSites> _here = [];
    private readonly Elsewhere _plain;
    private readonly Elsewhere _tls;
    private readonly NamedSites? _main;
    private readonly HashSet<int> _ports;

    private VirtualHosts(IEnumerable<SitePlan> sites, IEnumerable<int> listen)
    {
        Sites = [.. sites];
        var places = Places(Sites).ToArray();
        _ports = [.. listen, .. places.Select(place => place.Address.Port).Where(port => port > 0)];
        int[] mains = [.. Enumerable.Range(0, Sites.Count).Where(i => Sites[i].Addresses.Count == 0)];
        var main = mains.Length > 0 ? Sites[mains[0]].ServerName : null;
        _main = NamedSites.Of(mains, Sites, main);
        foreach (var group in places.GroupBy(place => place.Address, place => place.Site))
        {
            _here.Add(group.Key, NamedSites.Of(group, Sites, main)!);
        }

        var mapsAnything = Array.Exists(mains, i => Sites[i].Rules.Count + Sites[i].RewriteRules.Count > 0);
        _plain = new Elsewhere(places, place => place.Address.Port != TlsPort, Sites, mapsAnything ? _main : null, main);
        _tls = new Elsewhere(places, place => place.Address.Port == TlsPort, Sites, mapsAnything ? _main : null, main);
    }

    /// <summary>The sites, in order.</summary>
    public IReadOnlyList<SitePlan> Sites { get; }

    /// <summary>Prepares the choice among sites.</summary>
    /// <param name="sites">The sites in order of the configuration; those without addresses are the main server.</param>
    /// <param name="listen">Ports that the configuration says are listened at (httpd: Listen). Default: those of the sites' addresses.</param>
    public static VirtualHosts Of(IEnumerable<SitePlan> sites, IEnumerable<int>? listen = null)
    {
        ArgumentNullException.ThrowIfNull(sites);
        return new VirtualHosts(sites, listen ?? []);
    }

    /// <summary>The site of a request. Allocates nothing.</summary>
    /// <param name="address">The local address of the connection; null when there is none, as on a Unix socket.</param>
    /// <param name="port">The local port; 0 when there is none.</param>
    /// <param name="isTls">The connection is encrypted.</param>
    /// <param name="host">The request's Host, with or without a port; null or empty for none.</param>
    /// <returns>Position in <see cref="Sites"/>, or -1: no site has the address, and there is no main server.</returns>
    public int IndexOf(IPAddress? address, int port, bool isTls, string? host)
    {
        var local = LocalAddress.Of(address, port);
        var chain = _ports.Contains(port)
            ? Find(local) ?? Find(local with { Port = 0 }) ?? Find(LocalAddress.Any(port)) ?? Find(LocalAddress.Any(0)) ?? _main
            : (isTls ? _tls : _plain).Find(local with { Port = 0 }) ?? _main;
        return chain?.Find(HostName.Of(host)) ?? -1;
    }

    private NamedSites? Find(in LocalAddress local) => _here.GetValueOrDefault(local);

    private static IEnumerable<Place> Places(IReadOnlyList<SitePlan> sites)
    {
        for (var i = 0; i < sites.Count; i++)
        {
            foreach (var address in sites[i].Addresses)
            {
                yield return new Place(LocalAddress.Of(address.Address, address.Port), i);
            }
        }
    }

    /// <summary>One address of one site.</summary>
    private readonly record struct Place(LocalAddress Address, int Site);

    /// <summary>The choice where ports are not compared.</summary>
    private sealed class Elsewhere
    {
        private readonly Group _preferred;
        private readonly Group _others;
        private readonly NamedSites? _main;
        private readonly HashSet<LocalAddress> _known;

        public Elsewhere(Place[] places, Predicate<Place> preferred, IReadOnlyList<SitePlan> sites, NamedSites? main, string? mainName)
        {
            _preferred = new Group(Array.FindAll(places, preferred), sites, mainName);
            _others = new Group(Array.FindAll(places, place => !preferred(place)), sites, mainName);
            _main = main;
            _known = [.. places.Select(place => place.Address with { Port = 0 })];
        }

        public NamedSites? Find(in LocalAddress local)
        {
            var compares = _known.Contains(local) || _known.Contains(LocalAddress.Any(0));
            return _preferred.Find(in local, compares) ?? _main ?? _others.Find(in local, compares);
        }
    }

    /// <summary>Sites by address alone.</summary>
    private sealed class Group(Place[] places, IReadOnlyList<SitePlan> sites, string? main)
    {
        private readonly NamedSites? _all = NamedSites.Of(places.Select(place => place.Site), sites, main);
        private readonly Dictionary<LocalAddress, NamedSites> _byAddress = places
            .GroupBy(place => place.Address with { Port = 0 }, place => place.Site)
            .ToDictionary(group => group.Key, group => NamedSites.Of(group, sites, main)!);

        public NamedSites? Find(in LocalAddress local, bool compares) =>
            compares ? _byAddress.GetValueOrDefault(local) ?? _byAddress.GetValueOrDefault(LocalAddress.Any(0)) : _all;
    }
}
