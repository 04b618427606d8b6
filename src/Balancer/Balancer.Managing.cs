namespace Balancing;

/// <content>What operators see and change (httpd: balancer-manager).</content>
public sealed partial class Balancer
{
    /// <summary>Grows with every change by hand, by reload or by draining; what requests change does not count.</summary>
    public long Revision => _editor.Book.Revision;

    /// <summary>The latest changes, the newest first; the journal keeps the last 500.</summary>
    public IReadOnlyList<JournalEntry> Journal => _editor.Journal();

    /// <summary>What is in force and differs from the configuration: before is what is configured, after what is in force.</summary>
    public IReadOnlyList<PlanChange> Drift => _editor.Drift();

    /// <summary>Numbers, drift and journal of one moment.</summary>
    internal (BalancerSnapshot Snapshot, List<PlanChange> Drift, JournalEntry[] Journal) Look() => _editor.Look();

    /// <summary>Names of the methods that <see cref="SettingsEdit.LbMethod"/> can name.</summary>
    public IReadOnlyCollection<string> LbMethodNames => [.. _services.Methods.Names];

    /// <summary>Applies an operator's edits: all, or, when one is invalid, none.</summary>
    /// <param name="edits">What to change.</param>
    public EditResult Edit(params BalancerEdit[] edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        return _editor.Apply(new EditRequest(edits));
    }

    /// <summary>Applies an operator's edits: all, or, when one is invalid or something has changed in the meantime, none.</summary>
    /// <param name="request">What to change, who asks, and what they have seen.</param>
    public EditResult Edit(EditRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _editor.Apply(request);
    }

    /// <summary>Tells what edits would do, without any effect.</summary>
    /// <param name="request">What would be changed.</param>
    /// <param name="decisions">How many of the next decisions to try out, 0 to 100,000. Default: 1,000.</param>
    public EditPreview Preview(EditRequest request, int decisions = 1_000)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _editor.Preview(request, decisions);
    }

    /// <summary>Takes back what an entry of the journal changed. Refused when one of its values is another by now.</summary>
    /// <param name="entry">Number of the entry.</param>
    /// <param name="by">Who asks. Default: the program.</param>
    /// <exception cref="KeyNotFoundException">The journal has no such entry.</exception>
    public EditResult Undo(long entry, Operator? by = null) => _editor.Undo(entry, by ?? Operator.Program);

    /// <summary>What <see cref="Undo"/> would do, without any effect.</summary>
    /// <param name="entry">Number of the entry.</param>
    /// <param name="decisions">How many of the next decisions to try out, 0 to 100,000. Default: 1,000.</param>
    /// <exception cref="KeyNotFoundException">The journal has no such entry.</exception>
    public EditPreview PreviewUndo(long entry, int decisions = 1_000) => _editor.PreviewUndo(entry, decisions);
}
