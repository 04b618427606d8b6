using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.AspNetCore;

/// <summary>One client request, from its facts to the last byte of its answer.</summary>
internal sealed class Exchange
{
    private readonly HttpContext _context;
    private readonly Visit _visit;
    private readonly GatewayRules _rules; // with what the sections say that hold the request
    private readonly MemberTransports _transports;
    private readonly RequestBody? _body;
    private readonly DecisionNotes? _notes;

    public Exchange(HttpContext context, Visit visit, MemberTransports transports)
    {
        _context = context;
        _visit = visit;
        _rules = visit.Site.GatewayOf(visit.Hit);
        _transports = transports;
        _notes = DecisionNotes.Of(context);
        _body = visit.Facts.BodyIsSpent ? BodyOf(context, visit.Site.Plan.UnderscoreHeaders) : null;
    }

    public async Task RunAsync(Balancer balancer)
    {
        if (_rules.EndsHere(_visit.Facts, Lines(_context.Request.Headers)) is { } end)
        {
            _notes?.Refused(end.Refusal);
            await (end.Refusal is { } refusal ? FixedPage.WriteAsync(_context, refusal.SuggestedStatus) : AnswerLocallyAsync()).ConfigureAwait(false);
            return;
        }

        Outcome outcome;
        try
        {
            outcome = await balancer.ExecuteAsync(_visit.Facts, _visit.Hit, _notes is null ? AttemptAsync : NotedAsync, _context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_context.RequestAborted.IsCancellationRequested)
        {
            return; // it left while it waited for a member
        }

        if (outcome.Kind == OutcomeKind.Completed)
        {
            return;
        }

        _notes?.Refused(outcome.Refusal);
        if (_context.Response.HasStarted)
        {
            _context.Abort(); // R8: what is not whole must not look whole
        }
        else if (outcome.Kind == OutcomeKind.ClientGone)
        {
            await RefuseClientAsync().ConfigureAwait(false);
        }
        else
        {
            await FixedPage.WriteAsync(_context, outcome.SuggestedStatus).ConfigureAwait(false);
        }
    }

    private async ValueTask<Outcome> NotedAsync(Attempt attempt, CancellationToken client)
    {
        _notes!.Picked(attempt);
        var outcome = await AttemptAsync(attempt, client).ConfigureAwait(false);
        _notes.Ended(in outcome);
        return outcome;
    }

    private async ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken client)
    {
        var request = _context.Request;
        var headers = _rules.Request(_visit.Facts, _visit.Hit, attempt, request.Protocol, Lines(request.Headers));
        if (headers.Refusal is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        var sent = new MemberRequest(attempt, _visit.Site.Plan, _visit.Facts)
        {
            Environment = _visit.Hit.Environment,
            NeedsFreshConnection = attempt.NeedsFreshConnection || Steering.WantsFresh(_context, _visit.Hit.Environment),
            Target = attempt.Path,
            Headers = headers.Lines,
            Body = _body,
            WantsTrailers = TrailerRelay.IsAsked(request),
            OnInterim = InterimRelay.IsOpen(_context, _visit.Hit.Environment) ? (status, lines) => PassInterimAsync(attempt, status, lines) : null,
            ExpectsContinue = string.Equals(request.Headers.Expect, "100-continue", StringComparison.OrdinalIgnoreCase),
        };
        var answer = await _transports.SendAsync(sent, client).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            if (answer.Failure is { } failure)
            {
                return failure;
            }

            _notes?.Answered(answer.Status);
            return await RelayAsync(attempt, sent, answer, client).ConfigureAwait(false);
        }
    }

    private async ValueTask<Outcome> RelayAsync(Attempt attempt, MemberRequest sent, MemberAnswer answer, CancellationToken client)
    {
        using var patience = new Patience(sent.Timeout, _transports.Time, client);
        var headers = _rules.Response(_visit.Facts, _visit.Hit, attempt, answer.Protocol, answer.Headers, answer.Status);
        if (headers.Refusal is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        var overrides = _rules.Overrides(answer.Status);
        var trailers = overrides ? null : TrailerRelay.Begin(_context, answer);
        var copy = new ResponseCopy(answer, trailers?.Body ?? _context.Response.Body, attempt, patience);
        copy.CountHead();
        try
        {
            if (overrides)
            {
                await copy.SkipAsync().ConfigureAwait(false);
                ResponseWriter.WriteHead(_context.Response, answer.Status, headers.Lines.Where(l => GatewayRules.KeepsWhenOverridden(l.Key, answer.Status)));
                await FixedPage.WriteBodyAsync(_context, answer.Status).ConfigureAwait(false);
            }
            else
            {
                ResponseWriter.WriteHead(_context.Response, answer.Status, headers.Lines);
                var copied = answer.Status == StatusCodes.Status205ResetContent ? copy.SkipAsync() : copy.RunAsync(attempt.Member.Plan.IoBufferSize);
                await copied.ConfigureAwait(false);
                if (trailers is not null)
                {
                    await trailers.EndAsync(patience.Token).ConfigureAwait(false);
                }
            }

            return Outcome.Completed(answer.Status, 0, copy.TakeUncounted());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or HttpRequestException or WireException or InvalidOperationException)
        {
            return client.IsCancellationRequested ? Outcome.ClientGone(0, copy.TakeUncounted())
                : patience.RanOut ? new Outcome { Kind = OutcomeKind.TimedOut, Received = copy.TakeUncounted(), Error = e }
                : Outcome.Faulted(e, 0, copy.TakeUncounted());
        }
    }

    private ValueTask PassInterimAsync(Attempt attempt, int status, IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        var ruled = _rules.Response(_visit.Facts, _visit.Hit, attempt, "HTTP/1.1", lines, status);
        var limit = attempt.Member.Plan.Timeout ?? _visit.Site.Plan.Timeout ?? TimeSpan.FromSeconds(60);
        return ruled.Refusal is null ? InterimRelay.PassAsync(_context, status, lines, ruled.Lines, limit, _transports.Time) : ValueTask.CompletedTask;
    }

    private static RequestBody BodyOf(HttpContext context, bool keepsUnderscores) => new(context.Request.BodyReader, context.Request.ContentLength)
    {
        TrailerSource = context.Features.Get<IHttpRequestTrailersFeature>(),
        AnnouncedTrailers = TrailerLines.Announcement(context.Request.Headers.Trailer.ToString(), keepsUnderscores),
        KeepsUnderscores = keepsUnderscores,
    };

    // RFC 9110 §7.6.2: the way ends here. TRACE would echo the request, which R36 forbids.
    private Task AnswerLocallyAsync() =>
        FixedPage.WriteAsync(_context, HttpMethods.IsOptions(_context.Request.Method) ? StatusCodes.Status200OK : StatusCodes.Status405MethodNotAllowed);

    // A body that the server itself refused (too large, too slow, malformed) has a status; for the rest nobody listens.
    private Task RefuseClientAsync()
    {
        if (_body?.Failure is BadHttpRequestException refused && !_context.RequestAborted.IsCancellationRequested)
        {
            return FixedPage.WriteAsync(_context, refused.StatusCode);
        }

        _context.Abort();
        return Task.CompletedTask;
    }

    private static IEnumerable<KeyValuePair<string, string>> Lines(IHeaderDictionary headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                yield return new(name, value ?? "");
            }
        }
    }
}
