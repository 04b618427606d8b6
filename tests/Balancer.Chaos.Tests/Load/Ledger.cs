using System.Collections.Concurrent;
using System.Diagnostics;

namespace Balancing.Chaos.Tests.Load;

/// <summary>
/// What became of every request: how often it arrived at a backend, what its client got, and how the gateway's attempts ended, as its
/// activities tell. The trace identifier of a request holds its number.
/// </summary>
internal sealed class Ledger : IDisposable
{
    private const int Most = 4_000_000;

    private readonly int[] _arrivals = new int[Most]; // atomic, each
    private readonly ConcurrentDictionary<int, List<string>> _attempts = new(); // a list has one writer at a time: its request
    private readonly ConcurrentDictionary<string, int> _losses = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _wrongs = new();
    private readonly ActivityListener _listener;
    private int _asked;
    private int _answered;

    public Ledger()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Balancer" or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Asked => Volatile.Read(ref _asked);

    public int Answered => Volatile.Read(ref _answered);

    /// <summary>What must not happen and did.</summary>
    public IReadOnlyCollection<string> Wrongs => _wrongs;

    /// <summary>What the rules let happen, by kind.</summary>
    public IEnumerable<KeyValuePair<string, int>> Losses => _losses;

    public int Next() => Interlocked.Increment(ref _asked);

    public static string TraceParent(int number) => $"00-{number:x32}-{number:x16}-01";

    /// <summary>A backend has read the request.</summary>
    public void Arrived(int number) => Interlocked.Increment(ref _arrivals[number]);

    /// <summary>The client has its answer, whole, or something else.</summary>
    public void Ended(int number, bool isSafe, string? trouble)
    {
        _attempts.TryRemove(number, out var attempts);
        if (trouble is null)
        {
            Interlocked.Increment(ref _answered);
            return;
        }

        var story = $"{(isSafe ? "GET" : "POST")} {trouble}: {string.Join(", ", attempts ?? [])}";
        if (MightHaveBeenSaved(isSafe, attempts ?? []))
        {
            _wrongs.Enqueue($"lost although a retry was legal: {story}");
        }
        else
        {
            _losses.AddOrUpdate(story, 1, static (_, n) => n + 1);
        }
    }

    /// <summary>Looks at all arrivals; no POST may have more than one.</summary>
    /// <param name="isPost">Which numbers were POSTs.</param>
    public void Close(Func<int, bool> isPost)
    {
        for (var number = 1; number <= Asked; number++)
        {
            if (isPost(number) && _arrivals[number] > 1)
            {
                _wrongs.Enqueue($"POST {number} arrived {_arrivals[number]} times");
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    // D8, D10, D11: what did not reach a member goes on to the next; what may have reached one is repeated once, if it is safe.
    private static bool MightHaveBeenSaved(bool isSafe, List<string> attempts) =>
        attempts.Count == 0
        || attempts[^1] is "connect_failed" or "pool_exhausted"
        || (isSafe && attempts[^1] == "closed_unanswered" && attempts.Count(a => a == "closed_unanswered") == 1);

    private void Note(Activity activity)
    {
        if (activity.OperationName == "balancer.attempt")
        {
            var number = Convert.ToInt32(activity.TraceId.ToHexString()[^8..], 16);
            var attempts = _attempts.GetOrAdd(number, static _ => []);
            lock (attempts)
            {
                attempts.Add(activity.GetTagItem("balancer.outcome") as string ?? "?");
            }
        }
    }
}
