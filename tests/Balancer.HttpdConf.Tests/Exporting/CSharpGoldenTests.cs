using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Balancing.Testing;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>
/// What is exported as C# compiles and says the same: each text is a file of this project. When one differs,
/// <c>Name.received.txt</c> is written beside it and the test fails; only a person takes it over.
/// </summary>
public partial class CSharpGoldenTests
{
    public static TheoryData<string> Names => [.. GoldenConfigurations.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_exported_text_is_the_compiled_file(string name)
    {
        var folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Golden");
        var text = File.Exists(Path.Combine(folder, $"{name}.cs")) ? File.ReadAllText(Path.Combine(folder, $"{name}.cs")).ReplaceLineEndings("\n") : "";
        var received = FileOf(name, ConfigurationExport.ToCSharp(GoldenConfigurations.All[name]()));
        if (text != received)
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.received.txt"), received);
        }

        Assert.Equal(text, received);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_compiled_file_gives_the_same_plans(string name)
    {
        var type = typeof(CSharpGoldenTests).Assembly.GetType($"{typeof(CSharpGoldenTests).Namespace}.Golden.{name}");
        var made = ((List<Balancer>, List<ReverseProxy>))type!.GetMethod("Make", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!;

        Assert.Equal(PlanText.Of(GoldenConfigurations.All[name]()), PlanText.Of(made.Item1, made.Item2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_gives_the_same_plans(string name)
    {
        var options = GoldenConfigurations.All[name]();
        var written = ConfigurationExport.ToJson(options);

        Assert.Equal(PlanText.Of(options), PlanText.Of(JsonReading.Read(written.Text)));
        Assert.Empty(written.Losses);
    }

    private static string FileOf(string name, ExportResult result)
    {
        var methods = Method().IsMatch(result.Text) ? "using static Balancing.LbMethods;\n\n" : "";
        var body = new StringBuilder();
        foreach (var line in result.Text.TrimEnd('\n').Split('\n'))
        {
            body.Append(line.Length == 0 ? "" : $"        {line}").Append('\n');
        }

        return $$"""
            {{methods}}namespace Balancing.HttpdConf.Tests.Exporting.Golden;

            internal static class {{name}}
            {
                public static (List<Balancer> Balancers, List<ReverseProxy> Sites) Make()
                {
            {{body}}
                    return ([{{Variables("Balancer", result.Text)}}], [{{Variables("ReverseProxy", result.Text)}}]);
                }
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Variables(string type, string text) =>
        string.Join(", ", Regex.Matches(text, $@"^{type} (\w+) = ", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value));

    [GeneratedRegex(@"\bLbMethod\(By", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Method();

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
