namespace Balancing.Ajp;

/// <summary>What is wrong with a packet that was to be written, or was read. The first fault stays.</summary>
internal enum AjpFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It does not fit into one packet; there is no continuation.</summary>
    TooBig,

    /// <summary>A text has a control character, or one that is not Latin-1.</summary>
    BadText,

    /// <summary>A name is not a token, or too long.</summary>
    BadName,

    /// <summary>A method is not a token, its code is unknown, or code and stored method do not fit together.</summary>
    BadMethod,

    /// <summary>A status outside 100 to 999.</summary>
    BadStatus,

    /// <summary>A number that is not one of two bytes, or makes no sense at its place.</summary>
    BadNumber,

    /// <summary>A null text where one must be.</summary>
    MissingText,

    /// <summary>The packet ends too early.</summary>
    Truncated,

    /// <summary>A text or a chunk without its closing zero byte.</summary>
    Unterminated,

    /// <summary>A code that is in no table.</summary>
    UnknownCode,

    /// <summary>Something that may come once came twice.</summary>
    Repeated,

    /// <summary>Bytes after the end.</summary>
    Surplus,
}
