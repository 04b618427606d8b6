using System.Threading.Channels;

namespace Balancing.Manager.Live;

/// <summary>Somebody who watches. There is room for one look: who is slow skips those in between.</summary>
internal sealed class LiveWatcher(Action<LiveWatcher> forget) : IDisposable
{
    private readonly Channel<LiveSample> _next = Channel.CreateBounded<LiveSample>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Looks to come; it ends when the history does.</summary>
    public ChannelReader<LiveSample> Looks => _next.Reader;

    /// <summary>There was a look.</summary>
    public void Offer(LiveSample sample) => _next.Writer.TryWrite(sample);

    /// <summary>There will be no more.</summary>
    public void End() => _next.Writer.TryComplete();

    /// <summary>Watches no longer.</summary>
    public void Dispose()
    {
        End();
        forget(this);
    }
}
