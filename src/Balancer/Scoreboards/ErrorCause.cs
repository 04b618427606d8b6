namespace Balancing;

/// <summary>Why a member is in error.</summary>
public enum ErrorCause
{
    /// <summary>It is not in error.</summary>
    None,

    /// <summary>An operator or the configuration said so.</summary>
    Operator,

    /// <summary>No connection to it was made.</summary>
    ConnectFailed,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>Its answer made no sense, or broke off.</summary>
    Faulted,

    /// <summary>It answered with a status that <c>failonstatus</c> or the ejection of outliers names.</summary>
    BadStatus,

    /// <summary>It was ejected for bad answers in a row.</summary>
    BadInARow,

    /// <summary>It was ejected for its share of bad answers.</summary>
    BadShare,
}
