namespace Balancing.HttpdConf;

/// <summary>How the files of mod_jk are imported.</summary>
public sealed class ModJkImportOptions
{
    /// <summary>What the report calls the file of workers. Default: <c>workers.properties</c>.</summary>
    public string WorkersFileName { get; set; } = "workers.properties";

    /// <summary>What the report calls the file of rules. Default: <c>uriworkermap.properties</c>.</summary>
    public string UriWorkerMapFileName { get; set; } = "uriworkermap.properties";

    /// <summary>Name of the site. Default: <c>default</c>.</summary>
    public string SiteName { get; set; } = "default";

    /// <summary>
    /// What <c>$(name)</c> stands for when the file itself does not say so above; mod_jk would look into the environment of its
    /// process, which is never read here. Names are exact. Default: none.
    /// </summary>
    public Dictionary<string, string> Variables { get; set; } = new(StringComparer.Ordinal);
}
