namespace Balancing.Managing;

/// <summary>What changes by hand did, and when: the revision, the journal, and what is needed to take them back. Written under the gate.</summary>
internal sealed class ChangeBook
{
    /// <summary>Entries that are kept.</summary>
    public const int Length = 500;

    private readonly LinkedList<Page> _pages = []; // gate; the newest first
    private long _revision; // gate; read anywhere
    private long _lastId;   // gate

    /// <summary>Grows with every change.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>The entries, the newest first.</summary>
    public JournalEntry[] Entries() => [.. _pages.Select(p => p.Entry)];

    /// <summary>What changed after a revision, the oldest first.</summary>
    public JournalEntry[] Since(long revision) => [.. _pages.Select(p => p.Entry).TakeWhile(e => e.Revision > revision).Where(e => e.Kind != JournalKind.Refused).Reverse()];

    /// <summary>An entry with what was before it, or null.</summary>
    public Page? Find(long id) => _pages.FirstOrDefault(p => p.Entry.Id == id);

    /// <summary>Writes an entry; the revision grows when it changes something.</summary>
    public JournalEntry Write(JournalKind kind, Operator by, DateTimeOffset at, IReadOnlyList<PlanChange> changes, string note = "", Past? past = null, long? undoes = null)
    {
        if (changes.Count > 0 && kind != JournalKind.Refused)
        {
            Volatile.Write(ref _revision, _revision + 1);
        }

        var entry = new JournalEntry
        {
            Id = ++_lastId,
            At = at,
            By = by,
            Kind = kind,
            Changes = changes,
            Revision = _revision,
            Undoes = undoes,
            Note = note,
        };
        _pages.AddFirst(new Page(entry, past));
        if (_pages.Count > Length)
        {
            _pages.RemoveLast();
        }

        if (undoes is { } undone)
        {
            Mark(undone, entry.Id);
        }

        return entry;
    }

    // Who takes an undo back makes the first change stand again.
    private void Mark(long undone, long by)
    {
        for (var (id, mark) = ((long?)undone, (long?)by); id is { } number && Find(number) is { } page; (id, mark) = (page.Entry.Undoes, mark is null ? by : null))
        {
            page.Entry = page.Entry with { UndoneBy = mark };
        }
    }

    /// <summary>An entry, and what was before it; null when it cannot be taken back.</summary>
    internal sealed class Page(JournalEntry entry, Past? past)
    {
        /// <summary>The entry. Written under the gate.</summary>
        public JournalEntry Entry { get; set; } = entry;

        public Past? Past { get; } = past;
    }
}

/// <summary>What was before a change.</summary>
/// <param name="Plan">The balancer's settings; its members do not count.</param>
/// <param name="Members">The members that the change touched, with their places.</param>
internal sealed record Past(BalancerPlan Plan, IReadOnlyList<(int Slot, MemberState State)> Members)
{
    /// <summary>What is before a draft is put in force.</summary>
    public static Past Of(Draft draft, IEnumerable<PlanChange> changes)
    {
        var urls = changes.Select(c => c.Member).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var states = MemberStates.Of(draft.Board);
        return new Past(
            draft.Board.Plan with { Members = [] },
            [.. states.Index().Where(m => urls.Contains(m.Item.Plan.Url.Configured)).Select(m => (m.Index, m.Item))]);
    }

    /// <summary>A member before the change; null when it was not there.</summary>
    public (int Slot, MemberState State)? Find(string url) =>
        Members.FirstOrDefault(m => m.State.Plan.Url.IsNamedBy(url)) is { State.Plan: not null } found ? found : null;
}
