namespace Balancing.Testing;

/// <summary>
/// The contract of every election method, tried with real balancers of 1 to 200 members through storms of requests, failures and
/// sessions. It needs no test framework: call <see cref="Verify"/> from any test.
/// </summary>
public static class LbMethodContract
{
    /// <summary>Tries every clause of <see cref="LbMethodClause"/>; takes a second or two.</summary>
    /// <param name="method">The method, as it would be registered.</param>
    /// <param name="setup">What the method needs besides numbers. Default: nothing; seed 1.</param>
    /// <exception cref="LbMethodContractException">Clauses are broken; all are listed.</exception>
    public static void Verify(LbMethod method, LbMethodContractSetup? setup = null)
    {
        setup ??= new();
        var broken = Check(method, setup);
        if (broken.Count > 0)
        {
            throw new LbMethodContractException(method.Name, setup.Seed, broken);
        }
    }

    /// <summary>As <see cref="Verify"/>, but tells what is broken, for a method that has a good reason for one of them.</summary>
    /// <param name="method">The method, as it would be registered.</param>
    /// <param name="setup">What the method needs besides numbers. Default: nothing; seed 1.</param>
    /// <returns>The broken clauses, each once, in the order of the enumeration; empty when the method keeps its contract.</returns>
    public static IReadOnlyList<BrokenClause> Check(LbMethod method, LbMethodContractSetup? setup = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        setup ??= new();
        var findings = new Findings();
        Words.Check(method, findings);
        ResetRules.Check(method, setup, findings);
        StormRules.Check(method, setup, findings);
        return findings.FirstOfEach();
    }
}
