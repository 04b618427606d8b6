using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Balancing.Manager.Live;

/// <summary>Tells what happens as it happens (server-sent events).</summary>
internal static class LiveStream
{
    /// <summary>Looks without news after which a sign of life is sent, so that nobody in between ends the connection.</summary>
    public const int QuietLooks = 15;

    /// <summary>
    /// The events, until the client leaves or the history ends: first everything, then what has changed. Each piece is valid until the next
    /// is asked for.
    /// </summary>
    /// <param name="history">Where they come from.</param>
    /// <param name="drains">The drainings that go on.</param>
    /// <param name="b">Key of the one balancer that is watched; null for all.</param>
    /// <param name="cancel">The client's patience.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Of(
        ManagerHistory history, Func<IReadOnlyList<DrainStatus>> drains, string? b, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var watcher = history.TryWatch();
        if (watcher is null)
        {
            yield return "retry: 30000\nevent: full\ndata: {}\n\n"u8.ToArray();
            yield break;
        }

        using var teller = new LiveTeller(history, b);
        yield return teller.Everything(history.Now(), drains());
        var quiet = 0;
        while (await NextAsync(watcher.Looks, cancel).ConfigureAwait(false) is { } look)
        {
            var news = teller.News(look, drains());
            quiet = news.IsEmpty ? quiet + 1 : 0;
            if (quiet == QuietLooks)
            {
                quiet = 0;
                yield return ": still here\n\n"u8.ToArray();
            }
            else if (!news.IsEmpty)
            {
                yield return news;
            }
        }
    }

    // Null at the end, also when the client has left.
    private static async ValueTask<LiveSample?> NextAsync(ChannelReader<LiveSample> looks, CancellationToken cancel)
    {
        try
        {
            return await looks.WaitToReadAsync(cancel).ConfigureAwait(false) && looks.TryRead(out var look) ? look : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
