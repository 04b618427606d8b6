namespace Balancing.Ajp;

/// <summary>What went wrong between a request and its answer.</summary>
public enum AjpTrouble
{
    /// <summary>The request cannot be said in AJP: a control character, a method that is no token, an upgrade. Nothing was sent.</summary>
    Unsendable,

    /// <summary>The request's head does not fit into one packet. Nothing was sent; a greater packet size on both sides helps.</summary>
    TooLarge,

    /// <summary>There is no connection, or two in a row did not answer a CPING (httpd: ping). Nothing was sent.</summary>
    ConnectFailed,

    /// <summary>No connection became free in time. Nothing was sent.</summary>
    PoolExhausted,

    /// <summary>The connection broke before an answer began.</summary>
    Unanswered,

    /// <summary>What came is no answer, or it broke off.</summary>
    Broken,

    /// <summary>The container was silent for too long (httpd: timeout).</summary>
    TimedOut,

    /// <summary>The body of the request failed, or ended before its announced length. The container is not to blame.</summary>
    BodyFailed,
}
