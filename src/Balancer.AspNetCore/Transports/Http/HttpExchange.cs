using System.Net;
using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>
/// The use of one connection for one request, as the body of its answer. The connection goes back as soon as the last byte was read, before
/// a slow client has it (mod_proxy_http.c: ap_proxy_http_process_response), and is kept only when everything went all the way (R39).
/// </summary>
internal sealed class HttpExchange(PoolGrant<HttpLink> lease, Wire wire, Sending sending, bool keeps) : Stream
{
    private HttpResponseMessage? _response;
    private Stream _body = Null;
    private long _left = -1; // of the body; below 0 when only its end tells
    private int _ended; // atomic

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The head is here.</summary>
    public async ValueTask TakeAsync(HttpResponseMessage response)
    {
        _response = response;
        sending.EndWithHead();
        _body = await response.Content.ReadAsStreamAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The head is good; now the body may be read, if there is one.</summary>
    public void Begin(bool hasBody)
    {
        var response = _response!;
        var length = response.Content.Headers.ContentLength;
        if (!hasBody || response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified || length == 0)
        {
            End(whole: true);
        }
        else
        {
            _left = length ?? -1;
        }
    }

    /// <summary>Ends it, if it has not ended: what was not read to its end costs the connection.</summary>
    public ValueTask EndAsync()
    {
        End(whole: false);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended != 0)
        {
            return new ValueTask<int>(0);
        }

        var read = _body.ReadAsync(buffer, cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<int>(Took(read.Result, buffer.Length)) : WaitAsync(read, buffer.Length);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End(whole: false);
            _body.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, int asked) => Took(await read.ConfigureAwait(false), asked);

    private int Took(int read, int asked)
    {
        _left -= _left > 0 ? read : 0;
        if (_left == 0 || (read == 0 && asked > 0))
        {
            End(whole: true);
        }

        return read;
    }

    private void End(bool whole)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        var kept = whole && keeps && sending.IsWhole && _response is { } response
            && response.Version == HttpVersion.Version11 && response.Headers.ConnectionClose != true;
        _response?.Dispose();
        wire.Release(sending);
        sending.Dispose();
        lease.Return(kept && wire.IsSound);
    }
}
