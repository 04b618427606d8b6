using Balancing;
using Balancing.HttpdConf;

namespace Examples;

/// <summary>What became of an httpd.conf.</summary>
/// <param name="Report">What to tell the administrator.</param>
/// <param name="Options">Balancers and sites, or null when there are problems.</param>
internal sealed record ImportedFile(string Report, BalancingOptions? Options)
{
    public static ImportedFile Read(string file)
    {
        try
        {
            var result = HttpdImporter.ImportFile(file);
            return new ImportedFile(result.Report.ToString().TrimEnd(), result.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new ImportedFile($"Cannot read {file}: {e.Message}", null);
        }
    }
}
