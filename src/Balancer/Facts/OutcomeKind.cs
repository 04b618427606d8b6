namespace Balancing;

/// <summary>How one attempt at one member ended, as seen by the host that did the I/O.</summary>
public enum OutcomeKind
{
    /// <summary>Nothing was reported: the lease was given back without a word. Judged like <see cref="ClientGone"/>.</summary>
    None,

    /// <summary>The member answered; whatever the status, it is the answer.</summary>
    Completed,

    /// <summary>
    /// No connection, and so not one byte of the request was sent: refused, unreachable, name not resolved, TLS refused,
    /// ping unanswered. The member is put in error; the request may go to another member (D8).
    /// </summary>
    ConnectFailed,

    /// <summary>No free connection within <c>acquire</c>. The member is not blamed; the request may go elsewhere (D10).</summary>
    PoolExhausted,

    /// <summary>
    /// A kept-alive connection was closed before one response byte came. The member is not blamed; a request that is
    /// safe to repeat is sent once more (D11).
    /// </summary>
    ClosedUnanswered,

    /// <summary>No answer within <c>timeout</c>: 504 (D9). With <c>failontimeout</c> the member is put in error.</summary>
    TimedOut,

    /// <summary>The answer made no sense or broke off: 502. The member is not blamed.</summary>
    Faulted,

    /// <summary>The client went away. Nobody is blamed (R41).</summary>
    ClientGone,

    /// <summary>No member was available; nothing was sent. Only <c>ExecuteAsync</c> returns it, with the refusal.</summary>
    Refused,
}
