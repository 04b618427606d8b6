namespace Balancing.Testing;

/// <summary>What every election method promises. <see cref="LbMethodContract"/> tries each.</summary>
public enum LbMethodClause
{
    /// <summary>The name is the same at every call: 1 to 15 printable characters, none of them upper case.</summary>
    Name,

    /// <summary>What <c>Judge</c> measures is one word, so that <c>Explain</c> stays a table.</summary>
    Measure,

    /// <summary>No member of the method throws, whatever the numbers, from 1 to 200 candidates.</summary>
    NeverThrows,

    /// <summary>It elects an offered candidate, 0..Count-1, or says -1.</summary>
    OfferedCandidates,

    /// <summary>With usable members and plain requests it elects somebody now and then.</summary>
    ElectsSomebody,

    /// <summary>
    /// -1 leaves every number as it was: the engine may ask again, or go on to the next set. For the same reason a method draws
    /// from the generator only when it is sure to elect.
    /// </summary>
    DeclinesQuietly,

    /// <summary>The numbers of members that do not stand stay as they are.</summary>
    OtherSlots,

    /// <summary>The same seed, requests and answers give the same members; nothing but the slots and the generator is remembered.</summary>
    SameSeedSameMembers,

    /// <summary>One instance serves several balancers, from several threads, as if each had its own.</summary>
    ManyBalancers,

    /// <summary><c>Judge</c> changes nothing, and <c>Explain</c> names the member that <c>Acquire</c> then takes.</summary>
    Explainable,

    /// <summary>An inherited <c>Charge</c> neither makes nor loses credit: the sum of lbstatus stays.</summary>
    KeepsCredit,

    /// <summary>
    /// <c>Reset</c> makes the numbers of another method meaningless, leaves <c>Busy</c> and <c>Elected</c> alone, and changes
    /// nothing when it is called again.
    /// </summary>
    Resets,

    /// <summary>An election allocates no memory once it is warm: it runs under the balancer's gate, for every request.</summary>
    AllocatesNothing,
}
