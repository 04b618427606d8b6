using System.Runtime.CompilerServices;

namespace Balancing.Manager.Live;

/// <summary>Tells what happens as it happens (server-sent events).</summary>
internal static class LiveStream
{
    /// <summary>The events, until the client leaves or the history is disposed of.</summary>
    /// <param name="history">Where they come from.</param>
    /// <param name="drains">The drainings that go on.</param>
    /// <param name="b">Key of the one balancer that is watched; null for all.</param>
    /// <param name="cancel">The client's patience.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Of(
        ManagerHistory history, Func<IReadOnlyList<DrainStatus>> drains, string? b, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        yield return "retry: 2000\n\n"u8.ToArray();
        await Task.Delay(Timeout.InfiniteTimeSpan, history.Time, cancel).ConfigureAwait(false);
    }
}
