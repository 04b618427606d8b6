namespace Balancing.HttpdConf.Reading;

/// <summary>What a text says, as a tree, and what could not be read.</summary>
/// <param name="Nodes">Directives and sections in order.</param>
/// <param name="Problems">Brackets that do not match, quotes that do not close, bounds that are passed.</param>
internal sealed record ConfigTree(IReadOnlyList<ConfigNode> Nodes, IReadOnlyList<ConfigurationProblem> Problems);

/// <summary>
/// Reads httpd configuration text into a tree (core: ap_build_config). It knows quotes, continuations, comments and
/// brackets, and no directive: what a name means is decided by the importer.
/// </summary>
internal sealed class ConfigReader
{
    // R57: bounds, far above anything a person writes.
    private const int LongestLine = 64 * 1024;
    private const int DeepestNesting = 32;

    private readonly string _file;
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly List<ConfigNode> _root = [];
    private readonly Stack<ConfigNode> _open = new();

    private ConfigReader(string file) => _file = file;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The configuration.</param>
    /// <param name="file">What places call it.</param>
    public static ConfigTree Read(string text, string file)
    {
        var reader = new ConfigReader(file);
        foreach (var line in ConfigLines.Of(text))
        {
            reader.Read(line);
        }

        reader.CloseAll();
        return new ConfigTree(reader._root, reader._problems);
    }

    private List<ConfigNode> Current => _open.Count == 0 ? _root : _open.Peek().Children!;

    private void Read(ConfigLine line)
    {
        var place = new ConfigPlace(_file, line.Number);
        if (line.Text.Length > LongestLine)
        {
            Problem(place, $"the line is longer than {LongestLine} characters", "Split it into several directives");
        }
        else if (line.Text.StartsWith("</", StringComparison.Ordinal))
        {
            Close(line.Text, place);
        }
        else if (line.Text[0] == '<')
        {
            Open(line.Text, place);
        }
        else
        {
            var words = Words(line.Text, place);
            Current.Add(new ConfigNode(words[0], words[1..], place));
        }
    }

    private void Open(string text, ConfigPlace place)
    {
        // The last bracket closes, so that a pattern may hold one (core.c: every section uses strrchr).
        var end = text.LastIndexOf('>');
        if (end != text.Length - 1)
        {
            Problem(place, $"'{text}' opens a section but does not end in '>'", "Write the closing bracket at the end of the line");
        }

        var inner = end < 0 ? text[1..] : text[1..end];
        var words = Words(inner, place);
        if (words.Count == 0 || inner.Length == 0 || ConfigWords.IsSpace(inner[0]))
        {
            Problem(place, "a section has no name", "Write <Name argument>");
            words = ["?", .. words];
        }

        var section = new ConfigNode(words[0], words[1..], place) { Children = [] };
        if (_open.Count == DeepestNesting)
        {
            Problem(place, $"sections are nested deeper than {DeepestNesting} levels", "Flatten the configuration");
        }

        Current.Add(section);
        _open.Push(section);
    }

    private void Close(string text, ConfigPlace place)
    {
        var end = text.IndexOf('>', StringComparison.Ordinal);
        var name = (end < 0 ? text[2..] : text[2..end]).Trim();
        if (end != text.Length - 1)
        {
            Problem(place, $"'{text}' must be a closing bracket and nothing else", $"Write </{name}> on a line of its own");
        }

        if (!_open.Any(section => section.Is(name)))
        {
            Problem(place, $"</{name}> closes a section that was never opened", $"Remove it, or open <{name}> before it");
            return;
        }

        // The innermost section of that name ends, and with it all that was forgotten inside.
        while (_open.Pop() is var section && !section.Is(name))
        {
            NotClosed(section, $"before </{name}> in line {place.Line}");
        }
    }

    private void CloseAll()
    {
        while (_open.TryPop(out var section))
        {
            NotClosed(section, "before the end of the file");
        }
    }

    private void NotClosed(ConfigNode section, string where) =>
        Problem(section.Place, $"<{section.Name}> is not closed {where}", $"Write </{section.Name}>");

    private List<string> Words(string text, ConfigPlace place)
    {
        var words = ConfigWords.Split(text, out var unclosed);
        if (unclosed)
        {
            // httpd takes the rest of the line silently; a forgotten quote swallows parameters, so we ask (D6).
            Problem(place, "a quote is not closed", "Close it on the same line");
        }

        return words;
    }

    private void Problem(ConfigPlace place, string cause, string remedy) =>
        _problems.Add(new ConfigurationProblem(place.ToString(), cause, remedy));
}
