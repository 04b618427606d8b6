namespace Balancing.Manager;

/// <summary>
/// balancer-manager without a web framework: a request in, bytes out. It has no door of its own; the host asks it only for those whom it lets in.
/// Thread-safe.
/// </summary>
public sealed class BalancerManager : IDisposable
{
    /// <summary>Largest body that is looked at, in bytes.</summary>
    public const int MaxBody = 65_536;

    private readonly Func<ManagerView> _view;
    private readonly ManagerOptions _options;

    /// <summary>A manager of some balancers.</summary>
    /// <param name="balancers">The balancers.</param>
    /// <param name="sites">Sites that lead to them or have some of their own. Default: none.</param>
    /// <param name="options">What can be said. Default: nothing.</param>
    public BalancerManager(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy>? sites = null, ManagerOptions? options = null)
        : this(() => ManagerView.Of(balancers, sites), options)
    {
    }

    /// <summary>A manager of whatever there is at the time.</summary>
    /// <param name="registry">Where the balancers and sites are.</param>
    /// <param name="options">What can be said. Default: nothing.</param>
    public BalancerManager(BalancerRegistry registry, ManagerOptions? options = null)
        : this(() => ManagerView.Of(registry.Balancers, registry.Sites), options)
    {
    }

    private BalancerManager(Func<ManagerView> view, ManagerOptions? options)
    {
        _view = view;
        _options = options ?? new ManagerOptions();
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public ManagerResponse Handle(ManagerRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(404, "", default);
    }

    /// <summary>Ends the live streams and stops counting.</summary>
    public void Dispose()
    {
    }
}
