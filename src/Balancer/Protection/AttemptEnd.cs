namespace Balancing.Protection;

/// <summary>What an answer says about the member that gave it.</summary>
internal enum Grade : byte
{
    /// <summary>Nothing: the client went away, or the member was not really asked.</summary>
    Neutral,

    /// <summary>It is well.</summary>
    Good,

    /// <summary>It is not.</summary>
    Bad,
}

/// <summary>The end of an attempt, as far as it matters to the member's state.</summary>
internal struct AttemptEnd
{
    /// <summary>Why the member shall be in error, or none.</summary>
    public ErrorCause Cause;

    /// <summary>The word for the outcome, were it a bad one.</summary>
    public ErrorCause Bad;

    /// <summary>What the answer says.</summary>
    public Grade Grade;

    /// <summary>The attempt was the member's trial.</summary>
    public bool IsTrial;

    /// <summary>The member's era when the attempt began; 0 when it was not guarded.</summary>
    public long Era;

    /// <summary>When it ended, by the balancer's clock.</summary>
    public long At;

    /// <summary>True when somebody must look at it.</summary>
    public readonly bool Matters => Cause != ErrorCause.None || Era != 0;

    /// <summary>True when it may change the member's state, so that nobody should have to wait for the next request to know.</summary>
    public readonly bool Shows => Cause != ErrorCause.None || (Era != 0 && (IsTrial || Grade == Grade.Bad));
}
