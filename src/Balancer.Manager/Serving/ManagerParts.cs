using Balancing.Manager.Live;

namespace Balancing.Manager.Serving;

/// <summary>What a manager is made of.</summary>
internal sealed class ManagerParts : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly IEnumerable<ReverseProxy> _sites;
    private int _isDisposed; // atomic

    /// <summary>The parts of a manager.</summary>
    /// <param name="balancers">The balancers; read anew for each look.</param>
    /// <param name="sites">The sites; read anew for each look.</param>
    /// <param name="options">Options, which have been found right.</param>
    public ManagerParts(IEnumerable<Balancer> balancers, IEnumerable<ReverseProxy> sites, ManagerOptions options)
    {
        _sites = sites;
        (Options, Log, StartedAt) = (options, new ManagerLog(options.Logging), options.Time.GetUtcNow());
        View = () => ManagerView.Of(balancers, _sites);
        Edits = new EditDesk(new MemberRules(options.Networks()), Log);
        Drains = new DrainDesk(options.Time, Log);
        History = new ManagerHistory(View, options.Time, options.History);
        Ending = _ending.Token;
    }

    /// <summary>Takes a view.</summary>
    public Func<ManagerView> View { get; }

    public ManagerOptions Options { get; }

    public ManagerLog Log { get; }

    public Tokens Tokens { get; } = new();

    public ManagerHistory History { get; }

    public DrainDesk Drains { get; }

    public EditDesk Edits { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Cancelled when the manager ends.</summary>
    public CancellationToken Ending { get; }

    /// <summary>The sites of this moment.</summary>
    public IReadOnlyList<ReverseProxy> Sites() => [.. _sites];

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _ending.Cancel();
        History.Dispose();
        Drains.Dispose();
        _ending.Dispose();
    }
}
