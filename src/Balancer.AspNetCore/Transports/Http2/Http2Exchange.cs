using System.Net;

namespace Balancing.AspNetCore;

/// <summary>The use of one stream for one request, as the body of its answer. What was not read to its end is reset, so that the member stops at once.</summary>
/// <param name="client">What the stream is of; entered.</param>
/// <param name="message">The request.</param>
/// <param name="patience">The clock of the request.</param>
internal sealed class Http2Exchange(Http2Client client, HttpRequestMessage message, Patience patience) : Stream
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

    private Http2Content? Content => message.Content as Http2Content;

    /// <summary>Sends the request, and waits for the head of its answer.</summary>
    public Task<HttpResponseMessage> SendAsync(MemberRequest request, CancellationToken cancel)
    {
        Http2Messages.AddLines(message, request);
        return client.SendAsync(message, cancel);
    }

    /// <summary>The head is here.</summary>
    /// <param name="response">It.</param>
    /// <param name="hasBody">The request's method allows a body in the answer (R9).</param>
    public async ValueTask TakeAsync(HttpResponseMessage response, bool hasBody)
    {
        _response = response;
        patience.Stop();
        Content?.Hear();
        if (hasBody && response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
        {
            _left = response.Content.Headers.ContentLength ?? -1;
            _body = await response.Content.ReadAsStreamAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Ends it, if it has not ended. Afterwards nothing of the client's body is being read any more.</summary>
    public async ValueTask EndAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        var stopped = Content?.StopAsync() ?? ValueTask.CompletedTask; // resets the stream when the body was still on its way
        _response?.Dispose();
        await stopped.ConfigureAwait(false);
        message.Dispose();
        patience.Dispose();
        client.Leave();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_ended != 0, this);
        var read = await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (_left >= 0 && _body != Null)
        {
            _left -= read;
            if (_left < 0 || (_left > 0 && read == 0 && buffer.Length > 0))
            {
                throw new HttpIOException(HttpRequestError.InvalidResponse, "the body of the answer has not its announced length"); // R8
            }
        }

        return read;
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
            _body.Dispose();
        }

        base.Dispose(disposing);
    }
}
