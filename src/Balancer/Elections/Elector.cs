using Balancing.Explaining;

namespace Balancing.Elections;

/// <summary>
/// Elects members of one scoreboard. Who may stand is worked out once and kept until a flag changes or a retry time comes;
/// used under the balancer's gate only.
/// </summary>
internal sealed class Elector
{
    private readonly Scoreboard _board;
    private readonly LbMethod _method;
    private readonly Random _random;
    private readonly Electorate _electorate;
    private readonly FactorHeaps? _heaps; // where only common gains and single payments change lbstatus
    private readonly bool _heapsElect;
    private int[] _usable = [];
    private int _usableVersion = -1;
    private int _loadedVersion = -1; // of the books
    private int _keptVersion = -1;   // of the candidates
    private long _keptUntil;

    public Elector(Scoreboard board, Random random)
    {
        _board = board;
        _method = board.Plan.Method;
        _random = random;
        _electorate = new Electorate(board.Words.Length);
        _heapsElect = _method is ByRequests;
        _heaps = _method is ByRequests or ByTraffic ? new FactorHeaps(board) : null;
    }

    /// <summary>True while nothing that decides who may stand has changed since the last election.</summary>
    /// <param name="now">The balancer's clock; any value will do while nobody is in error.</param>
    public bool IsSettledAt(long now) => _keptVersion == _board.Version && now <= _keptUntil;

    /// <summary>Elects a member and keeps the method's books.</summary>
    /// <returns>Its slot, or -1 when nobody may stand or the method declined all.</returns>
    public int Elect<TTrace>(in RequestFacts request, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var settled = tried.IsEmpty && IsSettledAt(now);
        if (settled)
        {
            var slot = _heapsElect ? _heaps!.Elect() : ElectAmong(_electorate.Candidates, in request, now);
            if (slot >= 0)
            {
                return slot;
            }
        }

        return ElectAnew(settled, in request, now, tried, ref trace);
    }

    /// <summary>A session chose a member; keeps the method's books right.</summary>
    public void Charge(int slot, in RequestFacts request, long now)
    {
        if (_heaps is not null)
        {
            if (_loadedVersion != _board.Version)
            {
                Forget();
                Load(candidates: []);
            }

            _heaps.Charge(slot);
            return;
        }

        var usable = Usable();
        _method.Charge(new ElectionContext(usable, _board, in request, now, _random), usable.IndexOf(slot));
    }

    /// <summary>Writes the method's books into the slots, for whoever reads or copies them.</summary>
    public void Settle()
    {
        if (_loadedVersion >= 0)
        {
            _heaps?.Settle();
        }
    }

    /// <summary>Settles, and works everything out anew next time.</summary>
    public void Forget()
    {
        Settle();
        _keptVersion = _loadedVersion = -1;
    }

    private void Load(ReadOnlySpan<int> candidates)
    {
        _heaps?.Load(candidates);
        _loadedVersion = _board.Version;
    }

    // A method that has declined the first level already is not asked about it twice: it may have drawn.
    private int ElectAnew<TTrace>(bool declined, in RequestFacts request, long now, ReadOnlySpan<Member> tried, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        Forget();
        _electorate.Begin();
        for (var level = 0; _electorate.Advance(_board, now, tried, ref trace); level++)
        {
            var slot = level == 0 && declined ? -1 : ElectFirstTime(level == 0 && tried.IsEmpty, in request, now, ref trace);
            if (slot >= 0)
            {
                NoteLaterSets(ref trace);
                trace.Note(StepCode.ElectChosen, slot);
                return slot;
            }

            Forget();
        }

        trace.Note(StepCode.ElectNobody);
        return -1;
    }

    private int ElectFirstTime<TTrace>(bool keep, in RequestFacts request, long now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var candidates = _electorate.Candidates;
        NoteCandidates(candidates, in request, now, ref trace);
        if (!keep)
        {
            return ElectAmong(candidates, in request, now);
        }

        Load(candidates);
        _keptVersion = _board.Version;
        _keptUntil = FirstReturn();
        return _heapsElect ? _heaps!.Elect() : ElectAmong(candidates, in request, now);
    }

    private int ElectAmong(ReadOnlySpan<int> candidates, in RequestFacts request, long now)
    {
        var chosen = _method.Elect(new ElectionContext(candidates, _board, in request, now, _random));
        return chosen < 0 ? -1 : candidates[chosen];
    }

    // The first instant at which one of those whom forced recovery or this election looked at may come back.
    private long FirstReturn()
    {
        var first = long.MaxValue;
        var recoveryLooksOn = true;
        var panicLooks = _board.Plan.Protection?.PanicBelow is not null; // at everybody
        for (var slot = 0; _board.InError > 0 && slot < _board.Words.Length; slot++)
        {
            ref readonly var words = ref _board.Words[slot];
            var failed = (words.Status & (MemberStatus.InError | MemberStatus.Stopped)) == MemberStatus.InError;
            var looked = words.Set <= _electorate.Set && (words.Status & MemberStatus.Drain) == MemberStatus.None;
            if (failed && (recoveryLooksOn || looked || panicLooks))
            {
                first = Math.Min(first, words.ErrorTime + words.Retry);
            }

            recoveryLooksOn &= failed || (words.Status & MemberStatus.OnTrial) != MemberStatus.None || Availability.IsAdministrativelyOut(words.Status);
        }

        return first;
    }

    private Span<int> Usable()
    {
        if (_usableVersion != _board.Version)
        {
            _usable = [.. Enumerable.Range(0, _board.Words.Length).Where(i => _board.IsUsable(_board.Words[i].Status))];
            _usableVersion = _board.Version;
        }

        return _usable;
    }

    private void NoteCandidates<TTrace>(ReadOnlySpan<int> candidates, in RequestFacts request, long now, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        if (typeof(TTrace) == typeof(Silent))
        {
            return;
        }

        var election = new ElectionContext(candidates, _board, in request, now, _random);
        for (var i = 0; i < candidates.Length; i++)
        {
            trace.Note(StepCode.ElectCandidate, candidates[i], _method.Judge(in election, i));
        }
    }

    private void NoteLaterSets<TTrace>(ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        for (var slot = 0; typeof(TTrace) != typeof(Silent) && slot < _board.Words.Length; slot++)
        {
            if (_board.Words[slot].Set > _electorate.Set)
            {
                trace.Note(StepCode.ElectLaterSet, slot, _board.Words[slot].Set);
            }
        }
    }
}
