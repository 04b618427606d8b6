using System.Text;

namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>Whole configurations: what becomes of them, and the report line by line.</summary>
public class GoldenTests
{
    private const string Divider = "==== uriworkermap.properties\n";

    public static TheoryData<string> Cases => Golden.Names("ModJk");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Imports(string name) => Golden.Check("ModJk", name, Describe);

    private static string Describe(string input)
    {
        var cut = input.IndexOf(Divider, StringComparison.Ordinal);
        var (result, report, locations) = Jk.Run(cut < 0 ? input : input[..cut], cut < 0 ? null : input[(cut + Divider.Length)..]);
        var text = new StringBuilder();
        if (result.Options is { } options)
        {
            _ = Jk.Site(options);
            text.Append(OptionText.Of(options));
            foreach (var location in locations)
            {
                text.Append("Location  ").Append(OptionText.Line(location)).Append('\n');
            }
        }

        text.Append('\n').AppendJoin('\n', report.Entries).Append('\n');
        report.Problems.ToList().ForEach(problem => text.Append("problem ").Append(problem).Append('\n'));
        report.Lints.ToList().ForEach(lint => text.Append("lint ").Append(lint).Append('\n'));
        return text.ToString();
    }
}
