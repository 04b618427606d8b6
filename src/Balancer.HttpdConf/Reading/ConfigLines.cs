using System.Text;

namespace Balancing.HttpdConf.Reading;

/// <summary>One line that means something: continuations joined, white space at both ends gone, never empty, no comment.</summary>
/// <param name="Text">The text.</param>
/// <param name="Place">Where its first line stands.</param>
internal readonly record struct ConfigLine(string Text, ConfigPlace Place);

/// <summary>
/// The logical lines of one file (util.c: ap_cfg_getline), with those of a macro put in between where it is used, so that what
/// a macro opens the file may close.
/// </summary>
internal sealed class ConfigLines(string file, string text)
{
    private readonly Stack<Expansion> _macros = new();
    private readonly StringBuilder _joined = new();
    private int _at;
    private int _number;

    /// <summary>Names of the macros whose lines are being read, innermost first.</summary>
    public IEnumerable<string> Macros => _macros.Select(macro => macro.Name);

    /// <summary>How many there are.</summary>
    public int MacroDepth => _macros.Count;

    /// <summary>Reads the lines of a macro before going on.</summary>
    public void Push(string macro, IEnumerable<ConfigLine> lines) => _macros.Push(new Expansion(macro, lines.GetEnumerator()));

    /// <summary>The next line that means something; false at the end.</summary>
    public bool Next(out ConfigLine line)
    {
        while (Joined(out var joined, out var place))
        {
            var trimmed = ConfigWords.Trim(joined);
            if (trimmed.Length > 0 && trimmed[0] != '#')
            {
                line = new ConfigLine(trimmed.ToString(), place);
                return true;
            }
        }

        line = default;
        return false;
    }

    private bool Joined(out ReadOnlySpan<char> joined, out ConfigPlace place)
    {
        if (!Physical(out joined, out place, out var ended))
        {
            return false;
        }

        if (!ended || !joined.EndsWith('\\'))
        {
            return true;
        }

        // A backslash at the very end joins, also in a comment: httpd reads lines before it looks at them. It looks at what is
        // joined so far, so after two backslashes an empty line joins once more.
        _joined.Clear().Append(joined[..^1]);
        while (Physical(out var next, out _, out ended))
        {
            _joined.Append(next);
            if (!ended || _joined.Length == 0 || _joined[^1] != '\\')
            {
                break;
            }

            _joined.Length--;
        }

        joined = _joined.ToString();
        return true;
    }

    /// <summary>One line as written; <paramref name="ended"/> is false for the last one of a file that lacks its line end.</summary>
    private bool Physical(out ReadOnlySpan<char> line, out ConfigPlace place, out bool ended)
    {
        while (_macros.TryPeek(out var macro))
        {
            if (macro.Lines.MoveNext())
            {
                line = macro.Lines.Current.Text;
                place = macro.Lines.Current.Place;
                ended = true;
                return true;
            }

            _macros.Pop().Lines.Dispose();
        }

        line = default;
        place = null!;
        ended = false;
        if (_at >= text.Length)
        {
            return false;
        }

        var rest = text.AsSpan(_at);
        var end = rest.IndexOf('\n');
        ended = end >= 0;
        line = ended ? rest[..end] : rest;
        _at += line.Length + 1;
        if (ended && line.EndsWith('\r'))
        {
            line = line[..^1];
        }

        place = new ConfigPlace(file, ++_number);
        return true;
    }

    private sealed record Expansion(string Name, IEnumerator<ConfigLine> Lines);
}
