using Balancing.HttpdConf.Exporting.Json;
using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>
/// Balancers inside a virtual host. What a ProxyPass there names is the host's own copy of the main server's balancer, joined with
/// what the host says of it (mod_proxy.c: merge_balancers): the main server's members, and its values where the host says none.
/// </summary>
internal sealed class HttpdOwnBalancers(HttpdText text, HttpdChecks checks, Dictionary<string, BalancerOptions> shared)
{
    /// <summary>Writes the balancers that only this site knows.</summary>
    public void Write(SiteOptions site, string place)
    {
        foreach (var name in shared.Keys.Where(name => !site.Balancers.ContainsKey(name) && IsNamed(site, name)))
        {
            text.Lose($"{place}:Balancers:{name}", "in httpd a virtual host has a copy of its own, with numbers of its own");
        }

        var all = new Dictionary<string, BalancerOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, own) in site.Balancers)
        {
            all[name] = own;
            if (shared.TryGetValue(name, out var theirs) && !Stays(theirs, own))
            {
                text.Lose($"{place}:Balancers:{name}", "the main server has a balancer of this name, and httpd joins the two");
            }
        }

        new HttpdBalancers(text, checks).Write(
            all, $"{place}:", name => shared.TryGetValue(name, out var theirs) && IsNamed(site, name) && Text(theirs) == Text(all[name]));
    }

    private static bool IsNamed(SiteOptions site, string name) => site.ProxyPass.Any(rule => References.Names(rule.To, name));

    // True when joining changes nothing.
    private static bool Stays(BalancerOptions theirs, BalancerOptions own) =>
        Text(new BalancerOptions { Members = theirs.Members, HealthCheckTemplates = theirs.HealthCheckTemplates })
            == Text(new BalancerOptions { Members = own.Members, HealthCheckTemplates = own.HealthCheckTemplates })
        && BalancerTables.Balancer.All(option => option.Get(own) is not null || option.Get(theirs) is null || HttpdBalancers.IsServerWide(option))
        && theirs.FailOnStatus.All(own.FailOnStatus.Contains);

    private static string Text(BalancerOptions options)
    {
        var copy = new BalancingOptions { Balancers = { ["x"] = options } }.Settled();
        (copy.Balancers["x"].Persist, copy.Balancers["x"].Inherit) = (null, null); // these are the server's
        return JsonExport.Write(copy).Text;
    }
}
