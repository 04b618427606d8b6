using System.Net;

namespace Balancing.Http;

/// <summary>A request's content that counts what is sent, and knows whether sending has begun.</summary>
internal sealed class RequestBody : HttpContent
{
    private readonly HttpContent _content;
    private readonly Counter _counter;

    public RequestBody(HttpContent content, Lease lease)
    {
        _content = content;
        _counter = new Counter(lease);
        HeaderCopy.Copy(content.Headers, Headers);
    }

    /// <summary>True once the content was asked for its bytes.</summary>
    public bool Began { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Began = true;
        return _content.CopyToAsync(new MeteredStream(stream, _counter), context, cancellationToken);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Began = true;
        _content.CopyTo(new MeteredStream(stream, _counter), context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? 0;
        return _content.Headers.ContentLength is not null;
    }

    private sealed class Counter(Lease lease) : BodyMeter
    {
        public override void Sent(int bytes) => lease.Count(bytes, 0);
    }
}
