namespace Balancing;

/// <summary>Says how a member's health is checked (httpd: mod_proxy_hcheck).</summary>
public sealed class HealthCheckBuilder
{
    internal HealthCheckBuilder(HealthCheckOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public HealthCheckOptions Options { get; }

    /// <summary>hctemplate (none). Takes the values of another template; what was said before no longer holds.</summary>
    public HealthCheckBuilder Template(string name)
    {
        Options.StartFrom(name);
        return this;
    }

    /// <summary>hcmethod (None). What is sent.</summary>
    public HealthCheckBuilder Method(HcMethod method)
    {
        Options.Method = method;
        return this;
    }

    /// <summary>hcuri (empty). Path, joined to the member's with one slash, at most 63 characters.</summary>
    public HealthCheckBuilder Uri(string path)
    {
        Options.Uri = path;
        return this;
    }

    /// <summary>hcinterval (30 s). Time between checks, 100 ms or more.</summary>
    public HealthCheckBuilder Interval(TimeSpan interval)
    {
        Options.Interval = interval;
        return this;
    }

    /// <summary>No httpd word (what the method says). Probes with code of yours, for members that speak what nobody here knows.</summary>
    /// <param name="probe">Makes one probe and says what it saw. It must end when it is cancelled; an exception counts as a failed check.</param>
    public HealthCheckBuilder Probe(Func<Member, CancellationToken, ValueTask<ProbeResult>> probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        Options.Probe = probe;
        return this;
    }

    /// <summary>hcpasses (1). Successes in a row that bring a member back.</summary>
    public HealthCheckBuilder Passes(int count)
    {
        Options.Passes = count;
        return this;
    }

    /// <summary>hcfails (1). Failures in a row that take a member out.</summary>
    public HealthCheckBuilder Fails(int count)
    {
        Options.Fails = count;
        return this;
    }

    /// <summary>hcexpr (a status of 200..399). Code that says whether the member is well.</summary>
    public HealthCheckBuilder Expr(Func<ProbeResult, bool> isWell)
    {
        ArgumentNullException.ThrowIfNull(isWell);
        (Options.Expr, Options.Judge) = (null, isWell);
        return this;
    }

    /// <summary>hcexpr (a status of 200..399). httpd expression text that says whether the member is well.</summary>
    public HealthCheckBuilder Expr(string expression)
    {
        Options.JudgeBy(expression);
        return this;
    }
}
