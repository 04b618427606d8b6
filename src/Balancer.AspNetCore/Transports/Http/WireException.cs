namespace Balancing.AspNetCore;

/// <summary>
/// A connection failed, in our words. No <see cref="IOException"/>, because SocketsHttpHandler takes some of those as leave to send
/// the request again on another connection by itself, also an empty POST; whether a request is repeated is decided by R40 and D11 alone.
/// </summary>
internal sealed class WireException(WireTrouble trouble, string message, Exception? inner = null) : HttpRequestException(message, inner)
{
    public WireTrouble Trouble => trouble;

    /// <summary>The one among the causes of an exception, or null.</summary>
    public static WireException? In(Exception? error)
    {
        while (error is not null and not WireException)
        {
            error = error.InnerException;
        }

        return error as WireException;
    }
}

/// <summary>What failed.</summary>
internal enum WireTrouble
{
    /// <summary>No connection was made.</summary>
    Connect,

    /// <summary>There are as many connections as there may be, and none has room (httpd: max, acquire).</summary>
    Full,

    /// <summary>The idle connection had ended, or held bytes nobody asked for (R39), before anything was written on it.</summary>
    Stale,

    /// <summary>It was closed before one byte of an answer.</summary>
    Unanswered,

    /// <summary>What came is no answer (R8).</summary>
    Broken,

    /// <summary>The request was about to go out a second time, on another connection.</summary>
    Twice,
}
