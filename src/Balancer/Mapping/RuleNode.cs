namespace Balancing.Mapping;

/// <summary>One path segment in the tree of rules.</summary>
internal sealed class RuleNode
{
    private const int Few = 4;

    // A handful of children is compared one by one; that beats hashing.
    private KeyValuePair<string, RuleNode>[] _few = [];
    private Dictionary<string, RuleNode>? _children;
    private Dictionary<string, RuleNode>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Gets or sets the first rule whose alias ends with this segment, without a slash.</summary>
    public int Bare { get; set; } = int.MaxValue;

    /// <summary>Gets or sets the first rule whose alias ends with a slash behind this segment.</summary>
    public int Slashed { get; set; } = int.MaxValue;

    /// <summary>Gets the pattern rules that can only match below here, in order; null when there are none.</summary>
    public List<int>? Patterns { get; private set; }

    /// <summary>The node of one segment below this one, made when it is missing.</summary>
    public RuleNode Grow(ReadOnlySpan<char> segment)
    {
        if (Child(segment) is { } known) return known;
        var child = new RuleNode();
        if (_children is null && _few.Length < Few)
        {
            _few = [.. _few, new(segment.ToString(), child)];
            return child;
        }

        if (_children is null)
        {
            _children = new(_few, StringComparer.Ordinal);
            _lookup = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        _lookup[segment] = child;
        return child;
    }

    public RuleNode? Child(ReadOnlySpan<char> segment)
    {
        if (_children is not null) return _lookup.TryGetValue(segment, out var child) ? child : null;
        foreach (var (name, node) in _few)
        {
            if (segment.SequenceEqual(name)) return node;
        }

        return null;
    }

    public void AddPattern(int rule) => (Patterns ??= []).Add(rule);
}
