using System.Diagnostics;
using System.Globalization;
using System.Text;
using Balancing.HttpdConf.Reading;
using FsCheck;
using FsCheck.Fluent;

namespace Balancing.HttpdConf.Tests.Reading;

/// <summary>What holds for any text, whether anybody meant it as configuration or not.</summary>
public class ConfigReaderProperties
{
    private static readonly string[] Bits =
    [
        "\n", "\n", "\n", "\r\n", "\\\n", "\\", " ", "\t", "\"", "'", "#", "<", "</", ">", ">\n", "!", "${", "}", "${a}", "$x", "\0", "\u0001", "\uFEFF",
        "a", "A", "x", "1", "2.4", ">=", "~", "/", "*", "[", "]", "..", "=", "Name ", "Define a ", "Define ", "UnDefine a", "Use m ", "<Macro m $x>\n",
        "</Macro>\n", "<IfDefine a>\n", "</IfDefine>\n", "<IfModule mod_ssl.c>\n", "</IfModule>\n", "<IfVersion ", "</IfVersion>\n", "<Location /a>\n",
        "</Location>\n", "<Proxy b>\n", "</Proxy>\n", "Include ", "Include *\n", "Include [a\n", "IncludeOptional ?/x\n", "LoadModule ssl_module x\n",
        "ServerRoot /\n", "<IfFile ", "<IfDirective a>\n", "<LuaHookFixups>\n", "</LuaHookFixups>\n", "Error \"", "\uD800", "é",
    ];

    private static readonly Gen<string> Texts = Gen.Elements(Bits).ListOf().Select(string.Concat);

    private static readonly Gen<string> Words = Gen.Elements("a", "b", " ", "\"", "'", "\\", "\t", "#", ">", "<", "$", "{", "é", "/").ListOf().Select(string.Concat);

    private static readonly Gen<List<string>> Lines = Words.ListOf().Select(words => words.Take(4).ToList());

    [Fact]
    public void Any_text_at_all_gives_a_tree_and_never_an_exception() => Check(Texts, text =>
    {
        var files = new ConfigTexts { ["a"] = text, ["b/x"] = "Include a\n" + text };
        var tree = ConfigReader.Read(text, new ImportOptions { Files = files });
        return tree.Problems.All(problem => problem.Cause.Length > 0 && problem.Remedy.Length > 0);
    });

    [Fact]
    public void Random_characters_give_a_tree_too() => Check(
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null), text => ConfigReader.Read(text, "f").Nodes is not null);

    [Fact]
    public void Words_printed_with_quotes_are_read_back() => Check(Lines, words =>
    {
        var tree = ConfigReader.Read("Name " + string.Join(' ', words.Select(Quoted)), "f");
        return tree.Problems.Count == 0 && words.SequenceEqual(Assert.Single(tree.Nodes).Arguments);
    });

    [Fact]
    public void A_tree_printed_with_brackets_is_read_back() => Check(Lines.ListOf().SelectMany(lines => Gen.Choose(0, 3).ListOf().Select(kinds => (lines, kinds))), test =>
    {
        var printed = Print(test.lines, test.kinds);
        return printed == Print(ConfigReader.Read(printed, "f"));
    });

    [Theory]
    [InlineData("Name a b \"c d\" e\\\n f\n")]
    [InlineData("<A b>\n")]
    [InlineData("<A b>\n</A>\n")]
    [InlineData("</A>\n")]
    [InlineData("<IfDefine x>\n")]
    [InlineData("<IfDefine !x>\n")]
    [InlineData("<IfDefine !x>\n</IfDefine>\n")]
    [InlineData("\"")]
    [InlineData("\" ' ")]
    [InlineData("${")]
    [InlineData("${a} ")]
    [InlineData("Name ${a}${b}${c}\n")]
    [InlineData("\\\n")]
    [InlineData("\\\\")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\0")]
    [InlineData("Define a x${a}${a}\n")]
    [InlineData("<Macro m $x>\n$x$x$x\n</Macro>\nUse m a\n")]
    [InlineData("<Macro m $x>\n")]
    [InlineData("<IfModule mod_nope.c>\n<A>\n</B>\n")]
    [InlineData("<LuaHookFixups>\n")]
    [InlineData("Include [[[[[[[[[[[*\n")]
    public void Four_times_the_text_takes_about_four_times_as_long(string piece)
    {
        // Generous and several times, because machines are busy: a quadratic reader needs sixteen times as long, every time.
        var small = Repeat(piece, 1 << 17);
        var large = Repeat(piece, 1 << 19);
        Assert.Contains(Enumerable.Range(0, 8), _ => Time(large) < (10 * Time(small)) + TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Defines_that_double_each_time_are_stopped()
    {
        var text = new StringBuilder("Define v0 0123456789\n");
        for (var i = 0; i < 200; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Define v{i + 1} ${{v{i}}}${{v{i}}}\n");
        }

        var problems = ConfigReader.Read(text.ToString(), "f").Problems;
        Assert.Contains(problems, problem => problem.Cause.Contains("longer than", StringComparison.Ordinal));
    }

    [Fact]
    public void One_large_value_used_everywhere_is_stopped()
    {
        var text = $"Define v {new string('x', 60_000)}\n" + string.Concat(Enumerable.Repeat("Name ${v}\n", 50_000));
        var tree = ConfigReader.Read(text, "f");
        Assert.Equal("variables and macros make the configuration unreasonably large", Assert.Single(tree.Problems).Cause);
    }

    [Fact]
    public void Cve_2023_31122_macros_that_multiply_each_other_are_stopped()
    {
        var text = new StringBuilder("<Macro m0 $x>\nName $x\n</Macro>\n");
        for (var i = 1; i < 31; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Macro m{i} $x>\n{string.Concat(Enumerable.Repeat($"Use m{i - 1} $x\n", 10))}</Macro>\n");
        }

        var tree = ConfigReader.Read(text.Append("Use m30 value").ToString(), "f");
        Assert.Equal("variables and macros make the configuration unreasonably large", Assert.Single(tree.Problems).Cause);
    }

    [Fact]
    public void Macros_may_not_use_each_other_endlessly_deep()
    {
        var text = new StringBuilder("<Macro m0 $x>\nName $x\n</Macro>\n");
        for (var i = 1; i < 50; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Macro m{i} $x>\nUse m{i - 1} $x\n</Macro>\n");
        }

        Assert.Contains("32 levels", Assert.Single(ConfigReader.Read(text.Append("Use m49 x").ToString(), "f").Problems).Cause, StringComparison.Ordinal);
    }

    private static string Quoted(string word) => $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Print(List<List<string>> lines, List<int> kinds)
    {
        var text = new StringBuilder();
        var open = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var words = string.Concat(lines[i].Select(word => " " + Quoted(word)));
            var kind = i < kinds.Count ? kinds[i] : 2;
            if (kind == 0 && open < 30)
            {
                text.Append(CultureInfo.InvariantCulture, $"<S{words}>\n");
                open++;
            }
            else if (kind == 1 && open > 0)
            {
                text.Append("</S>\n");
                open--;
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"D{words}\n");
            }
        }

        return text.Append(string.Concat(Enumerable.Repeat("</S>\n", open))).ToString();
    }

    private static string Print(ConfigTree tree) => tree.Problems.Count > 0 ? tree.Problems[0].ToString() : string.Concat(tree.Nodes.Select(Print));

    private static string Print(ConfigNode node)
    {
        var words = string.Concat(node.Arguments.Select(word => " " + Quoted(word)));
        return node.IsSection ? $"<{node.Name}{words}>\n{string.Concat(node.Children!.Select(Print))}</{node.Name}>\n" : $"{node.Name}{words}\n";
    }

    private static string Repeat(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static TimeSpan Time(string text)
    {
        var options = new ImportOptions { Files = new ConfigTexts { ["x"] = "Name x" }, Defines = { ["a"] = "value" } };
        var clock = Stopwatch.StartNew();
        ConfigReader.Read(text, options);
        return clock.Elapsed;
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).QuickCheckThrowOnFailure();
}
