using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Network;

/// <summary>A client with a connection for one request. Once it hears the end of the connection, the server has finished the request.</summary>
internal static class Client
{
    /// <summary>The answer, or null when the server closed without one.</summary>
    public static async Task<Message?> AskAsync(IPEndPoint front, Request request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(front);
        using var conversation = new Conversation(socket);
        await conversation.SayAsync(Written(request));
        var answer = await conversation.HearAsync(isAnswer: true, hasBody: request.Method != "HEAD");
        if (answer is not null)
        {
            await conversation.HearAllAsync();
        }

        return answer;
    }

    private static string Written(Request request)
    {
        var text = new StringBuilder().Append(request.Method).Append(' ').Append(request.Target).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        text.Append(request.Headers.Any(h => h.Key == "Connection") ? "" : "Connection: close\r\n");
        if (request.Body is not { } size)
        {
            return text.Append("\r\n").ToString();
        }

        var body = new string('b', size);
        return request.Chunked
            ? text.Append(CultureInfo.InvariantCulture, $"Transfer-Encoding: chunked\r\n\r\n{(size == 0 ? "" : $"{size:x}\r\n{body}\r\n")}0\r\n\r\n").ToString()
            : text.Append(CultureInfo.InvariantCulture, $"Content-Length: {size}\r\n\r\n{body}").ToString();
    }
}
