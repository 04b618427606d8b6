namespace Balancing;

/// <summary>Whether a member may take this request.</summary>
internal enum Admission
{
    /// <summary>It may not.</summary>
    No,

    /// <summary>It may.</summary>
    Usable,

    /// <summary>It may from now on: its time in error is over.</summary>
    Retried,

    /// <summary>It is out, but so many are that this is ignored.</summary>
    InPanic,
}
