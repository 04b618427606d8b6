namespace Balancing.HttpdConf.Reading;

/// <summary>
/// Reads httpd configuration text into a tree (config.c: ap_build_config). It knows quotes, continuations, comments, brackets
/// and the directives that act while the text is read; what the others mean is decided by the importer.
/// </summary>
internal sealed class ConfigReader
{
    // R57: bounds, far above anything a person writes.
    private const int LongestLine = 64 * 1024;
    private const int DeepestSections = 32;

    // Their modules split the rest of the line in other ways, so a quote in it means nothing to us.
    private static readonly HashSet<string> QuoteAsTheyLike = new(StringComparer.OrdinalIgnoreCase)
    {
        "RewriteRule", "RewriteCond", "ErrorDocument", "Error", "<If", "<ElseIf", "SSLRequire", "DirectoryIndex",
    };

    private int _sections;

    private ConfigReader(ReadingState state)
    {
        State = state;
        Conditions = new Conditions(this);
        Includes = new Includes(this);
    }

    public ReadingState State { get; }

    public Conditions Conditions { get; }

    public Includes Includes { get; }

    /// <summary>Reads a text that includes nothing.</summary>
    /// <param name="text">The configuration.</param>
    /// <param name="file">What places call it.</param>
    public static ConfigTree Read(string text, string file) => Read(text, new ImportOptions { FileName = file });

    /// <summary>Reads a text and what it includes.</summary>
    /// <param name="text">The configuration.</param>
    /// <param name="options">Its name, what it may include, what is defined.</param>
    public static ConfigTree Read(string text, ImportOptions options)
    {
        var tree = Read(text, options, ModuleSet.Standard(), out var loads);
        return loads ? Read(text, options, ModuleSet.CompiledIn(), out _) : tree;
    }

    /// <summary>Reads one file: the first, or an included one.</summary>
    public void File(string text, string name, List<ConfigNode> into)
    {
        if (text.StartsWith('\uFEFF'))
        {
            State.Lint(new ConfigPlace(name, 1), "the file begins with a byte order mark", "Save it without one; httpd refuses it");
            text = text[1..];
        }

        Run(new ConfigBlock(new ConfigLines(name, text), into, null));
    }

    /// <summary>Reads a block to its end.</summary>
    public void Run(ConfigBlock block)
    {
        while (!State.Stopped && !block.Closed && block.Lines.Next(out var line))
        {
            State.Begin(line.Place);
            if (LineCheck.Passes(State, ref line, LongestLine) && State.Expand(line.Text, line.Place, LongestLine) is { } text)
            {
                Read(block, text, line.Place);
            }
        }

        while (Pop(block) is { } section)
        {
            NotClosed(section, "before the end of the file");
        }
    }

    private static ConfigTree Read(string text, ImportOptions options, ModuleSet modules, out bool stopped)
    {
        var state = new ReadingState(options, modules);
        foreach (var (name, value) in options.Defines)
        {
            state.Defines.Set(name, value);
        }

        var nodes = new List<ConfigNode>();
        var reader = new ConfigReader(state);
        reader.File(text, options.FileName, nodes);
        state.Finish();
        stopped = state.Stopped;
        return new ConfigTree(nodes, state.Problems, state.Notes, state.Lints, modules, reader.Includes.Paths);
    }

    private void Read(ConfigBlock block, string text, ConfigPlace place)
    {
        var (word, rest) = ConfigWords.First(text);
        if (word.StartsWith("</", StringComparison.Ordinal))
        {
            Close(block, word, rest, place);
        }
        else if (word.StartsWith('<'))
        {
            Open(block, word, rest, place);
        }
        else if (word.Length > 0)
        {
            // httpd takes a bracket off here too.
            var name = word.Length > 1 && word[^1] == '>' && word[1] != '/' ? word[..^1] : word;
            var words = Words(name, rest, place);
            if (ReadTimeDirectives.Find(name) is { } act)
            {
                act(new ReadTimeCall(this, block, place, name, rest, words));
            }
            else
            {
                block.Current.Add(new ConfigNode(name, words, place) { Text = rest });
            }
        }
    }

    private void Open(ConfigBlock block, string word, string rest, ConfigPlace place)
    {
        var head = SectionHead.Of(State, word, rest, place);
        var words = Words("<" + head.Name, head.Text, place);
        if (ReadTimeDirectives.Find($"<{head.Name}>") is { } act)
        {
            act(new ReadTimeCall(this, block, place, $"<{head.Name}>", head.Text, words));
            return;
        }

        var section = new ConfigNode(head.Name, words, place) { Text = head.Text, Children = [] };
        block.Current.Add(section);
        if (ReadTimeDirectives.HoldsNoDirectives(head.Name))
        {
            SectionSkipper.SkipText(State, block.Lines, head.Name, place);
        }
        else if (_sections == DeepestSections)
        {
            State.Problem(place, $"sections are nested deeper than {DeepestSections} levels", "Flatten the configuration");
            SectionSkipper.Skip(State, block.Lines, head.Name, place);
        }
        else
        {
            _sections++;
            block.Open.Push(section);
        }
    }

    private void Close(ConfigBlock block, string word, string rest, ConfigPlace place)
    {
        var name = word[2..].TrimEnd('>');
        var isCondition = block.Until is { } until && string.Equals(name, until, StringComparison.OrdinalIgnoreCase);
        if (!word.EndsWith('>') || (isCondition && rest.Length > 0))
        {
            State.Problem(place, $"'{ReadingState.Shown($"{word} {rest}".TrimEnd())}' does not close a section", $"Write </{name}> and nothing else");
        }
        else if (rest.Length > 0)
        {
            State.Lint(place, $"what stands after </{name}> is ignored", "Put it on a line of its own");
        }

        if (!isCondition && !block.Open.Any(section => section.Is(name)))
        {
            State.Problem(
                place,
                $"</{name}> closes a section that was never opened{(block.Until is null ? "" : $" in this <{block.Until}>")}",
                $"Remove it, or open <{name}> before it");
            return;
        }

        // The innermost section of that name ends, and with it all that was forgotten inside.
        block.Closed = isCondition;
        while (Pop(block) is { } section && (isCondition || !section.Is(name)))
        {
            NotClosed(section, $"before </{name}> in line {place.Line}");
        }
    }

    private ConfigNode? Pop(ConfigBlock block)
    {
        if (!block.Open.TryPop(out var section))
        {
            return null;
        }

        _sections--;
        return section;
    }

    private void NotClosed(ConfigNode section, string where) =>
        State.Problem(section.Place, $"<{section.Name}> is not closed {where}", $"Write </{section.Name}>");

    private List<string> Words(string name, string text, ConfigPlace place)
    {
        var words = ConfigWords.Split(text, out var unclosed);
        if (unclosed && !QuoteAsTheyLike.Contains(name))
        {
            // httpd takes the rest of the line silently; a forgotten quote swallows parameters, so we ask (D6).
            State.Problem(place, "a quote is not closed", "Close it on the same line");
        }

        return words;
    }
}
