using System.Text;
using System.Text.Encodings.Web;

namespace Balancing.HttpdConf.Exporting.Json;

/// <summary>JSON that knows how to lay itself out: what fits stands on one line, the rest one part per line.</summary>
internal abstract class JsonTree
{
    private const int Width = 120;
    private const string Step = "  ";

    /// <summary>The whole text.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        Write(text, "", 0);
        return text.Append('\n').ToString();
    }

    public static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>On one line.</summary>
    protected abstract string Line { get; }

    /// <summary>True when it is broken into lines whatever it would fit.</summary>
    protected virtual bool IsBroken => false;

    protected virtual void Break(StringBuilder text, string indent) => text.Append(Line);

    private void Write(StringBuilder text, string indent, int used)
    {
        if (!IsBroken && indent.Length + used + Line.Length <= Width)
        {
            text.Append(Line);
        }
        else
        {
            Break(text, indent);
        }
    }

    private static void Break(StringBuilder text, string indent, char open, char close, IReadOnlyList<(string Key, JsonTree Value)> parts)
    {
        text.Append(open);
        for (var i = 0; i < parts.Count; i++)
        {
            text.Append('\n').Append(indent).Append(Step).Append(parts[i].Key);
            parts[i].Value.Write(text, indent + Step, parts[i].Key.Length + 1);
            text.Append(i + 1 < parts.Count ? "," : "");
        }

        text.Append('\n').Append(indent).Append(close);
    }

    /// <summary>A text, number, flag or null, as JSON writes it.</summary>
    internal sealed class Leaf(string text) : JsonTree
    {
        protected override string Line => text;
    }

    /// <summary>A list.</summary>
    internal sealed class Items(IEnumerable<JsonTree> items) : JsonTree
    {
        private readonly List<JsonTree> _items = [.. items];

        public bool IsEmpty => _items.Count == 0;

        protected override string Line => _items.Count == 0 ? "[]" : $"[ {string.Join(", ", _items.Select(item => item.Line))} ]";

        // Rules and members stand one below the other, also when there are two short ones.
        protected override bool IsBroken => _items.Count > 1 && _items.Exists(item => item is Parts) || _items.Exists(item => item.IsBroken);

        protected override void Break(StringBuilder text, string indent) =>
            Break(text, indent, '[', ']', [.. _items.Select(item => ("", item))]);
    }

    /// <summary>An object, its keys in the order in which they were added.</summary>
    /// <param name="isBroken">True for the objects that hold the configuration together.</param>
    internal sealed class Parts(bool isBroken = false) : JsonTree
    {
        private readonly List<(string Key, JsonTree Value)> _parts = [];

        public bool IsEmpty => _parts.Count == 0;

        protected override string Line =>
            _parts.Count == 0 ? "{}" : $"{{ {string.Join(", ", _parts.Select(part => $"{Quote(part.Key)}: {part.Value.Line}"))} }}";

        protected override bool IsBroken => (isBroken && _parts.Count > 0) || _parts.Exists(part => part.Value.IsBroken);

        public void Add(string key, JsonTree value) => _parts.Add((key, value));

        protected override void Break(StringBuilder text, string indent) =>
            Break(text, indent, '{', '}', [.. _parts.Select(part => ($"{Quote(part.Key)}: ", part.Value))]);
    }
}
