using System.Globalization;
using System.Text;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>As much of C#'s grammar as exported text needs: literals, comments, brackets.</summary>
internal static class CSharpLexer
{
    /// <summary>What the string literals of a text say. Fails when the text cannot be C#.</summary>
    public static HashSet<string> Literals(string text)
    {
        var literals = new HashSet<string>(StringComparer.Ordinal);
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            Assert.True(c is '\n' || !(char.IsControl(c) || c is '\u2028' or '\u2029'), $"U+{(int)c:X4} in source");
            if (c == '/' && text[at + 1] == '/')
            {
                at = text.IndexOf('\n', at);
            }
            else if (c == '@')
            {
                literals.Add(Verbatim(text, ref at));
            }
            else if (c is '"' or '\'')
            {
                literals.Add(Regular(text, ref at));
            }
            else
            {
                depth += c is '(' or '{' or '[' ? 1 : c is ')' or '}' or ']' ? -1 : 0;
                Assert.True(depth >= 0 && (c != ';' || depth == 0), "brackets do not match");
            }
        }

        Assert.Equal(0, depth);
        return literals;
    }

    private static string Verbatim(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at += 2; text[at] != '"' || text[at + 1] == '"'; at++)
        {
            at += text[at] == '"' ? 1 : 0;
            Assert.NotEqual('\n', text[at]);
            value.Append(text[at]);
        }

        return value.ToString();
    }

    private static string Regular(string text, ref int at)
    {
        var quote = text[at];
        var value = new StringBuilder();
        for (at++; text[at] != quote; at++)
        {
            Assert.NotEqual('\n', text[at]);
            if (text[at] != '\\')
            {
                value.Append(text[at]);
                continue;
            }

            at++;
            value.Append(text[at] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)int.Parse(text.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                '"' or '\'' or '\\' => text[at],
                _ => throw new FormatException($"\\{text[at]}"),
            });
            at += text[at] == 'u' ? 4 : 0;
        }

        return value.ToString();
    }
}
