using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Balancing.AspNetCore;

/// <summary>
/// The names of clients' addresses, for <c>Require host</c>. Each is looked up once and kept for a short time; nobody waits on a thread.
/// </summary>
/// <param name="ask">Looks a name up: null when that failed, empty when there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class ClientNames(Func<IPAddress, CancellationToken, ValueTask<string?>> ask, TimeProvider time) : IDisposable
{
    private const int Most = 10_000;
    private const int AtOnce = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeepFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<IPAddress, Entry> _known = new();
    private readonly SemaphoreSlim _gate = new(AtOnce); // lookups on their way; where DNS blocks, it blocks so many threads of the pool at most

    /// <summary>The name, empty when there is none, null when the lookup failed or took too long (then nobody knows, and a rule denies).</summary>
    public Task<string?> FindAsync(IPAddress address, CancellationToken client)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (!_known.TryGetValue(address, out var entry) || entry.IsOver(time))
        {
            var next = new Entry(() => AskAsync(address));
            entry = entry is null ? Add(address, next) : _known.TryUpdate(address, next, entry) ? next : _known.GetValueOrDefault(address, next);
        }

        return entry.Answer.WaitAsync(client);
    }

    public void Dispose() => _gate.Dispose();

    private Entry Add(IPAddress address, Entry entry)
    {
        if (_known.Count >= Most)
        {
            foreach (var (old, known) in _known)
            {
                if (known.IsOver(time))
                {
                    _known.TryRemove(old, out _);
                }
            }
        }

        return _known.Count < Most ? _known.GetOrAdd(address, entry) : entry;
    }

    private async Task<(string?, long)> AskAsync(IPAddress address)
    {
        string? name = null;
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await _gate.WaitAsync(patience.Token).ConfigureAwait(false);
            name = await HoldGateAsync(address, patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // A name that cannot be looked up is not known; that it has none would let in whom "not host" keeps out.
        }

        return (name, time.GetTimestamp() + (long)((name is null ? KeepFailure : Keep).TotalSeconds * time.TimestampFrequency));
    }

    // Also a lookup that nobody waits for any more counts among those on their way.
    private async Task<string?> HoldGateAsync(IPAddress address, CancellationToken cancel)
    {
        try
        {
            return await ask(address, cancel).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed class Entry(Func<Task<(string? Name, long Until)>> ask)
    {
        private readonly Lazy<Task<(string? Name, long Until)>> _asked = new(ask);

        public Task<string?> Answer => NameAsync(_asked.Value);

        public bool IsOver(TimeProvider time) =>
            _asked is { IsValueCreated: true, Value.IsCompleted: true }
            && (!_asked.Value.IsCompletedSuccessfully || time.GetTimestamp() >= _asked.Value.Result.Until);

        private static async Task<string?> NameAsync(Task<(string? Name, long Until)> asked) => (await asked.ConfigureAwait(false)).Name;
    }
}
