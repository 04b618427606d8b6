namespace Balancing.HttpdConf;

/// <summary>How a configuration is imported.</summary>
public sealed class ImportOptions
{
    /// <summary>
    /// What problems call the text, before the colon and the line. Without <see cref="ServerRoot"/> its folder is where relative
    /// includes start. Default: <c>httpd.conf</c>.
    /// </summary>
    public string FileName { get; set; } = "httpd.conf";

    /// <summary>Name of the site when the text has no ServerName. Default: <c>default</c>.</summary>
    public string SiteName { get; set; } = "default";

    /// <summary>
    /// The files that <c>Include</c>, <c>IncludeOptional</c> and <c>IfFile</c> may see. Default: null, none; then each of them is a
    /// problem, because what it would bring in may be what refuses a request.
    /// </summary>
    public IConfigFiles? Files { get; set; }

    /// <summary>
    /// Folder where relative includes start (httpd: <c>-d</c>). It also stands for the <c>ServerRoot</c> of the text: with
    /// <c>ServerRoot /etc/httpd</c> there and <c>/backup/httpd</c> here, <c>Include /etc/httpd/conf.d/a.conf</c> reads
    /// <c>/backup/httpd/conf.d/a.conf</c>. Default: null, the ServerRoot of the text, or the folder of <see cref="FileName"/>.
    /// </summary>
    public string? ServerRoot { get; set; }

    /// <summary>
    /// What <c>IfDefine</c> and <c>${NAME}</c> know from the start (httpd: <c>-D</c>, and its environment, which is never read
    /// here). With an empty value the name is defined and has no value. Default: empty.
    /// </summary>
    public IDictionary<string, string> Defines { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal ImportOptions Copy()
    {
        var copy = (ImportOptions)MemberwiseClone();
        copy.Defines = new Dictionary<string, string>(Defines, StringComparer.Ordinal);
        return copy;
    }
}
