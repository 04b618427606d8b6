using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.ModJk;

namespace Balancing.HttpdConf;

/// <summary>Reads the files of mod_jk, <c>workers.properties</c> and <c>uriworkermap.properties</c>, into Balancer options.</summary>
public static class ModJkImporter
{
    /// <summary>
    /// Imports the workers and the rules that lead to them: a balancer for each worker of type lb, and one site. Every line is
    /// accounted for; all problems are found at once (D6). The texts are data: no variable of the process, no file is read (R57).
    /// </summary>
    /// <param name="workers">Text of workers.properties.</param>
    /// <param name="uriWorkerMap">Text of uriworkermap.properties; null: the workers' own <c>mount</c> lines alone.</param>
    /// <param name="options">How to import. Default: everything at its default.</param>
    public static ImportResult Import(string workers, string? uriWorkerMap, ModJkImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(workers);
        return Run(workers, uriWorkerMap, options ?? new ModJkImportOptions(), out _, out _);
    }

    /// <summary>The same with mod_jk's own report and sections.</summary>
    internal static ImportResult Run(
        string workers, string? uriWorkerMap, ModJkImportOptions options, out JkReport report, out IReadOnlyList<JkLocation> locations)
    {
        report = new JkReport();
        var known = JkWorkers.Read(workers, options.WorkersFileName, report, options.Variables);
        var server = new JkServer(report, options.Variables);
        if (uriWorkerMap is not null)
        {
            server.MountFile(uriWorkerMap, options.UriWorkerMapFileName);
        }

        server.Mounts.AddFrom(known);
        var rules = server.ToRules(known);
        locations = rules.Locations;
        var result = new BalancingOptions();
        foreach (var (name, balancer) in known.Balancers)
        {
            result.Balancers[name] = balancer;
        }

        result.Sites[options.SiteName] = Site(rules, known);
        var entries = report.Entries.Select(e => new ImportEntry($"{e.File}:{e.Line}", e.Key, JkBook.Verdict(e.Verdict), e.Became));
        return new ImportResult(result, report.Problems, new ImportReport([.. entries], report.Lints));
    }

    /// <summary>
    /// A site that behaves as mod_jk: a backend is told the Host of the client and builds its links from it, so nothing is turned
    /// back, and no header is added.
    /// </summary>
    internal static SiteOptions Site(JkRules rules, JkWorkers workers) => new()
    {
        ProxyPass = [.. rules.ProxyPass],
        Location = [.. rules.Locations.Select(location => location.ToOptions())],
        ImplicitReverse = false,
        ProxyPreserveHost = true,
        ProxyAddHeaders = false,
        ProxySourceAddress = workers.SourceAddress,
    };
}
