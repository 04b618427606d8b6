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
        Assert.Equal(Describe("ServerName a\n<Proxy x>\nBalancerMember b \\\n c\n</Proxy>\n"), Describe(tree));
    }

    [Fact]
    public void A_line_that_is_too_long_and_a_nesting_that_is_too_deep_are_problems()
    {
        var text = new string('x', 70_000) + "\n"
            + string.Concat(Enumerable.Repeat("<A b>\n", 40)) + string.Concat(Enumerable.Repeat("</A>\n", 40));
        var tree = ConfigReader.Read(text, "f");
        Assert.Equal(["f:1", "f:34"], tree.Problems.Select(p => p.Place));
    }

    private static string Describe(string input) => Describe(ConfigReader.Read(input, "file"));

    private static string Describe(ConfigTree tree)
    {
        var text = new StringBuilder();
        Describe(tree.Nodes, "", text);
        tree.Problems.ToList().ForEach(problem => text.Append(problem).Append('\n'));
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
