using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Balancing.Ajp;

/// <summary>
/// One request after the other of one connection: each becomes a small HTTP/1.1 connection that Kestrel serves. Three things go on at once: Kestrel,
/// its answer on the way to the front, and what the front sends meanwhile, which is body or the news that it has gone.
/// </summary>
internal sealed class ServerExchange
{
    private static readonly PipeOptions Unlimited = new(pauseWriterThreshold: 0, useSynchronizationContext: false);
    private static readonly PipeOptions Limited = new(pauseWriterThreshold: 65_536, resumeWriterThreshold: 32_768, useSynchronizationContext: false);

    private readonly OuterConnection _outer;
    private readonly ConnectionDelegate _http;
    private readonly AjpServerSettings _settings;
    private readonly PacketBuffer _packets;
    private readonly Deadline _deadline;
    private readonly Pipe _request = new(Unlimited);
    private readonly Pipe _answer = new(Limited);
    private readonly BodyFeed _feed;
    private readonly AnswerPump _pump;
    private readonly DuplexPipe _transport;
    private volatile bool _ended; // what Kestrel does now is of no interest to the front
    private volatile bool _gone;

    public ServerExchange(OuterConnection outer, ConnectionDelegate http, AjpServerSettings settings, PacketBuffer packets, Deadline deadline)
    {
        (_outer, _http, _settings, _packets, _deadline) = (outer, http, settings, packets, deadline);
        _feed = new BodyFeed(_request.Writer);
        _pump = new AnswerPump(_answer.Reader, outer.Output, _feed, settings);
        _transport = new DuplexPipe(new DemandReader(_request.Reader, _pump.Want), _answer.Writer);
    }

    /// <summary>The server stops: the request that is being served is the last one.</summary>
    public bool IsLast { get; set; }

    /// <summary>Takes a judged request.</summary>
    /// <param name="payload">The packet.</param>
    /// <param name="request">What was read of it.</param>
    public void Begin(ReadOnlySpan<byte> payload, FrontRequest request)
    {
        (_ended, _gone) = (false, false);
        Http1Request.Write(payload, request, _settings.HeaderEncoding, _request.Writer);
        _ = _request.Writer.FlushAsync().AsTask();
        _feed.Begin(request.Body, request.Length);
        _pump.Begin(request.Method == "HEAD");
    }

    /// <summary>Serves it.</summary>
    /// <param name="request">The one that was taken.</param>
    /// <returns>The connection may be used again.</returns>
    public async Task<ExchangeEnd> RunAsync(FrontRequest request)
    {
        using var inner = new InnerConnection(_outer, request, _transport, Abort);
        _outer.Inner = inner;
#pragma warning disable CA2025 // All three have ended when this method ends.
        var receive = ReceiveAsync(inner);
        var answer = _pump.RunAsync();
        var serve = ServeAsync(inner);
#pragma warning restore CA2025
        var outcome = await answer.ConfigureAwait(false);
        var end = await FinishAsync(outcome).ConfigureAwait(false);
        if (outcome != AnswerEnd.Complete)
        {
            await inner.CloseAsync().ConfigureAwait(false);
        }

        await _answer.Reader.CompleteAsync().ConfigureAwait(false);
        await serve.ConfigureAwait(false);
        _outer.Inner = null;
        _outer.Input.CancelPendingRead();
        await receive.ConfigureAwait(false);
        _request.Reset();
        _answer.Reset();
        return _gone ? ExchangeEnd.Close : end;
    }

    private async Task ServeAsync(InnerConnection inner)
    {
        try
        {
            await _http(inner).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, this request has ended, and the front must hear of it.
        catch (Exception e)
        {
            _settings.Log.ServingFailed(e, _outer.Connection.ConnectionId);
        }
#pragma warning restore CA1031
        finally
        {
            await _answer.Writer.CompleteAsync().ConfigureAwait(false);
            await _request.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private async Task<ExchangeEnd> FinishAsync(AnswerEnd answer)
    {
        _ended = true;
        var settled = _feed.EndAsync();
        if (answer == AnswerEnd.Complete)
        {
            await SettleAsync(settled).ConfigureAwait(false);
            var reuse = !_feed.IsBroken && !IsLast && !_gone;
            _outer.Output.Write(reuse ? ContainerPackets.EndAndReuse : ContainerPackets.EndAndClose);
            return !await _outer.Output.IsOpenAfterFlushAsync().ConfigureAwait(false) || IsLast ? ExchangeEnd.Close : reuse ? ExchangeEnd.Reuse : ExchangeEnd.Linger;
        }

        _feed.Leave();
        var status = _pump.HasHead || _gone ? 0 : answer == AnswerEnd.Unsayable ? 500 : _feed.IsBroken ? 400 : 0;
        if (status == 0)
        {
            _outer.Connection.Abort(new ConnectionAbortedException("The answer was broken off."));
            return ExchangeEnd.Close;
        }

        if (status == 500)
        {
            _settings.Log.HeadRefused(_outer.Connection.ConnectionId, _settings.PacketSize);
        }

        _outer.Output.Advance(RefusedRequest.Write(_outer.Output.GetSpan(RefusedRequest.Room), status));
        return await _outer.Output.IsOpenAfterFlushAsync().ConfigureAwait(false) ? ExchangeEnd.Linger : ExchangeEnd.Close;
    }

    // The packet that is still due must be read, or it would be taken for the next message (CVE-2011-3190).
    private async Task SettleAsync(Task settled)
    {
        if (!settled.IsCompleted)
        {
            _deadline.Start(_settings.PacketTimeout);
            await _outer.Output.IsOpenAfterFlushAsync().ConfigureAwait(false);
            await settled.ConfigureAwait(false);
            _deadline.Stop();
        }

        _feed.Leave();
    }

    private async Task ReceiveAsync(InnerConnection inner)
    {
        while (true)
        {
            var read = await _outer.Input.ReadOrEndAsync().ConfigureAwait(false);
            if (_deadline.HasPassed)
            {
                _feed.Break();
            }

            var used = Deliver(read.Buffer);
            if (!read.Buffer.IsEmpty || !read.IsCompleted)
            {
                _outer.Input.AdvanceTo(used, _feed.IsOver ? used : read.Buffer.End);
            }

            if (read.IsCompleted)
            {
                _gone = true;
                _feed.Break();
                _pump.Stop();
                await inner.CloseAsync().ConfigureAwait(false);
                return;
            }

            if (_feed.IsOver)
            {
                return;
            }
        }
    }

    // Once the body is broken, nothing that comes has a meaning, and it is dropped.
    private SequencePosition Deliver(ReadOnlySequence<byte> bytes)
    {
        while (!_feed.IsOver && !bytes.IsEmpty)
        {
            if (_feed.IsBroken)
            {
                return bytes.End;
            }

            var taken = _packets.TryTake(bytes, out var payload, out var used);
            if (taken == Taken.Part)
            {
                break;
            }

            if (taken == Taken.Invalid)
            {
                _feed.Break();
                continue;
            }

            _feed.Deliver(payload);
            bytes = bytes.Slice(used);
        }

        return bytes.Start;
    }

    private void Abort(ConnectionAbortedException reason)
    {
        // Kestrel also breaks off when the body ends too early; then the front gets an answer.
        if (!_ended && !_feed.IsBroken)
        {
            _outer.Connection.Abort(reason);
        }
    }
}

/// <summary>What becomes of a connection after an exchange.</summary>
internal enum ExchangeEnd : byte
{
    /// <summary>Another request may come.</summary>
    Reuse,

    /// <summary>The front was told to close it, and is given the time to read that.</summary>
    Linger,

    /// <summary>It is closed.</summary>
    Close,
}

/// <summary>Two ends of two pipes.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
