namespace Balancing.Http;

/// <summary>One request message on its way through one or more attempts.</summary>
internal sealed class Exchange(
    HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, ValueTask<HttpResponseMessage>> inner, TimeProvider time)
{
    private readonly Uri? _uri = request.RequestUri;
    private readonly HttpContent? _content = request.Content;

    /// <summary>The response of the attempt that succeeded.</summary>
    public HttpResponseMessage? Response { get; private set; }

    /// <summary>Gives the request back as it was; whoever sent it may look at it.</summary>
    public void RestoreRequest()
    {
        request.RequestUri = _uri;
        request.Content = _content;
    }

    /// <summary>Sends to the attempt's member; trouble with the member comes back as a value.</summary>
    public async ValueTask<Outcome> SendAsync(Attempt attempt, CancellationToken cancel)
    {
        if (attempt.Member.Url.UnixSocket is not null)
        {
            throw new NotSupportedException($"{attempt.Member.Url} is a Unix socket, which HttpClient cannot name in a URL.");
        }

        var body = _content is null ? null : new RequestBody(_content, attempt.Lease);
        request.RequestUri = new Uri(attempt.Target);
        request.Content = body;
        request.Options.Set(BalancerHandler.Member, attempt.Member);
        using var limit = new MemberTimeout(attempt.Member, time, cancel);
        try
        {
            return Answered(attempt, await inner(request, limit.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException e) when (cancel.IsCancellationRequested)
        {
            return Outcome.ClientGone() with { Error = e };
        }
        catch (OperationCanceledException e) when (limit.IsOver)
        {
            return Outcome.TimedOut(error: limit.Failure(e));
        }
        catch (Exception e) when (Failures.IsBackendTrouble(e))
        {
            return Failures.Judge(e, body?.Began == true);
        }
    }

    private Outcome Answered(Attempt attempt, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (attempt.SetCookie is { } cookie)
        {
            response.Headers.TryAddWithoutValidation("Set-Cookie", cookie);
        }

        Response = response;
        if (HasBody(response))
        {
            response.Content = new ResponseBody(response.Content, new ResponseLease(attempt.KeepLease(), status));
        }

        return Outcome.Completed(status);
    }

    // RFC 9112 §6.3
    private bool HasBody(HttpResponseMessage response) =>
        request.Method != HttpMethod.Head && (int)response.StatusCode is not (204 or 304) && response.Content.Headers.ContentLength != 0;
}
