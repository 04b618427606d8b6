using System.Text;

namespace Balancing.Manager.Tests.Pages;

/// <summary>A part of a page as a parser sees it.</summary>
internal sealed record PageNode(string Name)
{
    /// <summary>The name of a piece of text.</summary>
    public const string TextName = "#text";

    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public List<PageNode> Children { get; } = [];

    /// <summary>Of a piece of text.</summary>
    public string Own { get; set; } = "";

    /// <summary>All text in it.</summary>
    public string Text => Name == TextName ? Own : string.Concat(Children.Select(c => c.Text));

    /// <summary>All elements below it, in the order of the source.</summary>
    public IEnumerable<PageNode> All(string? name = null) =>
        Children.SelectMany(c => c.Name != TextName && (name is null || c.Name == name) ? c.All(name).Prepend(c) : c.All(name));

    /// <summary>The elements of a class.</summary>
    public IEnumerable<PageNode> OfClass(string css) => All().Where(n => n.Attributes.GetValueOrDefault("class", "").Split(' ').Contains(css));

    /// <summary>The value of an attribute; empty for none.</summary>
    public string this[string attribute] => Attributes.GetValueOrDefault(attribute, "");

    /// <summary>Adds text, to the piece before it if there is one.</summary>
    public void Add(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (Children is [.., { Name: TextName } last])
        {
            last.Own += text;
        }
        else
        {
            Children.Add(new PageNode(TextName) { Own = text });
        }
    }

    /// <summary>The tree as text, to compare two of them.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        Print(text, 0);
        return text.ToString();
    }

    private void Print(StringBuilder text, int depth)
    {
        text.Append(' ', depth);
        if (Name == TextName)
        {
            text.Append(System.Text.Json.JsonSerializer.Serialize(Own)).Append('\n');
            return;
        }

        text.Append(Name);
        foreach (var (name, value) in Attributes)
        {
            text.Append(' ').Append(name).Append('=').Append(System.Text.Json.JsonSerializer.Serialize(value));
        }

        text.Append('\n');
        Children.ForEach(c => c.Print(text, depth + 1));
    }
}
