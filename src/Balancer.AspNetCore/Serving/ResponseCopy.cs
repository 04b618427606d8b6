using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>
/// Copies an answer's body to the client, one piece at a time, so that neither side runs ahead (R44). Pieces are read to where the server
/// sends them from, and grow while the member keeps up. When the member pauses, everything that came is flushed (mod_proxy_http.c:
/// ap_proxy_http_process_response).
/// </summary>
internal sealed partial class ResponseCopy
{
    private const int CountEvery = 65_536;
    private const int FirstPiece = 4096;
    private const int LargestPiece = 65_536; // where iobuffersize says nothing

    private MemberAnswer _answer = null!; // set when it begins
    private Attempt _attempt = null!;
    private Patience _patience = null!;
    private IPacedBody? _paced; // the body, if its member has a say in when it goes on
    private long _uncounted;
    private int _unflushed;

    /// <summary>Something of a body is with the server already, flushed or not: there is no other answer any more.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>
    /// Another answer. What httpd counts of a head is counted: the status line without its end; where the body comes in packets, nothing.
    /// </summary>
    public void Begin(MemberAnswer answer, Attempt attempt, Patience patience)
    {
        (_answer, _attempt, _patience, _paced) = (answer, attempt, patience, answer.Body as IPacedBody);
        _uncounted = _paced is null ? "HTTP/1.1 200 ".Length + answer.Reason.Length : 0;
        (_unflushed, HasBegun) = (0, false);
    }

    /// <summary>It has ended, and holds nothing.</summary>
    public void Rest() => (_answer, _attempt, _patience, _paced, HasBegun) = (null!, null!, null!, null, false);

    /// <summary>Bytes received that were not given to <see cref="Attempt.Count"/> yet; each is handed out once.</summary>
    public long TakeUncounted()
    {
        var bytes = _uncounted;
        _uncounted = 0;
        return bytes;
    }

    /// <summary>Copies it all.</summary>
    /// <param name="client">Where to.</param>
    /// <param name="largest">Most bytes of a piece (httpd: iobuffersize); 0: grows to 64 KiB.</param>
    /// <param name="flushes">The end is to be flushed: where the client was told the length, the server has nothing to add then, and does not do it.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(PipeWriter client, int largest, bool flushes)
    {
        largest = largest > 0 ? largest : LargestPiece;
        var size = Math.Min(FirstPiece, largest);
        var ready = _answer.Body as IReadyBody;
        if (_paced is not null)
        {
            await RunPacedAsync(client, _paced, size, largest).ConfigureAwait(false);
        }

        while (ready is not { IsOver: true })
        {
            var read = ready is null
                ? await ReadAsideAsync(client, size).ConfigureAwait(false)
                : await ReadAsync(client, ready, size).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            Count(read);
            size = read == size ? Math.Min(2 * size, largest) : size;
            _unflushed += read;
            if (_unflushed >= LargestPiece)
            {
                await FlushAsync(client).ConfigureAwait(false);
            }
        }

        if (flushes && _unflushed > 0)
        {
            await client.FlushAsync(_patience.Token).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Reads a body that nobody gets, so that its connection can be used again; a long one is left alone and costs the connection. httpd
    /// does not count it.
    /// </summary>
    public async ValueTask SkipAsync()
    {
        var (buffer, left) = (ArrayPool<byte>.Shared.Rent(8192), CountEvery);
        _patience.Start();
        while (left > 0 && await _answer.Body.ReadAsync(buffer, _patience.Token).ConfigureAwait(false) is > 0 and var read)
        {
            left -= read;
        }

        _patience.Stop();
        ArrayPool<byte>.Shared.Return(buffer); // not after a failure: a read may still be out
    }

    // Straight to where it is sent from. Nothing may be flushed while a read is out, so it is flushed before one that will wait.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync(PipeWriter client, IReadyBody ready, int size)
    {
        var room = Room(client, size);
        var read = ready.TakeReady(room.Span);
        if (read == 0 && !ready.IsOver)
        {
            if (!ready.IsReady)
            {
                await FlushAsync(client).ConfigureAwait(false);
                room = Room(client, size);
            }

            _patience.Start();
            read = await _answer.Body.ReadAsync(room, _patience.Token).ConfigureAwait(false);
            _patience.Stop();
        }

        HasBegun |= read > 0;
        client.Advance(read);
        return read;
    }

    // Only by reading it shows whether this body is here.
    private async ValueTask<int> ReadAsideAsync(PipeWriter client, int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        _patience.Start();
        var next = _answer.Body.ReadAsync(buffer.AsMemory(0, size), _patience.Token);
        if (!next.IsCompleted)
        {
            await FlushAsync(client).ConfigureAwait(false);
        }

        var read = await next.ConfigureAwait(false);
        _patience.Stop();
        HasBegun |= read > 0;
        client.Write(buffer.AsSpan(0, read));
        ArrayPool<byte>.Shared.Return(buffer); // not after a failure: a read may still be out
        return read;
    }

    private static Memory<byte> Room(PipeWriter client, int size)
    {
        var room = client.GetMemory(size);
        return room.Length > size ? room[..size] : room;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushAsync(PipeWriter client)
    {
        Count(); // who drains the member sees that something came
        _unflushed = 0;
        await client.FlushAsync(_patience.Token).ConfigureAwait(false);
        _patience.Token.ThrowIfCancellationRequested(); // a client that is gone takes everything
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
            _attempt.Count(0, TakeUncounted());
        }
    }
}
