using Balancing.Attempts;
using Balancing.Telemetry;

namespace Balancing.Managing;

/// <summary>Changes a running balancer: all of what belongs together, or, when something is wrong with it, nothing.</summary>
internal sealed class Editor
{
    private readonly Dictionary<string, Member> _retired; // gate
    private readonly LbMethodRegistry _methods;
    private readonly Overlay _overlay;
    private BalancerPlan _configured; // gate

    public Editor(Dispatcher dispatcher, Dictionary<string, Member> retired, LbMethodRegistry methods, string? stateDirectory)
    {
        Dispatcher = dispatcher;
        _retired = retired;
        _methods = methods;
        _configured = dispatcher.Plan;
        _overlay = new Overlay(OverlayFile.Of(_configured, stateDirectory));
    }

    public Dispatcher Dispatcher { get; }

    /// <summary>Revision and journal.</summary>
    public ChangeBook Book { get; } = new();

    /// <summary>The entries of the journal, the newest first.</summary>
    public JournalEntry[] Journal() => Dispatcher.Hold(this, static (_, e) => e.Book.Entries());

    /// <summary>What is in force and differs from the configuration.</summary>
    public List<PlanChange> Drift() => Dispatcher.Hold(this, static (chooser, e) => PlanDiff.Drift(e._configured, chooser.Board));

    /// <summary>Numbers, drift and journal of one moment.</summary>
    public (BalancerSnapshot Snapshot, List<PlanChange> Drift, JournalEntry[] Journal) Look() => Dispatcher.Hold(this, static (chooser, e) => (
        Snapshots.Take(chooser, (e.Dispatcher, e.Book)), PlanDiff.Drift(e._configured, chooser.Board), e.Book.Entries()));

    /// <summary>Puts edits in force.</summary>
    public EditResult Apply(EditRequest request) => Change(JournalKind.Edit, request, draft => Fill(draft, request.Edits));

    /// <summary>Takes an entry of the journal back.</summary>
    public EditResult Undo(long entry, Operator by) => Change(JournalKind.Undo, new EditRequest([]) { By = by }, draft => UndoRules.Take(draft, PageOf(entry)), entry);

    /// <summary>Tries edits out.</summary>
    public EditPreview Preview(EditRequest request, int decisions) => Preview(request.Revision, draft => Fill(draft, request.Edits), decisions);

    /// <summary>Tries taking back out.</summary>
    public EditPreview PreviewUndo(long entry, int decisions)
    {
        var page = Dispatcher.Hold((Editor: this, entry), static (_, s) => s.Editor.PageOf(s.entry));
        return Preview(null, draft => UndoRules.Take(draft, page), decisions);
    }

    /// <summary>Puts a validated plan in force, with saved edits over it. Called once for the plan the balancer was made with, too.</summary>
    public void Configure(BalancerPlan plan, bool isStart)
    {
        var problems = isStart && plan.Persist ? _overlay.Load() : [];
        var before = Dispatcher.Hold((Editor: this, plan, isStart), static (chooser, s) => s.Editor.ConfigureHeld(chooser, s.plan, s.isStart));
        Tell(before, isStart ? PlanCause.Start : PlanCause.Reload);
        foreach (var problem in problems)
        {
            Dispatcher.Events.OverlayProblem(Dispatcher.Plan, problem);
        }
    }

    /// <summary>Writes down what a draining, or its end, changed.</summary>
    /// <param name="by">Who drains.</param>
    /// <param name="changes">What it changed.</param>
    /// <param name="note">What happened.</param>
    public void NoteHeld(Operator by, List<PlanChange> changes, string note)
    {
        var entry = Book.Write(JournalKind.Drain, by, Now, changes, note);
        if (by != Operator.Program)
        {
            _overlay.Take(entry.Changes, _configured);
        }
    }

    /// <summary>Saves the edits of a balancer that has <c>BalancerPersist</c>. Called outside the gate.</summary>
    public ConfigurationProblem? Save()
    {
        if (!Dispatcher.Plan.Persist || _overlay.Save(Dispatcher, Now) is not { } problem)
        {
            return null;
        }

        Dispatcher.Events.OverlayProblem(Dispatcher.Plan, problem);
        return problem;
    }

    private DateTimeOffset Now => Dispatcher.Time.GetUtcNow();

    private EditResult Change(JournalKind kind, EditRequest request, Action<Draft> fill, long? undoes = null)
    {
        var before = Dispatcher.Members;
        var result = Dispatcher.Hold((Editor: this, kind, request, fill, undoes), static (c, s) => s.Editor.ChangeHeld(c, s.kind, s.request, s.fill, s.undoes));
        if (result.Applied)
        {
            Tell(before, PlanCause.Edit);
            result = result.Entry is null ? result : result with { NotSaved = Save() };
        }

        if (result.Entry is { } entry)
        {
            Dispatcher.Events.Edited(Dispatcher.Plan, entry);
        }

        return result;
    }

    private EditResult ChangeHeld(Chooser chooser, JournalKind kind, EditRequest request, Action<Draft> fill, long? undoes)
    {
        if (request.Revision is { } seen && seen != Book.Revision)
        {
            var refused = Book.Write(JournalKind.Refused, request.By, Now, [], "something has changed in the meantime");
            return new EditResult([]) { IsStale = true, Since = Book.Since(seen), Revision = Book.Revision, Entry = refused };
        }

        var draft = new Draft(chooser.Board);
        fill(draft);
        if (draft.Problems.Count > 0)
        {
            var refused = Book.Write(JournalKind.Refused, request.By, Now, [], string.Join(" ", draft.Problems));
            return new EditResult(draft.Problems) { Revision = Book.Revision, Entry = refused };
        }

        var changes = draft.Changes();
        var entry = changes.Count == 0 ? null : Book.Write(kind, request.By, Now, changes, past: Past.Of(draft, changes), undoes: undoes);
        chooser.Forget();
        Dispatcher.Replace(draft.Enact(_retired));
        _overlay.Take(changes, _configured, draft.Members);
        return new EditResult([]) { Revision = Book.Revision, Entry = entry };
    }

    private EditPreview Preview(long? seen, Action<Draft> fill, int decisions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decisions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decisions, 100_000);
        var (board, chance, revision, since) = Dispatcher.Hold((Editor: this, seen), static (chooser, s) => (
            Rehearsal.Apart(chooser.Board), chooser.Chance.Copy(), s.Editor.Book.Revision, s.seen is { } known ? s.Editor.Book.Since(known) : []));
        var draft = new Draft(board);
        fill(draft);
        var preview = draft.Problems.Count > 0 ? new EditPreview(draft.Problems) : Rehearsal.Play(draft, chance, Dispatcher.Now(), decisions);
        return preview with { IsStale = seen is { } was && was != revision, Since = since, Revision = revision };
    }

    private void Fill(Draft draft, IReadOnlyList<BalancerEdit> edits)
    {
        foreach (var edit in edits)
        {
            EditRules.Take(draft, edit, _methods);
        }
    }

    // Gate.
    private ChangeBook.Page PageOf(long entry) =>
        Book.Find(entry) ?? throw new KeyNotFoundException($"The journal of {Dispatcher.Plan.Url} has no entry {entry}.");

    private Member[] ConfigureHeld(Chooser chooser, BalancerPlan plan, bool isStart)
    {
        var members = chooser.Board.Members;
        var (board, wasPlan, wasStates) = (chooser.Board, chooser.Board.Plan, MemberStates.Of(chooser.Board));
        if (!isStart)
        {
            chooser.Forget();
            board = Succession.Next(plan, board, _retired);
            if (wasPlan.Method != plan.Method)
            {
                board.Reset(plan.Method); // D17
            }
        }

        _configured = plan;
        var configured = MemberStates.Of(board);
        board = plan.Persist ? Restored(chooser, board) : board;
        if (!ReferenceEquals(board, chooser.Board))
        {
            Dispatcher.Replace(board);
        }

        if (!isStart)
        {
            Book.Write(JournalKind.Reload, Operator.Program, Now, PlanDiff.Of(wasPlan, wasStates, plan, configured));
        }

        return isStart ? [] : members;
    }

    private Scoreboard Restored(Chooser chooser, Scoreboard board)
    {
        var draft = new Draft(board);
        var notes = _overlay.Put(draft, _methods, _configured);
        var changes = draft.Changes();
        if (changes.Count == 0 && notes.Count == 0)
        {
            return board;
        }

        Book.Write(JournalKind.Restored, Operator.Program, Now, changes, string.Join(" ", notes));
        if (changes.Count == 0)
        {
            return board;
        }

        chooser.Forget();
        return draft.Enact(_retired);
    }

    private void Tell(IReadOnlyList<Member> before, PlanCause cause)
    {
        Succession.Tell(before, Dispatcher.Members);
        Dispatcher.Events.PlanInForce(Dispatcher.Plan, Dispatcher.Members, before, cause);
        Dispatcher.Line.Pump();
    }
}
