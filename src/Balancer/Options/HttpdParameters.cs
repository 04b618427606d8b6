namespace Balancing;

/// <summary>
/// httpd's <c>key=value</c> parameters, for who reads configuration text: each call fills one option, strictly (D6), and
/// returns what is wrong. Keys are taken in any case; a bad value leaves the option as it was. The caller says where the text stood.
/// </summary>
public static class HttpdParameters
{
    /// <summary>Keys of BalancerMember and of ProxyPass with a plain target, health-check keys among them.</summary>
    public static IReadOnlyList<string> MemberKeys { get; } = MemberParameters.Table.Words;

    /// <summary>Keys of ProxySet for a balancer.</summary>
    public static IReadOnlyList<string> BalancerKeys { get; } = BalancerParameters.Table.Words;

    /// <summary>Keys of ProxyHCTemplate.</summary>
    public static IReadOnlyList<string> HealthCheckKeys { get; } = HealthCheckParameters.Table.Words;

    /// <summary>Words of a ProxyPass line that are neither its member's nor its balancer's.</summary>
    public static IReadOnlyList<string> ProxyPassWords { get; } = ProxyPassParameters.Words;

    /// <summary>Directives of a site that hold one value, for example <c>ProxyTimeout</c>.</summary>
    public static IReadOnlyList<string> SiteDirectives { get; } = SiteParameters.Table.Words;

    /// <summary>Sets one parameter of a member.</summary>
    /// <param name="options">The member.</param>
    /// <param name="key">For example <c>loadfactor</c>.</param>
    /// <param name="value">Its value, without quotes that httpd would remove.</param>
    /// <returns>What is wrong; empty when it was set.</returns>
    public static IReadOnlyList<ConfigurationProblem> ApplyToMember(MemberOptions options, string key, string? value) =>
        Apply(MemberParameters.Table, options, key, value);

    /// <summary>Sets one parameter of a balancer.</summary>
    /// <param name="options">The balancer.</param>
    /// <param name="key">For example <c>lbmethod</c>.</param>
    /// <param name="value">Its value, without quotes that httpd would remove.</param>
    /// <returns>What is wrong; empty when it was set.</returns>
    public static IReadOnlyList<ConfigurationProblem> ApplyToBalancer(BalancerOptions options, string key, string? value) =>
        Apply(BalancerParameters.Table, options, key, value);

    /// <summary>Sets one parameter of a health check or template.</summary>
    /// <param name="options">The health check.</param>
    /// <param name="key">For example <c>hcinterval</c>.</param>
    /// <param name="value">Its value; for <c>hcexpr</c> the expression itself.</param>
    /// <returns>What is wrong; empty when it was set.</returns>
    public static IReadOnlyList<ConfigurationProblem> ApplyToHealthCheck(HealthCheckOptions options, string key, string? value) =>
        Apply(HealthCheckParameters.Table, options, key, value);

    /// <summary>Sets one directive of a site.</summary>
    /// <param name="options">The site.</param>
    /// <param name="directive">For example <c>ProxyVia</c>.</param>
    /// <param name="value">Its argument.</param>
    /// <returns>What is wrong; empty when it was set.</returns>
    public static IReadOnlyList<ConfigurationProblem> ApplyToSite(SiteOptions options, string directive, string? value) =>
        Apply(SiteParameters.Table, options, directive, value);

    /// <summary>
    /// Sets one word of a ProxyPass line: one of <see cref="ProxyPassWords"/>; else a member's key goes to the rule's
    /// worker, and for a <c>balancer://</c> target any other key is kept for the balancer.
    /// </summary>
    /// <param name="options">The rule, its target already set.</param>
    /// <param name="key">For example <c>nocanon</c> or <c>timeout</c>.</param>
    /// <param name="value">Its value, or null for a word alone.</param>
    /// <returns>What is wrong; empty when it was set.</returns>
    public static IReadOnlyList<ConfigurationProblem> ApplyToProxyPass(ProxyPassOptions options, string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(key);
        var problems = new List<ConfigurationProblem>();
        ProxyPassParameters.Apply(options, new Setting(key, value), new Place("", problems));
        return problems;
    }

    private static List<ConfigurationProblem> Apply<TOptions>(ParameterTable<TOptions> table, TOptions options, string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(key);
        var problems = new List<ConfigurationProblem>();
        table.Read(options, new Setting(key, value), new Place("", problems));
        return problems;
    }
}
