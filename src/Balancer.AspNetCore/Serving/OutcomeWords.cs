using System.Net.Sockets;
using System.Security.Authentication;

namespace Balancing.AspNetCore;

/// <summary>One word for how an attempt without an answer ended.</summary>
internal static class OutcomeWords
{
    public static string Of(in Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.ConnectFailed => OfConnecting(outcome.Error),
        OutcomeKind.PoolExhausted => "pool-full",
        OutcomeKind.ClosedUnanswered => "closed",
        OutcomeKind.TimedOut => "timeout",
        OutcomeKind.Faulted => IsClosed(outcome.Error) ? "closed" : "invalid",
        OutcomeKind.ClientGone => "client-gone",
        _ => "not-sent",
    };

    // A time-out alone is the ping's: it comes after the connection.
    private static string OfConnecting(Exception? error)
    {
        if (error is TimeoutException)
        {
            return "ping-timeout";
        }

        for (var e = error; e is not null; e = e.InnerException)
        {
            var word = e switch
            {
                SocketException socket => OfSocket(socket.SocketErrorCode),
                AuthenticationException => "tls",
                OperationCanceledException or TimeoutException => "connect-timeout",
                NotSupportedException => "no-transport",
                _ => null,
            };
            if (word is not null)
            {
                return word;
            }
        }

        return "connect-failed";
    }

    private static string OfSocket(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => "dns",
        SocketError.TimedOut => "connect-timeout",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "unreachable",
        _ => "connect-failed",
    };

    private static bool IsClosed(Exception? error) =>
        WireException.In(error) is { Trouble: not WireTrouble.Broken }
        || error is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
        || error?.InnerException is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded };
}
