namespace Balancing;

/// <summary>
/// Says what a balancer shall be (httpd: <c>&lt;Proxy balancer://name&gt;</c>). Each verb fills the same options as JSON;
/// what is said later wins. All problems are reported by <see cref="Build"/>.
/// </summary>
public sealed partial class BalancerBuilder
{
    private readonly string _name;
    private BalancerServices _services = BalancerServices.Default;

    internal BalancerBuilder(string name, BalancerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        _name = name;
        Options = options ?? new BalancerOptions();
    }

    /// <summary>The options that the verbs fill.</summary>
    public BalancerOptions Options { get; }

    /// <summary>BalancerMember. A member; order breaks ties.</summary>
    /// <param name="url"><c>scheme://host[:port][/path]</c> or <c>unix:/socket|url</c>.</param>
    /// <param name="configure">Its parameters. Default: httpd's.</param>
    /// <returns>This builder.</returns>
    public BalancerBuilder Member(string url, Action<MemberBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        var member = new MemberOptions { Url = url };
        Options.Members.Add(member);
        configure?.Invoke(new MemberBuilder(member));
        return this;
    }

    /// <summary>BalancerMember. A member that stands for something of yours: a connection, a room, an actor.</summary>
    /// <param name="name">Any name without white space, or a URL.</param>
    /// <param name="attached">What it stands for; <c>Member.Attached</c> gives it back.</param>
    /// <param name="configure">Its parameters. Default: httpd's.</param>
    /// <returns>This builder.</returns>
    public BalancerBuilder Member(string name, object attached, Action<MemberBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(attached);
        return Member(name, member =>
        {
            member.Attach(attached);
            configure?.Invoke(member);
        });
    }

    /// <summary>lbmethod (byrequests). How a member is elected: ByRequests, ByTraffic, ByBusyness, Heartbeat, or yours.</summary>
    public BalancerBuilder LbMethod(LbMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        Options.ElectBy(method.Name);
        Options.Method = method;
        return this;
    }

    /// <summary>lbmethod (byrequests). How a member is elected, by its word; exact case, as in httpd.</summary>
    public BalancerBuilder LbMethod(string method)
    {
        Options.ElectBy(method);
        return this;
    }

    /// <summary>ProxyHCTemplate (none). Health-check values that members of this balancer take by name.</summary>
    public BalancerBuilder HealthCheckTemplate(string name, Action<HealthCheckBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var template = new HealthCheckOptions();
        configure(new HealthCheckBuilder(template));
        Options.HealthCheckTemplates[name] = template;
        return this;
    }

    /// <summary>ProxySet (nothing). Any <c>key=value</c> text of httpd, with the same validation; it holds from here on.</summary>
    public BalancerBuilder ProxySet(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        BalancerParameters.Table.ReadAll(Options, text, new Place("ProxySet", Options.Problems));
        return this;
    }

    /// <summary>True when somebody said where clock, methods or logs come from.</summary>
    internal bool SaysSurroundings => _services != BalancerServices.Default;

    /// <summary>The clock. Default: the system's.</summary>
    public BalancerBuilder Time(TimeProvider time) => Services(_services with { Time = time });

    /// <summary>DefaultRuntimeDir. Where the edits that <see cref="Persist"/> saves are; default: see <see cref="BalancerServices.StateDirectory"/>.</summary>
    public BalancerBuilder StateDirectory(string directory) => Services(_services with { StateDirectory = directory });

    /// <summary>Clock, methods, templates and logs, all at once. Default: the system's and the built-in ones.</summary>
    public BalancerBuilder Services(BalancerServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
        return this;
    }

    /// <summary>Makes the balancer.</summary>
    /// <exception cref="BalancerConfigurationException">Something is wrong; all of it is listed.</exception>
    public Balancer Build() => Balancer.FromOptions(_name, Options, _services);
}
