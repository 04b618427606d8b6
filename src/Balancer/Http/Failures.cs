namespace Balancing.Http;

/// <summary>What an exception of the handlers below means for the member and the request.</summary>
internal static class Failures
{
    /// <summary>False for an exception that is the program's own; it goes up and nobody is blamed.</summary>
    public static bool IsBackendTrouble(Exception error) =>
        error is HttpRequestException or IOException or OperationCanceledException { InnerException: TimeoutException };

    /// <summary>Judges an exception that came before any response.</summary>
    /// <param name="error">What was caught.</param>
    /// <param name="bodyBegan">True when the request's content was asked for: then a connection was there (R40).</param>
    public static Outcome Judge(Exception error, bool bodyBegan) => error switch
    {
        // SocketsHttpHandler.ConnectTimeout, the only limit it reports in this form.
        OperationCanceledException => bodyBegan ? Outcome.TimedOut(error: error) : Outcome.ConnectFailed(error),
        HttpRequestException http when IsConnectPhase(http.HttpRequestError) => bodyBegan ? Outcome.Faulted(error) : Outcome.ConnectFailed(error),
        // It does not tell a stale connection from a fresh one, nor no byte from some; who is safe to repeat is so in any case (D11).
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => Outcome.ClosedUnanswered(error: error),
        _ => Outcome.Faulted(error),
    };

    // D8: every failure before there is a connection, whatever its kind.
    private static bool IsConnectPhase(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError
        or HttpRequestError.VersionNegotiationError;
}
