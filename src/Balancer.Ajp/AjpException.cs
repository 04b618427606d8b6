namespace Balancing.Ajp;

/// <summary>A request over AJP failed. The message names what happened, never a secret and no text of the container.</summary>
public sealed class AjpException : HttpRequestException
{
    /// <summary>Makes one with a message of its own.</summary>
    public AjpException()
        : this(AjpTrouble.Broken, "the exchange failed")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened.</param>
    public AjpException(string? message)
        : this(AjpTrouble.Broken, message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="inner">Why.</param>
    public AjpException(string? message, Exception? inner)
        : this(AjpTrouble.Broken, message, inner)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="trouble">What kind of trouble.</param>
    /// <param name="message">What happened.</param>
    /// <param name="inner">Why. Default: nothing to add.</param>
    public AjpException(AjpTrouble trouble, string? message, Exception? inner = null)
        : base(ErrorOf(trouble), message, inner) => Trouble = trouble;

    /// <summary>What kind of trouble.</summary>
    public AjpTrouble Trouble { get; }

    /// <summary>The container may have got the request, whole or in part. False: it can be sent elsewhere without doubt. Default: false.</summary>
    public bool IsRequestSent { get; internal init; }

    /// <summary>A byte of the request's body may have gone out. Default: false.</summary>
    public bool IsBodySent { get; internal init; }

    private static HttpRequestError ErrorOf(AjpTrouble trouble) => trouble switch
    {
        AjpTrouble.ConnectFailed or AjpTrouble.PoolExhausted => HttpRequestError.ConnectionError,
        AjpTrouble.Unanswered => HttpRequestError.ResponseEnded,
        AjpTrouble.Broken => HttpRequestError.InvalidResponse,
        _ => HttpRequestError.Unknown,
    };
}
