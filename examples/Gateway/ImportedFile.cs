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
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new ImportedFile($"Cannot read {file}: {e.Message}", null);
        }

        var result = HttpdImporter.Import(text, new ImportOptions { FileName = Path.GetFileName(file) });
        IEnumerable<string> lines =
        [
            .. result.Problems.Select(problem => $"problem  {problem}"),
            .. result.Warnings.Select(warning => $"warning  {warning}"),
            $"{file}: {result.Problems.Count} problems, {result.Warnings.Count} warnings",
        ];
        return new ImportedFile(string.Join(Environment.NewLine, lines), result.Options);
    }
}
