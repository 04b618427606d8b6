using System.Net;

namespace Balancing.Http;

/// <summary>A response's content that counts what comes, and ends the lease at its end. The stream also writes, for upgraded connections.</summary>
internal sealed class ResponseBody : HttpContent
{
    private readonly HttpContent _content;
    private readonly ResponseLease _lease;

    public ResponseBody(HttpContent content, ResponseLease lease)
    {
        _content = content;
        _lease = lease;
        HeaderCopy.Copy(content.Headers, Headers);
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        new MeteredStream(_content.ReadAsStream(cancellationToken), _lease);

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new MeteredStream(await _content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _lease);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var body = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var body = CreateContentReadStream(cancellationToken);
        body.CopyTo(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return _content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _lease.Ended();
        }

        base.Dispose(disposing);
    }
}
