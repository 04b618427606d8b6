using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>Whether an answer begins the tunnel that was asked for (R38). It judges what any transport brings.</summary>
internal static class Handshake
{
    /// <summary>The header with which a member proves that it speaks WebSocket.</summary>
    public const string Accept = "Sec-WebSocket-Accept";

    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="asked">The protocol that was asked for, or null.</param>
    /// <param name="key">The key of the handshake when it is ours, or null.</param>
    /// <param name="answer">The answer.</param>
    public static string? Judge(string? asked, string? key, MemberAnswer answer) =>
        asked is null ? "the member switched protocols, which nobody asked for"
        : answer.Status != StatusCodes.Status101SwitchingProtocols ? "the member gave an ordinary answer that the client would take for a tunnel"
        : answer.Tunnel is null || answer.Protocol != "HTTP/1.1" ? "the member switched protocols, and there is no way to do so"
        : !asked.Equals(ProtocolOf(answer), StringComparison.OrdinalIgnoreCase) ? "the member switched to another protocol than it was asked for"
        : HasBody(answer) ? "the member switched protocols and announces a body"
        : key is not null && !WebSocketKey.IsAnswer(key, ValueOf(answer, Accept)) ? "the member did not understand the handshake"
        : null;

    /// <summary>The Upgrade line of an answer; null when there is none, or more than one.</summary>
    public static string? ProtocolOf(MemberAnswer answer) => ValueOf(answer, "Upgrade");

    /// <summary>A line that belongs to a body, which a tunnel has none of.</summary>
    public static bool IsFraming(string name) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);

    // RFC 9110 §8.6, RFC 9112 §6.1: must not be there. A length of 0 says nothing that is not true.
    private static bool HasBody(MemberAnswer answer)
    {
        foreach (var (name, value) in answer.Headers)
        {
            if (IsFraming(name) && value != "0")
            {
                return true;
            }
        }

        return false;
    }

    private static string? ValueOf(MemberAnswer answer, string name)
    {
        string? found = null;
        foreach (var line in answer.Headers)
        {
            if (line.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                if (found is not null)
                {
                    return null;
                }

                found = line.Value;
            }
        }

        return found;
    }
}
