using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>Says the bytes of a stream and hears everything that is answered.</summary>
internal static class RawClient
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>
    /// It ends its side when all answers are there, or when the server has been silent for <paramref name="patience"/>: it waits for bytes that
    /// never come.
    /// </summary>
    public static async Task<string> AskAsync(IPEndPoint front, string bytes, int answers, TimeSpan patience)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(front);
        var (heard, buffer, since, hasEnded) = (new StringBuilder(), new byte[16_384], Stopwatch.StartNew(), false);
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(bytes));
            while (true)
            {
                using var silence = new CancellationTokenSource(hasEnded ? Longest - since.Elapsed > TimeSpan.Zero ? Longest - since.Elapsed : TimeSpan.FromMilliseconds(1) : patience);
                try
                {
                    if (await socket.ReceiveAsync(buffer, silence.Token) is not (> 0 and var got))
                    {
                        break;
                    }

                    heard.Append(Encoding.Latin1.GetString(buffer, 0, got));
                    if (Heard.StatusesIn(heard.ToString()).Count < answers)
                    {
                        continue;
                    }
                }
                catch (OperationCanceledException) when (!hasEnded)
                {
                    // silent: then we are, too
                }

                if (!hasEnded)
                {
                    hasEnded = true;
                    since.Restart();
                    socket.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // reset, or it holds the connection: what was heard is what there is
        }

        return heard.ToString();
    }
}
