using System.Collections.Concurrent;

namespace Balancing.Testing;

/// <summary>What was seen to be broken. Safe for any thread.</summary>
internal sealed class Findings
{
    private readonly ConcurrentDictionary<LbMethodClause, string> _first = new();

    public void Add(LbMethodClause clause, string what) => _first.TryAdd(clause, what);

    public bool Has(LbMethodClause clause) => _first.ContainsKey(clause);

    /// <summary>Runs something of the method; what it throws is a finding.</summary>
    /// <returns>False when it threw.</returns>
    public bool Try(string what, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception error) when (Caught(error, what))
        {
            return false;
        }
    }

    /// <summary>For exception filters: notes whatever a method threw.</summary>
    /// <returns>True, so that the filter catches it.</returns>
    public bool Caught(Exception error, string what)
    {
        Add(LbMethodClause.NeverThrows, $"{what} threw {error.GetType().Name}: {error.Message}");
        return true;
    }

    public IReadOnlyList<BrokenClause> FirstOfEach() => [.. _first.OrderBy(f => f.Key).Select(f => new BrokenClause(f.Key, f.Value))];
}
