using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Balancing.Ajp;

/// <summary>One request message and its answer.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Whoever has the answer ends it; without one it has ended.")]
internal sealed class HandlerExchange(AjpClientOptions options, HttpRequestMessage message)
{
    private readonly AjpExchange _exchange = new();
    private ContentBody? _body;

    /// <summary>Sends it and reads the head of its answer.</summary>
    public async Task<HttpResponseMessage> RunAsync(PoolGrant<AjpLink> lease, AjpRequest request, CancellationToken cancel)
    {
        var clock = new HandlerClock(options.Timeout, options.Time, cancel);
        _body = request.BodyLength == 0 ? null : new ContentBody(message.Content!, request.BodyLength);
        try
        {
            await _exchange.RunAsync(lease, request, _body, clock).ConfigureAwait(false);
            clock.LetGo();
            if (_exchange.Head.HasNoBody || _exchange.Head.Length == 0)
            {
                await _exchange.EndAsync().ConfigureAwait(false);
            }

            var stream = new AnswerStream(_exchange, clock, _body, options.Timeout);
            return Message(stream);
        }
        catch (Exception e)
        {
            var ranOut = clock.Judge(e);
            _body?.Dispose();
            clock.Dispose();
            cancel.ThrowIfCancellationRequested();
            if (ranOut)
            {
                throw Of(AjpTrouble.TimedOut, $"the container was silent for {options.Timeout}", e);
            }

            if (ReferenceEquals(e, _exchange.BodyFailure) && e is not AjpException)
            {
                throw Of(AjpTrouble.BodyFailed, "the content of the request failed", e);
            }

            throw;
        }
    }

    /// <summary>
    /// Whether the request is sent once more: the connection had served before and was closed unanswered, nothing of a body went out, and
    /// doing it twice is as good as once (D11, R40). A query makes that doubtful, as in mod_proxy_ajp.
    /// </summary>
    public bool MayRepeat(AjpException failure, AjpRequest request) =>
        failure.Trouble == AjpTrouble.Unanswered && _exchange.OnUsedLink && _exchange.Received == 0 && _body is not { IsTouched: true }
        && request.Query is null && request.Method is ("GET" or "HEAD" or "PUT" or "DELETE" or "OPTIONS" or "TRACE");

    private AjpException Of(AjpTrouble trouble, string text, Exception inner) =>
        new(trouble, text, inner) { IsRequestSent = _exchange.IsRequestSent, IsBodySent = _exchange.IsBodySent };

    private HttpResponseMessage Message(AnswerStream stream)
    {
        var head = _exchange.Head;
        var answer = new HttpResponseMessage((HttpStatusCode)head.Status)
        {
            RequestMessage = message,
            ReasonPhrase = head.Reason,
            Version = HttpVersion.Version11,
            Content = new StreamContent(stream),
        };
        foreach (var (name, value) in head.Lines)
        {
            if (!answer.Headers.TryAddWithoutValidation(name, value))
            {
                answer.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return answer;
    }
}
