namespace Balancing.Manager.Pages;

/// <summary>Which forms are shown. What may be done is decided where they arrive.</summary>
internal static class EditRights
{
    /// <summary>True when the user may change the balancer.</summary>
    public static bool MayEdit(PageContext context, BalancerView balancer) =>
        context.Permissions.HasFlag(ManagerPermissions.Edit) && !IsClosed(balancer);

    /// <summary>True when the user may add a member and there is room for one.</summary>
    public static bool MayAdd(PageContext context, BalancerView balancer) =>
        MayEdit(context, balancer) && context.Permissions.HasFlag(ManagerPermissions.AddMembers) && balancer.Snapshot.Plan.Growth > 0;

    /// <summary>True when its configuration has closed it to the manager (httpd: nonce=None).</summary>
    public static bool IsClosed(BalancerView balancer) => string.Equals(balancer.Snapshot.Plan.Nonce, "None", StringComparison.OrdinalIgnoreCase);
}
