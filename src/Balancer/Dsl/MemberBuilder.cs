namespace Balancing;

/// <summary>Says what a member shall be (httpd: BalancerMember), or the worker of a plain ProxyPass target.</summary>
public sealed partial class MemberBuilder
{
    internal MemberBuilder(MemberOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public MemberOptions Options { get; }

    /// <summary>route (none). The name by which sessions find this member, at most 63 characters.</summary>
    public MemberBuilder Route(string route)
    {
        Options.Route = route;
        return this;
    }

    /// <summary>redirect (none). Route of the member to use while this one is unusable, at most 63 characters.</summary>
    public MemberBuilder Redirect(string route)
    {
        Options.Redirect = route;
        return this;
    }

    /// <summary>loadfactor (1). Weight, 1..100 with two decimals; more are cut off.</summary>
    public MemberBuilder LoadFactor(double factor)
    {
        Options.LoadFactor = factor;
        return this;
    }

    /// <summary>lbset (0). Number of its set, 0..99; lower sets are used first.</summary>
    public MemberBuilder LbSet(int number)
    {
        Options.LbSet = number;
        return this;
    }

    /// <summary>retry (60 s). How long it stays in error, 0 or more; 0: it is tried with the next request.</summary>
    public MemberBuilder Retry(TimeSpan after)
    {
        Options.Retry = after;
        return this;
    }

    /// <summary>timeout (ProxyTimeout, else 60 s). Longest wait for data, above 0.</summary>
    public MemberBuilder Timeout(TimeSpan timeout)
    {
        Options.Timeout = timeout;
        return this;
    }

    /// <summary>connectiontimeout (as timeout). Longest wait for a connection, 1 ms or more.</summary>
    public MemberBuilder ConnectionTimeout(TimeSpan timeout)
    {
        Options.ConnectionTimeout = timeout;
        return this;
    }

    /// <summary>ping (off). Asks the member before each request, as httpd does, and waits so long for its answer, 1 ms or more.</summary>
    public MemberBuilder Ping(TimeSpan timeout)
    {
        Options.Ping = timeout;
        return this;
    }

    /// <summary>ping (off). Asks the member in this way and waits so long for its answer, 1 ms or more.</summary>
    public MemberBuilder Ping(TimeSpan timeout, PingMethod method) => Ping(timeout).PingMethod(method);

    /// <summary>No word of httpd (Expect). How <see cref="Ping(TimeSpan)"/> asks.</summary>
    public MemberBuilder PingMethod(PingMethod method)
    {
        Options.PingMethod = method;
        return this;
    }

    /// <summary>hctemplate (none). Checks its health as the template says; what was said before about checks no longer holds.</summary>
    public MemberBuilder HealthCheck(string template)
    {
        (Options.HealthCheck ??= new HealthCheckOptions()).StartFrom(template);
        return this;
    }

    /// <summary>hctemplate (none). Checks its health as the template says, but for what follows.</summary>
    public MemberBuilder HealthCheck(string template, Action<HealthCheckBuilder> configure) => HealthCheck(template).HealthCheck(configure);

    /// <summary>hcmethod, hcuri, ... (none). Checks its health.</summary>
    public MemberBuilder HealthCheck(Action<HealthCheckBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new HealthCheckBuilder(Options.HealthCheck ??= new HealthCheckOptions()));
        return this;
    }

    /// <summary>min, smax, max, ttl, acquire, addressttl (no limits). Its connections.</summary>
    public MemberBuilder Pool(Action<PoolBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new PoolBuilder(Options.Pool));
        return this;
    }

    /// <summary>No httpd word (nothing). Something of yours that the member stands for; <c>Member.Attached</c> gives it back.</summary>
    public MemberBuilder Attach(object attached)
    {
        Options.Attached = attached;
        return this;
    }

    /// <summary>ProxySet (nothing). Any <c>key=value</c> text of httpd, with the same validation; it holds from here on.</summary>
    public MemberBuilder ProxySet(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        MemberParameters.Table.ReadAll(Options, text, new Place("ProxySet", Options.Problems));
        return this;
    }
}
