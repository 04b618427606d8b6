using Balancing.Manager.Serving;

namespace Balancing.Manager;

/// <summary>
/// balancer-manager without a web framework: a request in, bytes out. It has no door of its own; the host asks it only for those whom it lets in.
/// Thread-safe.
/// </summary>
public sealed class BalancerManager : IDisposable
{
    /// <summary>Largest body that is looked at, in bytes. What is larger is refused with 413.</summary>
    public const int MaxBody = 65_536;

    /// <summary>What a host answers to those whom it does not let in: 403, and no word more.</summary>
    public static ManagerResponse Denied { get; } = SecurityFields.On(new(403, "text/plain; charset=utf-8", "403 Forbidden\n"u8.ToArray()));

    private readonly ManagerParts _parts;
    private readonly Router _router;

    /// <summary>A manager of some balancers.</summary>
    /// <param name="balancers">The balancers; read anew for each look, so that they may come and go.</param>
    /// <param name="sites">Sites that lead to them or have some of their own; read anew for each look. Default: none.</param>
    /// <param name="options">What can be said. Default: nothing.</param>
    /// <exception cref="BalancerConfigurationException">The options are invalid; all problems are listed.</exception>
    public BalancerManager(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy>? sites = null, ManagerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(balancers);
        options ??= new ManagerOptions();
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new BalancerConfigurationException(problems);
        }

        _parts = new ManagerParts(balancers, sites ?? [], options);
        _router = new Router(_parts);
    }

    /// <summary>A manager of whatever there is at the time.</summary>
    /// <param name="registry">Where the balancers and sites are.</param>
    /// <param name="options">What can be said. Default: nothing.</param>
    /// <exception cref="BalancerConfigurationException">The options are invalid; all problems are listed.</exception>
    public BalancerManager(BalancerRegistry registry, ManagerOptions? options = null)
        : this(Later(registry, r => r.Balancers), Later(registry, r => r.Sites), options)
    {
    }

    /// <summary>Answers a request. It never throws for what a client sends; what is wrong becomes a status.</summary>
    /// <param name="request">The request.</param>
    public ManagerResponse Handle(ManagerRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _router.Handle(request);
    }

    /// <summary>
    /// Ends the live streams, stops counting, and no longer waits for drainings; their members stay as they are.
    /// </summary>
    public void Dispose() => _parts.Dispose();

    private static IEnumerable<T> Later<T>(BalancerRegistry registry, Func<BalancerRegistry, IEnumerable<T>> list)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return Each();

        IEnumerable<T> Each()
        {
            foreach (var item in list(registry))
            {
                yield return item;
            }
        }
    }
}
