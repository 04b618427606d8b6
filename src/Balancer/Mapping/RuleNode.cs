namespace Balancing.Mapping;

/// <summary>One path segment in the tree of rules.</summary>
internal sealed class RuleNode
{
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
        if (_children is null)
        {
            _children = new(StringComparer.Ordinal);
            _lookup = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        if (!_lookup.TryGetValue(segment, out var child)) _lookup[segment] = child = new RuleNode();
        return child;
    }

    public RuleNode? Child(ReadOnlySpan<char> segment) =>
        _children is not null && _lookup.TryGetValue(segment, out var child) ? child : null;

    public void AddPattern(int rule) => (Patterns ??= []).Add(rule);
}
