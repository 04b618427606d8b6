namespace Balancing.AspNetCore;

/// <summary>What came of one sending: the head of an answer and its body still to be read, or the reason why there is none.</summary>
public sealed class MemberAnswer : IAsyncDisposable
{
    private readonly Func<ValueTask>? _end;
    private Func<IReadOnlyList<KeyValuePair<string, string>>>? _trailers;
    private string _reason = "";
    private string _protocol = "HTTP/1.1";

    /// <summary>An answer.</summary>
    /// <param name="status">Status code, 100..599.</param>
    /// <param name="headers">Header lines in order, as received.</param>
    /// <param name="body">The body; empty where the message has none (R9). A truncated one must fail, not end (R8).</param>
    /// <param name="end">Gives the connection back, or closes it when the body was not read to its end. Default: nothing to do.</param>
    public MemberAnswer(int status, IReadOnlyList<KeyValuePair<string, string>> headers, Stream body, Func<ValueTask>? end = null)
    {
        Status = status;
        Headers = headers;
        Body = body;
        _end = end;
    }

    private MemberAnswer(in Outcome failure)
        : this(0, [], Stream.Null) => Failure = failure;

    /// <summary>Status code; 0 when the sending failed.</summary>
    public int Status { get; private set; }

    /// <summary>The reason phrase as received. It is counted, never passed on (R34).</summary>
    public string Reason { get => _reason; init => _reason = value; }

    /// <summary>The member's protocol. Default: <c>HTTP/1.1</c>.</summary>
    public string Protocol { get => _protocol; init => _protocol = value; }

    /// <summary>Header lines in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private set; }

    /// <summary>The body.</summary>
    public Stream Body { get; }

    /// <summary>
    /// The lines behind the body (trailers), valid once the body was read to its end; null when there can be none, or the request did not say
    /// <see cref="MemberRequest.WantsTrailers"/>. As received: which of them go on is the gateway's to decide (R6). Default: null.
    /// </summary>
    public Func<IReadOnlyList<KeyValuePair<string, string>>>? Trailers { get => _trailers; init => _trailers = value; }

    /// <summary>Why there is no answer, or null when there is one.</summary>
    public Outcome? Failure { get; }

    /// <summary>
    /// The connection after a 101, both ways, with what came right behind the head; null with any other status. It takes one reader and one
    /// writer at a time. One that is an <see cref="IHalfClose"/> can end one way alone. <see cref="DisposeAsync"/> closes it.
    /// </summary>
    public Stream? Tunnel { get; init; }

    /// <summary>No answer.</summary>
    /// <param name="outcome">How the sending ended; anything but <see cref="OutcomeKind.Completed"/>.</param>
    public static MemberAnswer Failed(in Outcome outcome) => new(in outcome);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _end?.Invoke() ?? ValueTask.CompletedTask;

    /// <summary>The next answer on the same connection, for a transport that makes no garbage.</summary>
    internal MemberAnswer Become(
        int status, IReadOnlyList<KeyValuePair<string, string>> headers, string reason, string protocol, Func<IReadOnlyList<KeyValuePair<string, string>>>? trailers)
    {
        (Status, Headers, _reason, _protocol, _trailers) = (status, headers, reason, protocol, trailers);
        return this;
    }
}
