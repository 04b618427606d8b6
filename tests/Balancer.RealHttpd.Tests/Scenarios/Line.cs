using System.Text;

namespace Balancing.RealHttpd.Tests.Scenarios;

/// <summary>One directive, or a section with the directives in it. What can be left out without making it nonsense is a piece of its own.</summary>
/// <param name="Name">The directive's name, a section's without brackets.</param>
/// <param name="Words">What must follow the name.</param>
/// <param name="Options">What may follow, each on its own: <c>key=value</c> words and the like.</param>
/// <param name="Children">The lines of a section, or null.</param>
internal sealed record Line(string Name, IReadOnlyList<string> Words, IReadOnlyList<string> Options, IReadOnlyList<Line>? Children = null)
{
    public static Line Of(string name, params string[] words) => new(name, words, []);

    public static Line Section(string name, IReadOnlyList<Line> children, params string[] words) => new(name, words, [], children);

    public Line With(params IEnumerable<string> options) => this with { Options = [.. Options, .. options] };

    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of a <c>key=value</c> option, the last one said, or null.</summary>
    public string? Option(string key) =>
        Options.LastOrDefault(o => o.StartsWith(key + "=", StringComparison.OrdinalIgnoreCase))?[(key.Length + 1)..];

    /// <summary>This line and all in it.</summary>
    public IEnumerable<Line> All() => (Children ?? []).SelectMany(child => child.All()).Prepend(this);

    /// <summary>Every line that is this one with one piece less.</summary>
    public IEnumerable<Line> Smaller()
    {
        for (var i = 0; i < Options.Count; i++)
        {
            yield return this with { Options = [.. Options.Where((_, at) => at != i)] };
        }

        foreach (var children in Fewer(Children ?? []))
        {
            yield return this with { Children = children };
        }
    }

    /// <summary>Every list that has one line less, or one smaller line.</summary>
    public static IEnumerable<IReadOnlyList<Line>> Fewer(IReadOnlyList<Line> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            yield return [.. lines.Where((_, at) => at != i)];
        }

        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var smaller in lines[i].Smaller())
            {
                yield return [.. lines.Select((line, at) => at == i ? smaller : line)];
            }
        }
    }

    public static string Text(IEnumerable<Line> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            line.Write(text, "");
        }

        return text.ToString();
    }

    private void Write(StringBuilder text, string indent)
    {
        var words = string.Concat(Words.Concat(Options).Select(word => " " + Quoted(word)));
        if (Children is null)
        {
            text.Append(indent).Append(Name).Append(words).Append('\n');
            return;
        }

        text.Append(indent).Append('<').Append(Name).Append(words).Append(">\n");
        foreach (var child in Children)
        {
            child.Write(text, indent + "    ");
        }

        text.Append(indent).Append("</").Append(Name).Append(">\n");
    }

    private static string Quoted(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAny(" \t\"'") ? word : "\"" + word.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
