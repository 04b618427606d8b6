using System.Buffers;
using System.Buffers.Binary;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Balancing.Ajp;

/// <summary>A connection from a front: one message after the other, until one of the two has enough.</summary>
internal sealed class AjpServerConnection : IDisposable
{
    private const int MostOfLinger = 1 << 20;

    private static readonly TimeSpan LongestLinger = TimeSpan.FromSeconds(2);

    private readonly AjpServerSettings _settings;
    private readonly OuterConnection _outer;
    private readonly PacketBuffer _packets;
    private readonly FrontRequestReader _reader;
    private readonly ServerExchange _exchange;
    private readonly Deadline _deadline;
    private volatile bool _stopping;

    public AjpServerConnection(ConnectionContext connection, ConnectionDelegate http, AjpServerSettings settings)
    {
        _settings = settings;
        _outer = new OuterConnection(connection);
        _packets = new PacketBuffer(settings.PacketSize);
        _reader = new FrontRequestReader(settings);
        _deadline = new Deadline(settings.Time, _outer.Input.CancelPendingRead);
        _exchange = new ServerExchange(_outer, http, settings, _packets, _deadline);
    }

    private enum Next : byte
    {
        Read,
        Serve,
        Flush,
        Linger,
        Close,
    }

    public void Dispose() => _deadline.Dispose();

    public async Task RunAsync()
    {
        var stop = _outer.Connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var registration = stop.UnsafeRegister(static self => ((AjpServerConnection)self!).Stop(), this);
        var lingers = false;
        while (await NextAsync().ConfigureAwait(false) is var next && next != Next.Close)
        {
            lingers = next == Next.Linger;
            if (lingers || (next == Next.Flush && !await _outer.Output.IsOpenAfterFlushAsync().ConfigureAwait(false)))
            {
                break;
            }
        }

        if (lingers)
        {
            await LingerAsync().ConfigureAwait(false);
        }
    }

    private void Stop()
    {
        _stopping = true;
        _exchange.IsLast = true;
        _outer.Input.CancelPendingRead();
    }

    // Reads one message, and does what it says.
    private async ValueTask<Next> NextAsync()
    {
        var hasPart = false;
        _deadline.Start(_settings.KeepAliveTimeout);
        while (true)
        {
            var read = await _outer.Input.ReadOrEndAsync().ConfigureAwait(false);
            if (_deadline.HasPassed || (read.Buffer.IsEmpty && (_stopping || read.IsCompleted)))
            {
                return Closed(_deadline.HasPassed ? "too slow" : _stopping ? "the server stops" : "the front has closed it");
            }

            if (!read.Buffer.IsEmpty && !hasPart)
            {
                hasPart = true;
                _deadline.Start(_settings.PacketTimeout);
            }

            var next = Take(read.Buffer, out var request, out var used);
            _outer.Input.AdvanceTo(used, next == Next.Read ? read.Buffer.End : used);
            if (next != Next.Read)
            {
                _deadline.Stop();
                return next == Next.Serve ? await ServeAsync(request!).ConfigureAwait(false) : next;
            }

            if (read.IsCompleted || _stopping)
            {
                return Closed("it ended within a packet");
            }
        }
    }

    private async ValueTask<Next> ServeAsync(FrontRequest request)
    {
        var end = await _exchange.RunAsync(request).ConfigureAwait(false);
        return end switch
        {
            ExchangeEnd.Reuse => Next.Read,
            ExchangeEnd.Linger => Next.Linger,
            _ => Next.Close,
        };
    }

    private Next Take(in ReadOnlySequence<byte> bytes, out FrontRequest? request, out SequencePosition used)
    {
        request = null;
        used = bytes.Start;
        if (bytes.IsEmpty)
        {
            return Next.Read;
        }

        var taken = _packets.TryTake(bytes, out var payload, out var length);
        if (taken == Taken.Part)
        {
            return Next.Read;
        }

        if (taken == Taken.Invalid)
        {
            return IsTooLong(bytes) ? Refuse(new(400, "packet too long")) : Closed("no AJP");
        }

        used = bytes.GetPosition(length);
        return payload switch
        {
            [(byte)PacketType.CPing] => Pong(),
            [(byte)PacketType.ForwardRequest, ..] => Judge(payload, out request),
            _ => Closed("a packet that may not come here"), // among them the old Shutdown and Ping
        };
    }

    private Next Pong()
    {
        if (_stopping)
        {
            return Closed("the server stops");
        }

        _outer.Output.Write(ContainerPackets.CPong);
        return Next.Flush;
    }

    private Next Judge(ReadOnlySpan<byte> payload, out FrontRequest request)
    {
        if (_reader.Read(payload, out request) is { } refused)
        {
            return Refuse(refused);
        }

        _exchange.Begin(payload, request);
        return Next.Serve;
    }

    private Next Refuse(RefusedRequest refused)
    {
        var id = _outer.Connection.ConnectionId;
        if (refused == RefusedRequest.WrongSecret)
        {
            _settings.Log.WrongSecret(id);
        }
        else if (refused.Attribute is { } attribute)
        {
            _settings.Log.AttributeRefused(id, attribute);
        }
        else
        {
            _settings.Log.Refused(id, refused.Status, refused.Why);
        }

        _outer.Output.Advance(RefusedRequest.Write(_outer.Output.GetSpan(RefusedRequest.Room), refused.Status));
        return Next.Linger;
    }

    private Next Closed(string why)
    {
        _settings.Log.Closed(_outer.Connection.ConnectionId, why);
        return Next.Close;
    }

    // The front still sends, perhaps; closing now would take the answer from it (RST). It closes when it has read the answer.
    private async Task LingerAsync()
    {
        var left = (long)MostOfLinger;
        _deadline.Start(LongestLinger);
        for (var open = await _outer.Output.IsOpenAfterFlushAsync().ConfigureAwait(false); open && left > 0;)
        {
            var read = await _outer.Input.ReadOrEndAsync().ConfigureAwait(false);
            left -= read.Buffer.Length;
            open = !read.IsCompleted && !_deadline.HasPassed && !_stopping;
            if (!read.Buffer.IsEmpty || !read.IsCompleted)
            {
                _outer.Input.AdvanceTo(read.Buffer.End);
            }
        }
    }

    private static bool IsTooLong(in ReadOnlySequence<byte> bytes)
    {
        Span<byte> magic = stackalloc byte[2];
        if (bytes.Length < magic.Length)
        {
            return false;
        }

        bytes.Slice(0, magic.Length).CopyTo(magic);
        return BinaryPrimitives.ReadUInt16BigEndian(magic) == (ushort)Magic.ToContainer;
    }
}
