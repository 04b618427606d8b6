using Balancing.Manager.Live;

namespace Balancing.Manager.Programs;

/// <summary>Where programs hand in what they want; the same rules as for people apply there. Thread-safe.</summary>
internal interface IManagerDesk
{
    /// <summary>The sites, for <c>explain</c>.</summary>
    IReadOnlyList<ReverseProxy> Sites { get; }

    /// <summary>Everything, now.</summary>
    ManagerView View();

    /// <summary>The token that changes by whoever asks must carry (R48).</summary>
    string TokenOf(ManagerRequest request);

    /// <summary>Whoever asks, for the journal.</summary>
    Operator OperatorOf(ManagerRequest request);

    /// <summary>What whoever asks may do with a balancer: less than elsewhere when its <c>nonce</c> is <c>None</c>.</summary>
    ManagerPermissions PermissionsOf(ManagerRequest request, BalancerView balancer);

    /// <summary>What edits would do.</summary>
    EditPreview Preview(BalancerView balancer, EditRequest edits, ManagerPermissions permissions);

    /// <summary>Applies edits, all or none.</summary>
    EditResult Apply(BalancerView balancer, EditRequest edits, ManagerPermissions permissions);

    /// <summary>What taking an entry of the journal back would do; null when there is no such entry.</summary>
    EditPreview? PreviewUndo(BalancerView balancer, long entry, ManagerPermissions permissions);

    /// <summary>Takes an entry of the journal back; null when there is no such entry.</summary>
    EditResult? Undo(BalancerView balancer, long entry, Operator by, ManagerPermissions permissions);

    /// <summary>The drainings that run, and how the latest ended.</summary>
    IReadOnlyList<DrainStatus> Drains();

    /// <summary>Begins to drain members; one that is drained already goes on as it was asked first.</summary>
    /// <param name="balancer">Whose members.</param>
    /// <param name="members">URLs of members that there are.</param>
    /// <param name="deadline">How long to wait; null for ever.</param>
    /// <param name="by">Who asks.</param>
    void BeginDrain(BalancerView balancer, IReadOnlyList<string> members, TimeSpan? deadline, Operator by);

    /// <summary>Ends drainings; their members are as they were before.</summary>
    void CancelDrain(BalancerView balancer, IReadOnlyList<string> members, Operator by);

    /// <summary>Puts members back into service: they drain no longer, are not disabled, and their failures are forgotten.</summary>
    void Readmit(BalancerView balancer, IReadOnlyList<string> members, Operator by);
}
