using System.Text;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>Directives and sections while they are being written. What cannot be said becomes a loss, and a comment in its place.</summary>
internal sealed class HttpdText(Losses losses)
{
    private const int LongestLine = 60_000; // readers have limits
    private const int Width = 110;
    private const string Step = "    ";

    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();
    private bool _wantsSpace;

    public string Text => _text.ToString();

    /// <summary>Begins a paragraph.</summary>
    public void Paragraph() => _wantsSpace = _text.Length > 0;

    /// <summary>Notes a loss, and says it in a comment.</summary>
    public void Lose(string place, string reason)
    {
        losses.Add(place, reason);
        Raw($"# Not said here: {Texts.OneLine($"{place}: {reason}")}");
    }

    /// <summary>A directive; nothing but a comment when a word cannot be said.</summary>
    /// <param name="place">What the directive says, for losses.</param>
    /// <param name="directive">Its name.</param>
    /// <param name="words">Its words, not quoted.</param>
    public void Directive(string place, string directive, params IEnumerable<string> words) =>
        Directive(place, directive, HttpdWords.Quote, words);

    /// <summary>A directive with another way to quote.</summary>
    public void Directive(string place, string directive, Func<string, string> quote, IEnumerable<string> words)
    {
        List<string> all = [.. words];
        foreach (var word in all)
        {
            if (!HttpdWords.CanSay(word, out var why))
            {
                Lose(place, why);
                return;
            }
        }

        Quoted(place, directive, all.Select(quote));
    }

    /// <summary>A directive whose words are quoted already.</summary>
    public void Quoted(string place, string directive, params IEnumerable<string> words)
    {
        var line = $"{directive} {string.Join(' ', words)}";
        if (line.Length > LongestLine)
        {
            Lose(place, "the line would be longer than readers take");
        }
        else
        {
            Raw(line);
        }
    }

    /// <summary>The same directive as often as its quoted words need lines.</summary>
    public void Wrapped(string directive, IEnumerable<string> words)
    {
        var line = "";
        foreach (var word in words)
        {
            if (line.Length > 0 && line.Length + word.Length > Width)
            {
                Raw(line);
                line = "";
            }

            line = line.Length == 0 ? $"{directive} {word}" : $"{line} {word}";
        }

        if (line.Length > 0)
        {
            Raw(line);
        }
    }

    /// <summary>Opens a section.</summary>
    /// <param name="section">Its name.</param>
    /// <param name="argument">What it is about, quoted; empty for sections that need none.</param>
    public void Open(string section, string argument = "")
    {
        Raw(argument.Length == 0 ? $"<{section}>" : $"<{section} {argument}>");
        _open.Push(section);
    }

    public void Close()
    {
        var section = _open.Pop();
        _wantsSpace = false;
        Raw($"</{section}>");
    }

    private void Raw(string line)
    {
        if (_wantsSpace)
        {
            _text.Append('\n');
            _wantsSpace = false;
        }

        _text.Insert(_text.Length, Step, _open.Count).Append(line).Append('\n');
    }
}
