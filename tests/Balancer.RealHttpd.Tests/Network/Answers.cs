using System.Globalization;
using System.Text;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Network;

/// <summary>What members say.</summary>
internal static class Answers
{
    /// <summary>Answers; true when the connection stays open.</summary>
    public static async Task<bool> SayAsync(
        Conversation conversation, string member, Reply reply, Message request, Loopback loopback, bool keepsConnections)
    {
        switch (reply.Kind)
        {
            case ReplyKind.Silent:
                return false;
            case ReplyKind.Garbage:
                await conversation.SayAsync("this is no HTTP\r\n\r\n");
                return false;
        }

        var keeps = keepsConnections && reply.Kind != ReplyKind.UntilClose;
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Said\r\n"));
        head.Append("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: origin\r\nX-From: ").Append(member).Append("\r\n");
        foreach (var (name, value) in reply.Headers)
        {
            head.Append(name).Append(": ").Append(loopback.Fill(value)).Append("\r\n");
        }

        if (!keeps)
        {
            head.Append("Connection: close\r\n");
        }

        var hasNone = reply.Status is 204 or 304;
        var body = new string('x', reply.Body);
        head.Append(hasNone || reply.Kind == ReplyKind.UntilClose ? "\r\n"
            : reply.Kind == ReplyKind.Length ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {reply.Body}\r\n\r\n")
            : "Transfer-Encoding: chunked\r\n\r\n");
        await conversation.SayAsync(head + (hasNone || request.FirstLine.StartsWith("HEAD ", StringComparison.Ordinal) ? ""
            : reply.Kind == ReplyKind.Chunked ? Chunks(body)
            : body));
        return keeps;
    }

    private static string Chunks(string body) =>
        string.Concat(body.Chunk(1000).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length:x}\r\n{new string(part)}\r\n")))
        + "0\r\n\r\n";
}
