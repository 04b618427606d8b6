namespace Balancing.Manager.Serving;

/// <summary>Where edits are handed in, from forms and from programs: who may, and where members may be (R50). The rest is the balancer's to judge.</summary>
internal sealed class EditDesk(MemberRules rules, ManagerLog log)
{
    private const string Add = "ask for the permission to add members";

    /// <summary>Applies edits: all, or none.</summary>
    /// <param name="view">The balancer.</param>
    /// <param name="request">The edits, who asks, and what they have seen.</param>
    /// <param name="may">What whoever asks may do.</param>
    public EditResult Apply(BalancerView view, EditRequest request, ManagerPermissions may)
    {
        var problems = ProblemsOf(view, request, may);
        var result = problems.Count > 0 ? new EditResult(problems) { Revision = view.Balancer.Revision } : view.Balancer.Edit(request);
        log.Applied(view, result);
        return result;
    }

    /// <summary>Tells what edits would do.</summary>
    /// <param name="view">The balancer.</param>
    /// <param name="request">The edits.</param>
    /// <param name="may">What whoever asks may do.</param>
    public EditPreview Preview(BalancerView view, EditRequest request, ManagerPermissions may)
    {
        var problems = ProblemsOf(view, request, may);
        return problems.Count > 0 ? new EditPreview(problems) { Revision = view.Balancer.Revision } : view.Balancer.Preview(request);
    }

    /// <summary>Takes an entry of the journal back.</summary>
    /// <param name="view">The balancer.</param>
    /// <param name="entry">Number of the entry.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="may">What they may do.</param>
    /// <exception cref="KeyNotFoundException">The journal has no such entry.</exception>
    public EditResult Undo(BalancerView view, long entry, Operator by, ManagerPermissions may)
    {
        var result = ForbidsUndo(view, entry, may) is { } problem ? new EditResult([problem]) { Revision = view.Balancer.Revision } : view.Balancer.Undo(entry, by);
        log.Applied(view, result);
        return result;
    }

    /// <summary>Tells what an undo would do.</summary>
    /// <param name="view">The balancer.</param>
    /// <param name="entry">Number of the entry.</param>
    /// <param name="may">What whoever asks may do.</param>
    /// <exception cref="KeyNotFoundException">The journal has no such entry.</exception>
    public static EditPreview PreviewUndo(BalancerView view, long entry, ManagerPermissions may) =>
        ForbidsUndo(view, entry, may) is { } problem ? new EditPreview([problem]) { Revision = view.Balancer.Revision } : view.Balancer.PreviewUndo(entry);

    /// <summary>Why nothing of the balancer may be changed, or null.</summary>
    public static ConfigurationProblem? Forbids(BalancerView view, ManagerPermissions may) =>
        !may.HasFlag(ManagerPermissions.Edit) ? new(view.Key, "you may look, and not change anything", "Ask for the permission to edit")
        : Tokens.IsReadOnly(view.Snapshot.Plan) ? new(view.Key, "the balancer takes no edits", "Remove nonce=None from its configuration", "nonce")
        : null;

    // To bring back a member that no configuration has is to add one (R50).
    private static ConfigurationProblem? ForbidsUndo(BalancerView view, long entry, ManagerPermissions may)
    {
        if (Forbids(view, may) is { } problem)
        {
            return problem;
        }

        if (may.HasFlag(ManagerPermissions.AddMembers))
        {
            return null;
        }

        var gone = view.Journal.FirstOrDefault(e => e.Id == entry)?.Changes.FirstOrDefault(c => IsRemoval(c) && !view.Drift.Any(d => IsRemoval(d) && d.Member == c.Member));
        return gone is null ? null : new(gone.Member!, "you may not add members, and no configuration has this one", $"Leave it, or {Add}", "undo");
    }

    private static bool IsRemoval(PlanChange change) => change is { Member: not null, Setting: "Member", After.Length: 0 };

    private List<ConfigurationProblem> ProblemsOf(BalancerView view, EditRequest request, ManagerPermissions may)
    {
        if (Forbids(view, may) is { } forbidden)
        {
            return [forbidden];
        }

        var problems = new List<ConfigurationProblem>();
        foreach (var edit in request.Edits)
        {
            var problem = edit is not AddMemberEdit add ? null
                : !may.HasFlag(ManagerPermissions.AddMembers) ? new(add.Url, "you may not add members", $"Leave it out, or {Add}", "b_nwrkr")
                : rules.ProblemOf(view, add.Url);
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        return problems;
    }
}
