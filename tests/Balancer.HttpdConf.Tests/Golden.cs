using System.Runtime.CompilerServices;

namespace Balancing.HttpdConf.Tests;

/// <summary>
/// Cases that are files: the input, a line of dashes, the expected output. They stand in <c>Cases</c> beside the test. When the
/// output differs, <c>name.received.txt</c> is written there and the test fails; only a person takes it over.
/// </summary>
internal static class Golden
{
    private const string Line = "\n----------\n";

    /// <summary>Names of the cases beside a test.</summary>
    public static TheoryData<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder, "Cases"), "*.txt")
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static void Check(string folder, string name, Func<string, string> run, [CallerFilePath] string source = "")
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, folder, "Cases", name + ".txt")).ReplaceLineEndings("\n");
        var cut = text.IndexOf(Line, StringComparison.Ordinal);
        var input = cut < 0 ? text : text[..(cut + 1)];
        var expected = cut < 0 ? "" : text[(cut + Line.Length)..].TrimEnd();
        var received = run(input).ReplaceLineEndings("\n").TrimEnd();
        var beside = Path.Combine(Path.GetDirectoryName(source)!, "Cases");
        var file = Path.Combine(beside, name + ".received.txt");
        if (received == expected)
        {
            File.Delete(file);
            return;
        }

        if (Directory.Exists(beside))
        {
            File.WriteAllText(file, input.TrimEnd('\n') + Line + received + "\n");
        }

        Assert.Fail($"{name} gives\n{received}\n\nand should give\n{expected}");
    }
}
