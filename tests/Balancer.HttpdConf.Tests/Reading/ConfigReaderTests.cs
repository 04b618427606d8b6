using System.Text;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Tests.Reading;

/// <summary>What the reader makes of text: one line per directive, words in brackets, sections indented, problems last.</summary>
public class ConfigReaderTests
{
    public static TheoryData<string> Cases => Golden.Names("Reading");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads(string name) => Golden.Check("Reading", name, Describe);

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_read_like_plain_text()
    {
        var tree = ConfigReader.Read("\uFEFFServerName a\r\n<Proxy x>\r\nBalancerMember b \\\r\n c\r\n</Proxy>\r\n", "f");
        Assert.Empty(tree.Problems);
        Assert.Equal("f:1: the file begins with a byte order mark. Save it without one; httpd refuses it.", Assert.Single(tree.Lints).ToString());
        Assert.Equal(Describe("ServerName a\n<Proxy x>\nBalancerMember b \\\n c\n</Proxy>\n"), Describe(tree with { Doubtful = [] }));
    }

    [Fact]
    public void A_line_that_is_too_long_and_a_nesting_that_is_too_deep_are_problems()
    {
        var text = new string('x', 70_000) + "\n"
            + string.Concat(Enumerable.Repeat("<A b>\n", 40)) + string.Concat(Enumerable.Repeat("</A>\n", 40));
        var tree = ConfigReader.Read(text, "f");
        Assert.Equal(["f:1", "f:34"], tree.Problems.Select(p => p.Place));
    }

    [Theory]
    [InlineData("Name a\\", "Name a\\")]
    [InlineData("Name a\\\n", "Name a")]
    [InlineData("\\\n", "")]
    [InlineData("\\\n\\\nName a", "Name a")]
    public void A_backslash_joins_only_when_a_line_end_follows(string text, string expected) =>
        Assert.Equal(expected, string.Concat(ConfigReader.Read(text, "f").Nodes.Select(node => $"{node.Name} {node.Text}")));

    [Fact]
    public void A_carriage_return_in_the_middle_of_a_line_is_a_problem() =>
        Assert.Contains("carriage return", Assert.Single(ConfigReader.Read("Name a\rName b\r\n", "f").Problems).Cause, StringComparison.Ordinal);

    [Theory]
    [InlineData("Mozilla\\ 5 \"a \\\"b\" [NC]", "Mozilla\\ 5|a \\|b\"")]
    [InlineData("%{QUERY_STRING} ^a$ [NC,OR] more", "%{QUERY_STRING}|^a$|[NC,OR]")]
    [InlineData("^/(.*)\\.html$ 'http://a/b c'", @"^/(.*)\.html$|http://a/b c")]
    [InlineData("  ", "")]
    public void The_words_of_a_rewrite_rule_have_rules_of_their_own(string text, string words) =>
        Assert.Equal(words, string.Join('|', RewriteWords.Split(text)));

    private static string Describe(string input) => Describe(ConfigReader.Read(input, "file"));

    private static string Describe(ConfigTree tree)
    {
        var text = new StringBuilder();
        Describe(tree.Nodes, "", text);
        tree.Problems.ToList().ForEach(problem => text.Append(problem).Append('\n'));
        tree.Lints.ToList().ForEach(lint => text.Append("lint: ").Append(lint).Append('\n'));
        tree.Notes.ToList().ForEach(note => text.Append($"note: {note.Place} {note.Label} {note.Text}: {note.Became}\n"));
        return text.ToString();
    }

    private static void Describe(IEnumerable<ConfigNode> nodes, string indent, StringBuilder text)
    {
        foreach (var node in nodes)
        {
            text.Append(node.Place.Line).Append(": ").Append(indent).Append(node.Label);
            node.Arguments.ToList().ForEach(word => text.Append(" [").Append(word).Append(']'));
            text.Append('\n');
            Describe(node.Children ?? [], indent + "  ", text);
        }
    }
}
