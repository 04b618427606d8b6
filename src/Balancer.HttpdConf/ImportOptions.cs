namespace Balancing.HttpdConf;

/// <summary>How a configuration is imported.</summary>
public sealed class ImportOptions
{
    /// <summary>What problems call the text, before the colon and the line. Default: <c>httpd.conf</c>.</summary>
    public string FileName { get; set; } = "httpd.conf";

    /// <summary>Name of the site when the text has no ServerName. Default: <c>default</c>.</summary>
    public string SiteName { get; set; } = "default";
}
