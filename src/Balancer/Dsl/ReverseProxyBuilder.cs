namespace Balancing;

/// <summary>
/// Says what a site shall be (httpd: a virtual host's proxy directives). Each verb fills the same options as JSON; order
/// counts where it counts in httpd. All problems are reported by <see cref="Build"/>.
/// </summary>
public sealed partial class ReverseProxyBuilder
{
    private readonly string _name;
    private readonly List<Balancer> _balancers = [];
    private BalancerServices? _services;

    internal ReverseProxyBuilder(string name, SiteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        _name = name;
        Options = options ?? new SiteOptions();
    }

    /// <summary>The options that the verbs fill.</summary>
    public SiteOptions Options { get; }

    /// <summary>&lt;Proxy balancer://name&gt;. A balancer that rules may name.</summary>
    public ReverseProxyBuilder Balancer(Balancer balancer)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        _balancers.Add(balancer);
        return this;
    }

    /// <summary>
    /// &lt;Proxy balancer://name&gt; within a virtual host. A balancer that only this site knows; it wins over a shared one of the same name.
    /// </summary>
    /// <param name="name">Name, at most 84 characters; compared without case.</param>
    /// <param name="configure">What it shall be. Clock, methods and logs come from the site.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder Balancer(string name, Action<BalancerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (!Options.Balancers.TryGetValue(name, out var options))
        {
            Options.Balancers[name] = options = new BalancerOptions();
        }

        var balancer = new BalancerBuilder(name, options);
        configure(balancer);
        if (balancer.SaysSurroundings)
        {
            new Place("Balancers", Options.Problems).At(name).Add(
                "Time and Services have no effect on a balancer of one site", "Say Time or Services to the site");
        }

        return this;
    }

    /// <summary>ProxyPass path target. Maps a path and all below it; the first rule that matches answers.</summary>
    /// <param name="path">Whole segments; <c>~ regex</c> is the same as <see cref="ProxyPassMatch"/>.</param>
    /// <param name="to"><c>balancer://name/path</c>, a URL, or <c>!</c>.</param>
    /// <param name="configure">Its words and parameters. Default: none.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder ProxyPass(string path, string to, Action<ProxyPassBuilder>? configure = null) =>
        Rule(new ProxyPassOptions { Path = path, To = to }, configure);

    /// <summary>ProxyPassMatch regex target. Maps what matches; <c>$0</c>..<c>$9</c> stand for what was captured.</summary>
    /// <param name="regex">On the decoded path without query, unanchored.</param>
    /// <param name="to"><c>balancer://name/path</c>, a URL, or <c>!</c>; no capture in scheme, host or port (R27).</param>
    /// <param name="configure">Its words and parameters. Default: none.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder ProxyPassMatch(string regex, string to, Action<ProxyPassBuilder>? configure = null) =>
        Rule(new ProxyPassOptions { Match = regex, To = to }, configure);

    /// <summary>ProxyPass path !. Keeps a path and all below it local.</summary>
    public ReverseProxyBuilder Exclude(string path, Action<ProxyPassBuilder>? configure = null) =>
        Rule(new ProxyPassOptions { Path = path, Exclude = true }, configure);

    /// <summary>ProxyPassMatch regex !. Keeps what matches local.</summary>
    public ReverseProxyBuilder ExcludeMatch(string regex, Action<ProxyPassBuilder>? configure = null) =>
        Rule(new ProxyPassOptions { Match = regex, Exclude = true }, configure);

    /// <summary>&lt;Location path&gt;. What holds for a path and all below it; of several sections that hold a request later ones win.</summary>
    /// <param name="path">Whole segments, or a path with the wildcards <c>*</c>, <c>?</c> and <c>[…]</c>; <c>~ regex</c> is the same as <see cref="LocationMatch"/>.</param>
    /// <param name="configure">What holds.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder Location(string path, Action<LocationBuilder> configure) => Section(new LocationOptions { Path = path }, configure);

    /// <summary>&lt;LocationMatch regex&gt;. What holds for the paths that match.</summary>
    /// <param name="regex">On the decoded path without query, unanchored.</param>
    /// <param name="configure">What holds.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder LocationMatch(string regex, Action<LocationBuilder> configure) => Section(new LocationOptions { Match = regex }, configure);

    /// <summary>True when somebody said where balancers, clock, methods or logs come from.</summary>
    internal bool SaysSurroundings => _services is not null || _balancers.Count > 0;

    /// <summary>The clock. Default: the system's.</summary>
    public ReverseProxyBuilder Time(TimeProvider time) => Services((_services ?? BalancerServices.Default) with { Time = time });

    /// <summary>Clock, methods, templates and logs of plain targets and of the site's own balancers, all at once. Default: the system's and the built-in ones.</summary>
    public ReverseProxyBuilder Services(BalancerServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
        return this;
    }

    /// <summary>Makes the site.</summary>
    /// <exception cref="BalancerConfigurationException">Something is wrong; all of it is listed.</exception>
    public ReverseProxy Build() => ReverseProxy.FromOptions(_name, Options, _balancers, _services);

    private ReverseProxyBuilder Rule(ProxyPassOptions rule, Action<ProxyPassBuilder>? configure)
    {
        Options.ProxyPass.Add(rule);
        configure?.Invoke(new ProxyPassBuilder(rule));
        return this;
    }

    private ReverseProxyBuilder Section(LocationOptions section, Action<LocationBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Options.Location.Add(section);
        configure(new LocationBuilder(section));
        return this;
    }
}
