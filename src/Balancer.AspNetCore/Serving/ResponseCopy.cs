using System.Buffers;

namespace Balancing.AspNetCore;

/// <summary>
/// Copies an answer's body to the client in pieces of <c>iobuffersize</c>, one piece at a time, so that neither side runs ahead (R44).
/// When the member pauses, everything that came is flushed (mod_proxy_http.c: ap_proxy_http_process_response).
/// </summary>
internal sealed class ResponseCopy(MemberAnswer answer, Stream client, Attempt attempt, Patience patience)
{
    private const int CountEvery = 65_536;

    private long _uncounted;

    /// <summary>Bytes received that were not given to <see cref="Attempt.Count"/> yet; each is handed out once.</summary>
    public long TakeUncounted()
    {
        var bytes = _uncounted;
        _uncounted = 0;
        return bytes;
    }

    /// <summary>Counts what httpd counts of a head: the status line without its end.</summary>
    public void CountHead() => _uncounted += "HTTP/1.1 200 ".Length + answer.Reason.Length;

    public async ValueTask RunAsync(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        while (await NextAsync(buffer).ConfigureAwait(false) is > 0 and var read)
        {
            await client.WriteAsync(buffer.AsMemory(0, read), patience.Token).ConfigureAwait(false);
            Count(read);
        }

        ArrayPool<byte>.Shared.Return(buffer); // not after a failure: a read may still be out
    }

    /// <summary>
    /// Reads a body that nobody gets, so that its connection can be used again; a long one is left alone and costs the connection. httpd
    /// does not count it.
    /// </summary>
    public async ValueTask SkipAsync()
    {
        var (buffer, left) = (ArrayPool<byte>.Shared.Rent(8192), CountEvery);
        patience.Start();
        while (left > 0 && await answer.Body.ReadAsync(buffer, patience.Token).ConfigureAwait(false) is > 0 and var read)
        {
            left -= read;
        }

        patience.Stop();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async ValueTask<int> NextAsync(byte[] buffer)
    {
        patience.Start();
        var next = answer.Body.ReadAsync(buffer, patience.Token);
        if (!next.IsCompleted)
        {
            Count(); // who drains the member sees that something came
            await client.FlushAsync(patience.Token).ConfigureAwait(false);
        }

        var read = await next.ConfigureAwait(false);
        patience.Stop();
        return read;
    }

    private void Count(int read)
    {
        _uncounted += read;
        if (_uncounted >= CountEvery)
        {
            Count();
        }
    }

    private void Count()
    {
        if (_uncounted > 0)
        {
            attempt.Count(0, TakeUncounted());
        }
    }
}
