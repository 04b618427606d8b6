namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// Finds the rules that can have a path in common with another: one's text before its first wildcard begins with the other's.
/// Thousands of mounts of different paths are never compared one by one.
/// </summary>
internal sealed class RuleIndex
{
    private readonly IReadOnlyList<JkRule> _rules;
    private readonly Effort _effort;
    private readonly string[] _literals;
    private readonly int[] _positions;
    private readonly Dictionary<string, List<int>> _byLiteral = new(StringComparer.Ordinal);

    public RuleIndex(IReadOnlyList<JkRule> rules, Effort effort)
    {
        (_rules, _effort) = (rules, effort);
        _literals = [.. rules.Select(rule => rule.Literal)];
        _positions = [.. Enumerable.Range(0, rules.Count)];
        for (var i = 0; i < rules.Count; i++)
        {
            (_byLiteral.TryGetValue(_literals[i], out var list) ? list : _byLiteral[_literals[i]] = []).Add(i);
        }

        Array.Sort(_literals, _positions, StringComparer.Ordinal);
    }

    /// <summary>Positions of all rules that may match a path which <paramref name="rule"/> matches, in order.</summary>
    public List<int> Meeting(JkRule rule)
    {
        var found = new List<int>();
        var lookup = _byLiteral.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = 0; length < rule.Literal.Length; length++)
        {
            if (lookup.TryGetValue(rule.Literal.AsSpan(0, length), out var shorter))
            {
                found.AddRange(shorter);
            }
        }

        var at = Array.BinarySearch(_literals, rule.Literal, StringComparer.Ordinal);
        for (at = at < 0 ? ~at : at; at > 0 && _literals[at - 1] == rule.Literal;)
        {
            at--;
        }

        for (; at < _literals.Length && _literals[at].StartsWith(rule.Literal, StringComparison.Ordinal); at++)
        {
            found.Add(_positions[at]);
        }

        found.RemoveAll(position => rule.IsApart(_rules[position], _effort));
        found.Sort();
        return found;
    }
}
