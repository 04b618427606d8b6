using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Balancing.Ajp.Tests.Server;

/// <summary>A transport without sockets: what is written at one end is read at the other, in the same pieces.</summary>
internal sealed class MemoryListener : IConnectionListenerFactory, IConnectionListener
{
    private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>();
    private int _connections;

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    /// <summary>Both ends of a connection.</summary>
    public static (ConnectionContext Server, RawFront Front) Pair(string name)
    {
        var options = new PipeOptions(useSynchronizationContext: false, readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1 << 20);
        var (up, down) = (new Pipe(options), new Pipe(new PipeOptions(useSynchronizationContext: false, pauseWriterThreshold: 1 << 20)));
        var server = new Connection(name, new DuplexPipe(up.Reader, down.Writer), new DuplexPipe(down.Reader, up.Writer));
        return (server, new RawFront(down.Reader.AsStream(), up.Writer.AsStream(), () => up.Writer.Complete()));
    }

    public RawFront Connect()
    {
        var (server, front) = Pair($"memory{Interlocked.Increment(ref _connections)}");
        Assert.True(_waiting.Writer.TryWrite(server));
        return front;
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return new(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private sealed class Connection(string name, IDuplexPipe transport, IDuplexPipe application) : DefaultConnectionContext(name, transport, application)
    {
        public override void Abort(ConnectionAbortedException abortReason)
        {
            // The one of the base cancels on another thread, perhaps after the end.
            Transport.Input.CancelPendingRead();
            Application!.Output.Complete(abortReason);
        }

        public override async ValueTask DisposeAsync()
        {
            await Transport.Input.CompleteAsync();
            await Transport.Output.CompleteAsync();
            await base.DisposeAsync();
        }
    }
}
