using Balancing.Manager.Live;
using Balancing.Manager.Programs;

namespace Balancing.Manager.Tests.Programs;

/// <summary>A desk without any rules of its own, and drainings that only are written down.</summary>
internal sealed class Desk(params Balancer[] balancers) : IManagerDesk
{
    private readonly List<DrainStatus> _drains = [];

    public List<string> Done { get; } = [];

    public IReadOnlyList<ReverseProxy> Sites { get; init; } = [];

    public ManagerView View() => ManagerView.Of(balancers, Sites);

    public string TokenOf(ManagerRequest request) => "the-token";

    public Operator OperatorOf(ManagerRequest request) => new(request.User, request.Client?.ToString());

    public ManagerPermissions PermissionsOf(ManagerRequest request, BalancerView balancer) =>
        balancer.Snapshot.Plan.Nonce == "None" ? ManagerPermissions.View : request.Permissions;

    public EditPreview Preview(BalancerView balancer, EditRequest edits, ManagerPermissions permissions) => balancer.Balancer.Preview(edits);

    public EditResult Apply(BalancerView balancer, EditRequest edits, ManagerPermissions permissions) => balancer.Balancer.Edit(edits);

    public EditPreview? PreviewUndo(BalancerView balancer, long entry, ManagerPermissions permissions) =>
        balancer.Journal.Any(e => e.Id == entry) ? balancer.Balancer.PreviewUndo(entry) : null;

    public EditResult? Undo(BalancerView balancer, long entry, Operator by, ManagerPermissions permissions) =>
        balancer.Journal.Any(e => e.Id == entry) ? balancer.Balancer.Undo(entry, by) : null;

    public IReadOnlyList<DrainStatus> Drains() => _drains;

    public void BeginDrain(BalancerView balancer, IReadOnlyList<string> members, TimeSpan? deadline, Operator by)
    {
        Done.Add($"drain {string.Join(' ', members)} {deadline?.ToString() ?? "for ever"} {by.Who}");
        _drains.AddRange(members.Select(m => new DrainStatus(balancer.Key, m, 2, TimeSpan.FromSeconds(1.5), deadline, null, ["GET /slow, 1.5 s"])));
    }

    public void CancelDrain(BalancerView balancer, IReadOnlyList<string> members, Operator by)
    {
        Done.Add($"cancel {string.Join(' ', members)} {by.Who}");
        _drains.RemoveAll(d => members.Contains(d.Member));
    }

    public void Readmit(BalancerView balancer, IReadOnlyList<string> members, Operator by) => Done.Add($"readmit {string.Join(' ', members)} {by.Who}");
}
