using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;

namespace Balancing.Ajp.Tests.Server;

/// <summary>Stands where Kestrel does: takes one request of a connection, strictly, and would see a second one.</summary>
internal sealed partial class StrictHttp
{
    /// <summary>What was wrong with a request; null when nothing was.</summary>
    public string? Fault { get; private set; }

    /// <summary>Requests that came whole.</summary>
    public int Whole { get; private set; }

    public async Task ServeAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var head = await ReadHeadAsync(input);
        if (head is null)
        {
            Fault ??= "no head";
            return;
        }

        Judge(head);
        var length = Length().Match(head);
        if (length.Success)
        {
            if (!await SkipAsync(input, long.Parse(length.Groups["n"].Value, CultureInfo.InvariantCulture)))
            {
                return; // the front broke the body
            }
        }
        else if (head.Contains("\r\ntransfer-encoding: chunked\r\n", StringComparison.Ordinal) && !await SkipChunksAsync(input))
        {
            return;
        }

        Whole++;
        await connection.Transport.Output.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());
        if (input.TryRead(out var more) && !more.Buffer.IsEmpty)
        {
            Fault ??= "bytes after the request";
        }
    }

    private void Judge(string head)
    {
        if (!Form().IsMatch(head))
        {
            Fault ??= "not a head: " + head;
        }

        var framings = Framing().Count(head);
        if (framings > 1 || Hosts().Count(head) == 0)
        {
            Fault ??= "framing or host: " + head;
        }
    }

    private static async Task<string?> ReadHeadAsync(PipeReader input)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            var text = Encoding.Latin1.GetString(read.Buffer.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                input.AdvanceTo(read.Buffer.GetPosition(end + 4));
                return text[..(end + 4)];
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    private static async Task<bool> SkipAsync(PipeReader input, long count)
    {
        while (count > 0)
        {
            var read = await input.ReadAsync();
            var part = Math.Min(count, read.Buffer.Length);
            count -= part;
            input.AdvanceTo(read.Buffer.GetPosition(part));
            if (read.IsCompleted && count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<bool> SkipChunksAsync(PipeReader input)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            var text = Encoding.Latin1.GetString(read.Buffer.ToArray());
            var line = text.IndexOf("\r\n", StringComparison.Ordinal);
            if (line < 0 || text.Length < line + 4 + (line > 0 ? int.Parse(text[..line], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : 0))
            {
                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (read.IsCompleted)
                {
                    return false;
                }

                continue;
            }

            var size = int.Parse(text[..line], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            input.AdvanceTo(read.Buffer.GetPosition(line + size + 4));
            if (size == 0)
            {
                return true;
            }
        }
    }

    [GeneratedRegex(
        @"\A[!#$%&'*+.^_`|~0-9A-Za-z-]+ (/|\*)[!-~]* HTTP/1\.1\r\n([!#$%&'*+.^_`|~0-9A-Za-z-]+: [\t -~\u0080-\u00FF]*\r\n)+connection: close\r\n\r\n\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex("(?i)\r\n(content-length|transfer-encoding):", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Framing();

    [GeneratedRegex("(?i)\r\nhost:", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hosts();

    [GeneratedRegex("\r\ncontent-length: (?<n>[0-9]+)\r\n", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Length();
}
