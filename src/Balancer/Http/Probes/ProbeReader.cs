using System.Text;

namespace Balancing.Http;

/// <summary>Reads lines and bytes of an answer, within limits; what is read ahead stays here. No text of the backend gets into its errors (R37).</summary>
internal sealed class ProbeReader(Stream stream, int longestLine, CancellationToken cancel)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _at;
    private int _end;

    /// <summary>One line without its end.</summary>
    /// <exception cref="InvalidDataException">It is too long, or the connection ends within it.</exception>
    public async ValueTask<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        while (true)
        {
            if (!await FillAsync().ConfigureAwait(false))
            {
                throw new InvalidDataException("the connection was closed within the answer's head");
            }

            var feed = _buffer.AsSpan(_at, _end - _at).IndexOf((byte)'\n');
            var length = feed < 0 ? _end - _at : feed;
            line.Append(Encoding.Latin1.GetString(_buffer, _at, length));
            _at += feed < 0 ? length : length + 1;
            if (line.Length > longestLine)
            {
                throw new InvalidDataException($"a line of the answer's head is longer than {longestLine} bytes");
            }

            if (feed >= 0)
            {
                return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
            }
        }
    }

    /// <summary>Some bytes, at least one; empty at the end. They are good until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadSomeAsync(long most)
    {
        if (!await FillAsync().ConfigureAwait(false))
        {
            return default;
        }

        var length = (int)Math.Min(most, _end - _at);
        _at += length;
        return _buffer.AsMemory(_at - length, length);
    }

    private async ValueTask<bool> FillAsync()
    {
        if (_at == _end)
        {
            _at = 0;
            _end = await stream.ReadAsync(_buffer, cancel).ConfigureAwait(false);
        }

        return _end > 0;
    }
}
