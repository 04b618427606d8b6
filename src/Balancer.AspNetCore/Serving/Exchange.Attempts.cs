using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.AspNetCore;

/// <content>One attempt: the request to a member, its answer to the client.</content>
internal sealed partial class Exchange
{
    private Func<int, IReadOnlyList<KeyValuePair<string, string>>, ValueTask>? _interim; // made once

    protected override ValueTask<Outcome> SendAsync(Attempt attempt, CancellationToken cancel) =>
        _upgrading is not null ? UpgradeAsync(attempt, cancel)
        : _notes is not null ? NotedAsync(attempt, cancel)
        : AskWithinAsync(attempt, cancel);

    private async ValueTask<Outcome> UpgradeAsync(Attempt attempt, CancellationToken client)
    {
        try
        {
            return _notes is null
                ? await AskWithinAsync(attempt, client).ConfigureAwait(false)
                : await NotedAsync(attempt, client).ConfigureAwait(false);
        }
        finally
        {
            _upgrading!.End();
        }
    }

    private async ValueTask<Outcome> NotedAsync(Attempt attempt, CancellationToken client)
    {
        _notes!.Picked(attempt);
        var outcome = await AskWithinAsync(attempt, client).ConfigureAwait(false);
        _notes.Ended(in outcome);
        return outcome;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome> AskAsync(Attempt attempt, CancellationToken client)
    {
        var request = _context.Request;
        if (attempt.Activity is { } activity)
        {
            TraceContext.Write(activity, _headers.Received);
        }

        var headers = _rules.Request(in Facts, in Hit, attempt, request.Protocol, _headers);
        if (headers.Refusal is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        if (_upgrading?.Begin(attempt, headers.Lines) is { } denied)
        {
            return Outcome.Refused(denied);
        }

        _sent.Begin(attempt, _site.Plan, in Facts, Hit.Environment, client);
        _sent.NeedsFreshConnection = attempt.NeedsFreshConnection || Steering.WantsFresh(_context, Hit.Environment);
        _sent.Headers = _upgrading?.Lines ?? headers.Lines;
        _sent.Upgrade = _upgrading?.Protocol;
        _sent.Body = _body;
        _sent.Client = _context.Features;
        _sent.ExpectsContinue = _body is not null && string.Equals(request.Headers.Expect, "100-continue", StringComparison.OrdinalIgnoreCase);
        _sent.WantsTrailers = TrailerRelay.IsAsked(request);
        _sent.OnInterim = InterimRelay.IsOpen(_context, Hit.Environment) ? _interim ??= PassInterimAsync : null;
        var answer = await _transports.SendAsync(_sent, client).ConfigureAwait(false);
        _sent.Patience.Stop();
        try
        {
            return answer.Failure is { } failure ? Settled(in failure)
                : MemberGate.LetsIn(_sent, answer, _transports.Limits) ? await RelayAsync(attempt, answer, client).ConfigureAwait(false)
                : Outcome.Faulted(new InvalidDataException("the head of the answer is not valid"));
        }
        finally
        {
            await answer.DisposeAsync().ConfigureAwait(false);
            _sent.Patience.End();
        }
    }

    // R40: whatever a transport says, a body that was begun is gone.
    private Outcome Settled(in Outcome failure) =>
        failure.Kind is OutcomeKind.ConnectFailed or OutcomeKind.PoolExhausted && _body is { IsTouched: true } ? Outcome.Faulted(failure.Error) : failure;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome> RelayAsync(Attempt attempt, MemberAnswer answer, CancellationToken client)
    {
        _notes?.Answered(answer.Status);
        var patience = _sent.Patience;
        _copy.Begin(answer, attempt, patience);
        var headers = _rules.Response(in Facts, in Hit, attempt, answer.Protocol, answer.Headers, _headers, answer.Status);
        if (headers.Refusal is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        if (Upgrading.Takes(_upgrading, answer.Status))
        {
            _whole?.Stop(); // a tunnel has a limit of its own
            return await Upgrading.RunAsync(_upgrading, _sent, answer, headers.Lines).ConfigureAwait(false);
        }

        try
        {
            _upgrading?.Quote(answer);
            if (_rules.Overrides(answer.Status))
            {
                await OverrideAsync(answer.Status, headers).ConfigureAwait(false);
            }
            else
            {
                ResponseWriter.WriteHead(_context.Response, answer.Status, headers.Lines);
                await CopyAsync(answer, attempt.Member.Plan.IoBufferSize).ConfigureAwait(false);
            }

            return Outcome.Completed(answer.Status, 0, _copy.TakeUncounted());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or HttpRequestException or WireException or InvalidOperationException)
        {
            return client.IsCancellationRequested || _body is { Failure: not null } ? Outcome.ClientGone(0, _copy.TakeUncounted()) // R41
                : patience.RanOut ? new Outcome { Kind = OutcomeKind.TimedOut, Received = _copy.TakeUncounted(), Error = e }
                : Outcome.Faulted(e, 0, _copy.TakeUncounted());
        }
    }

    private async ValueTask OverrideAsync(int status, GatewayHeaders headers)
    {
        await _copy.SkipAsync().ConfigureAwait(false);
        ResponseWriter.WriteHead(_context.Response, status, [.. headers.Lines.Where(l => GatewayRules.KeepsWhenOverridden(l.Key, status))]);
        await FixedPage.WriteBodyAsync(_context, status).ConfigureAwait(false);
    }

    private ValueTask CopyAsync(MemberAnswer answer, int largest)
    {
        var response = _context.Response;
        return answer.Status == StatusCodes.Status205ResetContent ? _copy.SkipAsync()
            : TrailerRelay.Begin(_context, answer) is { } trailers ? CopyAsync(trailers, largest)
            : _copy.RunAsync(response.BodyWriter, largest, response.ContentLength is not null);
    }

    private async ValueTask CopyAsync(TrailerRelay trailers, int largest)
    {
        await _copy.RunAsync(trailers.Body, largest, flushes: true).ConfigureAwait(false);
        await trailers.EndAsync(_sent.Patience.Token).ConfigureAwait(false);
    }

    private ValueTask PassInterimAsync(int status, IReadOnlyList<KeyValuePair<string, string>> lines)
    {
        var ruled = _rules.Response(in Facts, in Hit, _sent.Attempt, "HTTP/1.1", lines, status);
        return ruled.Refusal is null ? InterimRelay.PassAsync(_context, status, lines, ruled.Lines, _sent.Timeout, _transports.Time, Client) : ValueTask.CompletedTask;
    }

    private static RequestBody BodyOf(HttpContext context, bool keepsUnderscores) => new(context.Request.BodyReader, context.Request.ContentLength)
    {
        TrailerSource = context.Features.Get<IHttpRequestTrailersFeature>(),
        AnnouncedTrailers = TrailerLines.Announcement(context.Request.Headers.Trailer.ToString(), keepsUnderscores),
        KeepsUnderscores = keepsUnderscores,
    };
}
