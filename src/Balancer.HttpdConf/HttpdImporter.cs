using Balancing.HttpdConf.Files;
using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf;

/// <summary>Reads httpd's own configuration text into Balancer options.</summary>
public static class HttpdImporter
{
    /// <summary>
    /// Imports the proxy directives of a text: its balancers, and one site for the main server and each virtual host. Every
    /// line gets a verdict in the report; what cannot be left out is a problem, and all problems are found at once (D6).
    /// The text is data: it runs nothing, it sees no environment, and it reads <see cref="ImportOptions.Files"/> only (R57).
    /// </summary>
    /// <param name="text">Directives as in <c>httpd.conf</c>.</param>
    /// <param name="options">How to import. Default: everything at its default.</param>
    public static ImportResult Import(string text, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new ImportOptions();
        var tree = ConfigReader.Read(text, options);
        var import = new Import(options, tree.Modules, tree.Paths);
        import.Report.Take(tree);
        import.Run(tree.Nodes, import.Main.Scope);
        return import.Finish();
    }

    /// <summary>
    /// Imports a file and what it includes. Included files must lie in the file's folder or below it, unless
    /// <see cref="ImportOptions.Files"/> says what else may be read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to import; its FileName is not used. Default: everything at its default.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ImportResult ImportFile(string path, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        var how = options?.Copy() ?? new ImportOptions();
        how.FileName = Path.GetFileName(full);
        how.Files ??= new ConfigFolder(folder);
        return Import(FileText.Decode(File.ReadAllBytes(full)), how);
    }
}
