namespace Balancing.Testing;

/// <summary>
/// What one member does. A plain verb holds until the next one; a verb with <c>Once</c> holds for one attempt, in the order they
/// were said, and then the plain one holds again. Default: it answers 200. Safe for any thread.
/// </summary>
public sealed class ScriptedBackend
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<Attempt, CancellationToken, ValueTask<Outcome>>> _once = new(); // gate
    private Func<Attempt, CancellationToken, ValueTask<Outcome>> _always = Of(Outcome.Completed(200)); // gate
    private int _attempts; // gate

    internal ScriptedBackend(string url) => Url = url;

    /// <summary>The member's URL, as it was first written.</summary>
    public string Url { get; }

    /// <summary>How many attempts reached it.</summary>
    public int Attempts
    {
        get
        {
            lock (_gate)
            {
                return _attempts;
            }
        }
    }

    /// <summary>It answers.</summary>
    /// <param name="status">Response status, 100..599.</param>
    /// <param name="sent">Bytes it was sent. Default: 0.</param>
    /// <param name="received">Bytes it sent back. Default: 0.</param>
    public ScriptedBackend Answers(int status, long sent = 0, long received = 0) => Ends(Outcome.Completed(status, sent, received));

    /// <summary>It answers with headers, for tests of what clients see.</summary>
    /// <param name="response">The answer.</param>
    public ScriptedBackend Answers(ResponseFacts response) => Ends(Outcome.Completed(response));

    /// <summary>It accepts no connection.</summary>
    public ScriptedBackend Refuses() => Ends(Outcome.ConnectFailed());

    /// <summary>It takes the request and says nothing in time. No time passes.</summary>
    public ScriptedBackend TimesOut() => Ends(Outcome.TimedOut());

    /// <summary>It closes a kept-alive connection before one byte of an answer.</summary>
    public ScriptedBackend Closes() => Ends(Outcome.ClosedUnanswered());

    /// <summary>Its answer makes no sense, or breaks off.</summary>
    public ScriptedBackend Faults() => Ends(Outcome.Faulted());

    /// <summary>An attempt at it ends like this.</summary>
    /// <param name="outcome">The end.</param>
    public ScriptedBackend Ends(Outcome outcome) => Does(Of(outcome));

    /// <summary>Anything else, for example an answer that waits for a signal of the test.</summary>
    /// <param name="act">Plays one attempt.</param>
    public ScriptedBackend Does(Func<Attempt, CancellationToken, ValueTask<Outcome>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        lock (_gate)
        {
            _always = act;
        }

        return this;
    }

    /// <summary>As <see cref="Answers(int, long, long)"/>, for one attempt.</summary>
    /// <param name="status">Response status, 100..599.</param>
    /// <param name="sent">Bytes it was sent. Default: 0.</param>
    /// <param name="received">Bytes it sent back. Default: 0.</param>
    public ScriptedBackend AnswersOnce(int status, long sent = 0, long received = 0) => EndsOnce(Outcome.Completed(status, sent, received));

    /// <summary>As <see cref="Refuses"/>, for one attempt.</summary>
    public ScriptedBackend RefusesOnce() => EndsOnce(Outcome.ConnectFailed());

    /// <summary>As <see cref="TimesOut"/>, for one attempt.</summary>
    public ScriptedBackend TimesOutOnce() => EndsOnce(Outcome.TimedOut());

    /// <summary>As <see cref="Closes"/>, for one attempt.</summary>
    public ScriptedBackend ClosesOnce() => EndsOnce(Outcome.ClosedUnanswered());

    /// <summary>As <see cref="Faults"/>, for one attempt.</summary>
    public ScriptedBackend FaultsOnce() => EndsOnce(Outcome.Faulted());

    /// <summary>As <see cref="Ends"/>, for one attempt.</summary>
    /// <param name="outcome">The end.</param>
    public ScriptedBackend EndsOnce(Outcome outcome) => DoesOnce(Of(outcome));

    /// <summary>As <see cref="Does"/>, for one attempt.</summary>
    /// <param name="act">Plays the attempt.</param>
    public ScriptedBackend DoesOnce(Func<Attempt, CancellationToken, ValueTask<Outcome>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        lock (_gate)
        {
            _once.Enqueue(act);
        }

        return this;
    }

    /// <summary>Counts an attempt and says what becomes of it.</summary>
    internal Func<Attempt, CancellationToken, ValueTask<Outcome>> Next()
    {
        lock (_gate)
        {
            _attempts++;
            return _once.TryDequeue(out var act) ? act : _always;
        }
    }

    private static Func<Attempt, CancellationToken, ValueTask<Outcome>> Of(Outcome outcome) => (_, _) => ValueTask.FromResult(outcome);
}
