using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf;

/// <summary>Reads httpd's own configuration text into Balancer options.</summary>
public static class HttpdImporter
{
    /// <summary>
    /// Imports the proxy directives of a text: its balancers, and one site named after <c>ServerName</c>. Nothing is
    /// skipped: a directive that cannot be imported is a problem that names it. All problems are found at once (D6).
    /// The text is data: it runs nothing, it sees no environment, and it reads <see cref="ImportOptions.Files"/> only (R57).
    /// </summary>
    /// <param name="text">Directives as in <c>httpd.conf</c>, one server without virtual hosts.</param>
    /// <param name="options">How to import. Default: everything at its default.</param>
    public static ImportResult Import(string text, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new ImportOptions();
        var tree = ConfigReader.Read(text, options);
        var import = new Import(options, tree.Problems);
        import.Run(tree.Nodes, Scope.Server(tree.Nodes));
        return import.Finish();
    }
}
