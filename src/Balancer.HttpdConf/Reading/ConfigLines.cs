using System.Text;

namespace Balancing.HttpdConf.Reading;

/// <summary>One line that means something: continuations joined, white space at both ends gone, never empty, no comment.</summary>
/// <param name="Text">The text.</param>
/// <param name="Number">Its first line, from 1.</param>
internal readonly record struct ConfigLine(string Text, int Number);

/// <summary>Cuts a text into logical lines (util.c: ap_cfg_getline).</summary>
internal static class ConfigLines
{
    public static IEnumerable<ConfigLine> Of(string text)
    {
        var number = 0;
        var start = 0;
        var joined = new StringBuilder();
        foreach (var raw in Physical(text))
        {
            number++;
            if (joined.Length == 0)
            {
                start = number;
            }

            // A backslash at the very end joins, also in a comment: httpd reads lines before it looks at them.
            if (raw.EndsWith('\\'))
            {
                joined.Append(raw, 0, raw.Length - 1);
                if (joined.Length == 0)
                {
                    joined.Append(' ');
                }

                continue;
            }

            var line = joined.Append(raw).ToString().Trim();
            joined.Clear();
            if (line.Length > 0 && line[0] != '#')
            {
                yield return new ConfigLine(line, start);
            }
        }

        var last = joined.ToString().Trim();
        if (last.Length > 0 && last[0] != '#')
        {
            yield return new ConfigLine(last, start);
        }
    }

    private static IEnumerable<string> Physical(string text)
    {
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
