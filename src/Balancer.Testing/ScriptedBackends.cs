namespace Balancing.Testing;

/// <summary>
/// The members of a balancer as a script: each refuses, answers, times out or closes as the test says, and every attempt is
/// recorded. A member without a script answers 200. Safe for any thread; nothing is sent anywhere and nobody waits.
/// </summary>
public sealed class ScriptedBackends
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ScriptedBackend> _backends = new(StringComparer.Ordinal); // gate
    private readonly List<Hit> _hits = []; // gate

    /// <summary>The script of one member.</summary>
    /// <param name="url">The member's URL as configured, or any other spelling of it; or its name.</param>
    public ScriptedBackend this[string url]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(url);
            var identity = Identity(url);
            lock (_gate)
            {
                return _backends.TryGetValue(identity, out var known) ? known : _backends[identity] = new ScriptedBackend(url);
            }
        }
    }

    /// <summary>Every attempt so far, in the order they were begun.</summary>
    public IReadOnlyList<Hit> Hits
    {
        get
        {
            lock (_gate)
            {
                return [.. _hits];
            }
        }
    }

    /// <summary>Plays the member of an attempt; pass it to <see cref="Balancer.ExecuteAsync(RequestFacts, Func{Attempt, CancellationToken, ValueTask{Outcome}}, CancellationToken)"/>.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="cancel">The client's patience.</param>
    public ValueTask<Outcome> SendAsync(Attempt attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var backend = this[attempt.Member.Url.Configured];
        lock (_gate)
        {
            _hits.Add(new Hit(attempt.Member, attempt.Number, attempt.Target));
        }

        return backend.Next()(attempt, cancel);
    }

    /// <summary>Forgets the hits; the scripts stay.</summary>
    public void ForgetHits()
    {
        lock (_gate)
        {
            _hits.Clear();
        }
    }

    /// <summary>The targets of all hits, one line each: what a snapshot test compares.</summary>
    public override string ToString() => string.Join('\n', Hits);

    private static string Identity(string url) => MemberUrl.TryParse(url, out var parsed, out _) ? parsed!.Identity : url;
}

/// <summary>One attempt that reached a scripted backend.</summary>
/// <param name="Member">Who was asked.</param>
/// <param name="Number">Which attempt of its request it was, from 1.</param>
/// <param name="Target">The URL that was asked for.</param>
public sealed record Hit(Member Member, int Number, string Target)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Number}. {Target}";
}
