using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf;

/// <summary>Reads httpd's own configuration text into Balancer options.</summary>
public static class HttpdImporter
{
    /// <summary>
    /// Imports the proxy directives of a text: its balancers, and one site for the main server and each virtual host. Every
    /// line gets a verdict in the report; what cannot be left out is a problem, and all problems are found at once (D6).
    /// The text is data: nothing in it is executed (R57).
    /// </summary>
    /// <param name="text">Directives as in <c>httpd.conf</c>.</param>
    /// <param name="options">How to import. Default: everything at its default.</param>
    public static ImportResult Import(string text, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new ImportOptions();
        var tree = ConfigReader.Read(text, options.FileName);
        var import = new Import(options);
        foreach (var problem in tree.Problems)
        {
            import.Report.Problem(new ConfigPlace(options.FileName, 0), problem);
        }

        import.Run(tree.Nodes, import.Main.Scope);
        return import.Finish();
    }
}
