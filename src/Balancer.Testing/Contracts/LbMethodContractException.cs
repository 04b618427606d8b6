namespace Balancing.Testing;

/// <summary>A method breaks its contract; every broken clause is listed at once.</summary>
public sealed class LbMethodContractException : Exception
{
    /// <summary>An exception that lists broken clauses.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="seed">The seed it was tried with.</param>
    /// <param name="broken">What is broken, at least one.</param>
    public LbMethodContractException(string method, int seed, IReadOnlyList<BrokenClause> broken)
        : base(Describe(method, seed, broken)) => Broken = broken;

    /// <summary>What is broken, in the order of the clauses.</summary>
    public IReadOnlyList<BrokenClause> Broken { get; }

    private static string Describe(string method, int seed, IReadOnlyList<BrokenClause> broken)
    {
        ArgumentNullException.ThrowIfNull(broken);
        var clauses = broken.Count == 1 ? "1 clause" : FormattableString.Invariant($"{broken.Count} clauses");
        return FormattableString.Invariant($"The method '{method}' breaks {clauses} of LbMethodContract (seed {seed}):{Environment.NewLine}")
            + string.Join(Environment.NewLine, broken.Select(b => $"  - {b}"));
    }
}

/// <summary>One clause that a method breaks.</summary>
/// <param name="Clause">Which.</param>
/// <param name="What">What was seen first.</param>
public sealed record BrokenClause(LbMethodClause Clause, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Clause}: {What}";
}
