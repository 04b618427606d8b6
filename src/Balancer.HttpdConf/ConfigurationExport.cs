using Balancing.HttpdConf.Exporting;
using Balancing.HttpdConf.Exporting.CSharp;
using Balancing.HttpdConf.Exporting.Httpd;
using Balancing.HttpdConf.Exporting.Json;

namespace Balancing.HttpdConf;

/// <summary>
/// Writes configuration as httpd's own text, as JSON, and as C#, each such that reading it gives the same plans. What is as it
/// is by default is not written; what a format cannot say is listed in <see cref="ExportResult.Losses"/>, never dropped in silence.
/// The same options always give the same text.
/// </summary>
public static class ConfigurationExport
{
    /// <summary>As <c>httpd.conf</c>, for <see cref="HttpdImporter"/> and for httpd 2.4 with its proxy modules loaded.</summary>
    /// <param name="options">Balancers, sites and templates; valid ones.</param>
    /// <returns>Directives: templates, a <c>&lt;Proxy&gt;</c> section for each balancer, then the site, or a virtual host for each.</returns>
    public static ExportResult ToHttpd(BalancingOptions options) => HttpdExport.Write(Settled(options));

    /// <summary>As the JSON that <c>AddBalancing</c> reads, in a section called <c>Balancing</c>.</summary>
    /// <param name="options">Balancers, sites and templates; valid ones.</param>
    /// <returns>One JSON object.</returns>
    public static ExportResult ToJson(BalancingOptions options) => JsonExport.Write(Settled(options));

    /// <summary>
    /// As C#: a variable for each balancer and each site. It compiles in a method, or as a program's first lines, below
    /// <c>using Balancing;</c> and <c>using static Balancing.LbMethods;</c>.
    /// </summary>
    /// <param name="options">Balancers, sites and templates; valid ones.</param>
    /// <returns>Statements.</returns>
    public static ExportResult ToCSharp(BalancingOptions options) => CSharpExport.Write(Settled(options));

    /// <summary>Living balancers and sites as <c>httpd.conf</c>, by the plans in force.</summary>
    /// <param name="balancers">Balancers; those that the sites name need not be among them.</param>
    /// <param name="sites">Sites. Default: none.</param>
    /// <returns>The text.</returns>
    public static ExportResult ToHttpd(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy>? sites = null) =>
        ToHttpd(OptionsOf(balancers, sites));

    /// <summary>Living balancers and sites as JSON, by the plans in force.</summary>
    /// <param name="balancers">Balancers; those that the sites name need not be among them.</param>
    /// <param name="sites">Sites. Default: none.</param>
    /// <returns>The text.</returns>
    public static ExportResult ToJson(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy>? sites = null) =>
        ToJson(OptionsOf(balancers, sites));

    /// <summary>Living balancers and sites as C#, by the plans in force.</summary>
    /// <param name="balancers">Balancers; those that the sites name need not be among them.</param>
    /// <param name="sites">Sites. Default: none.</param>
    /// <returns>The text.</returns>
    public static ExportResult ToCSharp(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy>? sites = null) =>
        ToCSharp(OptionsOf(balancers, sites));

    /// <summary>
    /// The options of living balancers and sites, by the plans in force: edits of operators are in them as far as they are part
    /// of a plan (factors, sets, routes, methods; not the flags).
    /// </summary>
    /// <param name="balancers">Balancers; those that the sites name need not be among them.</param>
    /// <param name="sites">Sites. Default: none.</param>
    /// <returns>New options.</returns>
    /// <exception cref="ArgumentException">Two balancers, or two sites, have one name.</exception>
    public static BalancingOptions OptionsOf(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy>? sites = null)
    {
        ArgumentNullException.ThrowIfNull(balancers);
        return LivingOptions.Of([.. balancers], [.. sites ?? []]);
    }

    private static BalancingOptions Settled(BalancingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Settled();
    }
}
