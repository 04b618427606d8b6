using Balancing.Manager.Live;
using Balancing.Manager.Programs;

namespace Balancing.Manager.Serving;

/// <summary>The desk at which forms and programs hand in what they want.</summary>
internal sealed class Desk(ManagerParts parts) : IManagerDesk
{
    /// <inheritdoc/>
    public IReadOnlyList<ReverseProxy> Sites => parts.Sites();

    /// <inheritdoc/>
    public ManagerView View() => parts.View();

    /// <inheritdoc/>
    public string TokenOf(ManagerRequest request) => parts.Tokens.Of(request);

    /// <inheritdoc/>
    public Operator OperatorOf(ManagerRequest request) =>
        new(request.User.Length > 0 ? request.User : "anonymous", Addresses.Plain(request.Client)?.ToString());

    /// <inheritdoc/>
    public ManagerPermissions PermissionsOf(ManagerRequest request, BalancerView balancer) =>
        EditDesk.Forbids(balancer, request.Permissions) is null ? request.Permissions : request.Permissions & ManagerPermissions.View;

    /// <inheritdoc/>
    public EditPreview Preview(BalancerView balancer, EditRequest edits, ManagerPermissions permissions) => parts.Edits.Preview(balancer, edits, permissions);

    /// <inheritdoc/>
    public EditResult Apply(BalancerView balancer, EditRequest edits, ManagerPermissions permissions) => parts.Edits.Apply(balancer, edits, permissions);

    /// <inheritdoc/>
    public EditPreview? PreviewUndo(BalancerView balancer, long entry, ManagerPermissions permissions) =>
        IfThere(() => EditDesk.PreviewUndo(balancer, entry, permissions));

    /// <inheritdoc/>
    public EditResult? Undo(BalancerView balancer, long entry, Operator by, ManagerPermissions permissions) =>
        IfThere(() => parts.Edits.Undo(balancer, entry, by, permissions));

    /// <inheritdoc/>
    public IReadOnlyList<DrainStatus> Drains() => parts.Drains.Running();

    /// <inheritdoc/>
    public void BeginDrain(BalancerView balancer, IReadOnlyList<string> members, TimeSpan? deadline, Operator by) =>
        parts.Drains.Begin(balancer, members, deadline, by);

    /// <inheritdoc/>
    public void CancelDrain(BalancerView balancer, IReadOnlyList<string> members, Operator by) => parts.Drains.Cancel(balancer, members, by);

    /// <inheritdoc/>
    public void Readmit(BalancerView balancer, IReadOnlyList<string> members, Operator by)
    {
        foreach (var url in members)
        {
            _ = IfThere(() =>
            {
                balancer.Balancer.Readmit(url, by);
                return url;
            });
        }

        parts.Drains.Forget(balancer.Balancer, [.. members.Select(url => balancer.Snapshot[url].Url)]);
    }

    // Between the look and the act another may have removed the member, and the journal may have forgotten the entry.
    private static T? IfThere<T>(Func<T> act)
        where T : class
    {
        try
        {
            return act();
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }
}
