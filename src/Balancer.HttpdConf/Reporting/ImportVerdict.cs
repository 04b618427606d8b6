namespace Balancing.HttpdConf;

/// <summary>What became of one line.</summary>
public enum ImportVerdict
{
    /// <summary>It has the effect that it has in httpd.</summary>
    Applied,

    /// <summary>It has nearly that effect; the report says where it differs.</summary>
    Approximated,

    /// <summary>It has no effect here, and nothing that is decided here depends on it.</summary>
    Ignored,

    /// <summary>The import fails because of it: httpd refuses it, or leaving it out would let through what it stops.</summary>
    Refused,
}
