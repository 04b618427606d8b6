namespace Balancing;

/// <content>Rewriting of requests and responses.</content>
public sealed partial class ReverseProxyBuilder
{
    private static readonly ConfigurationProblem WithoutRule =
        new("RewriteCond", "conditions stand behind the last rule, so they condition nothing", "Write them before the RewriteRule they belong to", "RewriteCond");

    private readonly List<RewriteCondOptions> _conditions = [];

    /// <summary>ProxyPassReverse. Turns the backend's URLs in Location, Content-Location and URI into ours.</summary>
    /// <param name="path">Our path.</param>
    /// <param name="from">The backend's URL, <c>balancer://name/path</c>, or a path.</param>
    /// <param name="interpolate">interpolate (Off). <c>${VAR}</c> in both are replaced.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder ProxyPassReverse(string path, string from, bool interpolate = false)
    {
        Options.ProxyPassReverse.Add(new ProxyPassReverseOptions { Path = path, From = from, Interpolate = interpolate ? true : null });
        return this;
    }

    /// <summary>ProxyPassReverseCookieDomain. Replaces the Domain of cookies.</summary>
    public ReverseProxyBuilder ProxyPassReverseCookieDomain(string from, string to, bool interpolate = false)
    {
        Options.ProxyPassReverseCookieDomain.Add(new CookieRuleOptions { From = from, To = to, Interpolate = interpolate ? true : null });
        return this;
    }

    /// <summary>ProxyPassReverseCookiePath. Replaces the Path of cookies.</summary>
    public ReverseProxyBuilder ProxyPassReverseCookiePath(string from, string to, bool interpolate = false)
    {
        Options.ProxyPassReverseCookiePath.Add(new CookieRuleOptions { From = from, To = to, Interpolate = interpolate ? true : null });
        return this;
    }

    /// <summary>RewriteCond. What must hold besides its pattern for the next <see cref="RewriteRule"/> to run.</summary>
    /// <param name="test">Text with <c>%{VAR}</c>, <c>$N</c> and <c>%N</c>; or <c>expr</c>, then the pattern is an expression.</param>
    /// <param name="pattern">Regular expression, comparison or file test; a leading <c>!</c> negates.</param>
    /// <param name="configure">Flags. Default: none.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder RewriteCond(string test, string pattern, Action<RewriteCondBuilder>? configure = null)
    {
        var condition = new RewriteCondOptions { Test = test, Pattern = pattern };
        _conditions.Add(condition);
        configure?.Invoke(new RewriteCondBuilder(condition));
        if (_conditions.Count == 1) Options.Problems.Add(WithoutRule);
        return this;
    }

    /// <summary>RewriteRule. Changes the path before the mapping rules look at it, sets the target, or sends the client elsewhere.</summary>
    /// <param name="pattern">Regular expression; a leading <c>!</c> negates.</param>
    /// <param name="to">Path, target URL with the flag P, redirect URL, or <c>-</c>.</param>
    /// <param name="configure">Flags. Default: none.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder RewriteRule(string pattern, string to, Action<RewriteRuleBuilder>? configure = null)
    {
        var rule = new RewriteRuleOptions { Pattern = pattern, To = to, Conditions = [.. _conditions] };
        _conditions.Clear();
        Options.Problems.Remove(WithoutRule);
        Options.RewriteRule.Add(rule);
        configure?.Invoke(new RewriteRuleBuilder(rule));
        return this;
    }

    /// <summary>SetEnvIf. Sets variables when a fact of the request matches.</summary>
    /// <param name="attribute"><c>Request_URI</c>, <c>Request_Method</c>, <c>Request_Protocol</c>, <c>Remote_Addr</c>, a request header, or a variable.</param>
    /// <param name="regex">Regular expression.</param>
    /// <param name="variables"><c>name</c>, <c>name=value</c> or <c>!name</c>; <c>no-proxy</c> keeps the request local.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder SetEnvIf(string attribute, string regex, params string[] variables) => SetEnvWhen(attribute, regex, variables, null);

    /// <summary>SetEnvIfNoCase. As <see cref="SetEnvIf"/>, in any case.</summary>
    /// <param name="attribute">The fact.</param>
    /// <param name="regex">Regular expression.</param>
    /// <param name="variables">Variables.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder SetEnvIfNoCase(string attribute, string regex, params string[] variables) => SetEnvWhen(attribute, regex, variables, true);

    /// <summary>SetEnv. Sets a variable after mapping, so that header rules see it, unless the request has it already.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value. Default: empty.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder SetEnv(string name, string value = "")
    {
        Options.SetEnv.Add($"{name}={value}");
        return this;
    }

    /// <summary>SetEnvIfExpr. Sets variables when an expression is true.</summary>
    /// <param name="expression">For example <c>%{REQUEST_METHOD} in {'PUT', 'DELETE'}</c>.</param>
    /// <param name="variables">Variables; <c>$0</c>..<c>$9</c> stand for what the last pattern in the expression captured.</param>
    /// <returns>This builder.</returns>
    public ReverseProxyBuilder SetEnvIfExpr(string expression, params string[] variables)
    {
        Options.SetEnvIf.Add(new SetEnvIfOptions { Expr = expression, Variables = [.. variables] });
        return this;
    }

    /// <summary>RequestHeader. Changes headers of requests to the backend.</summary>
    public ReverseProxyBuilder RequestHeader(Action<HeaderRulesBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new HeaderRulesBuilder(Options.RequestHeader));
        return this;
    }

    /// <summary>Header. Changes headers of responses to the client.</summary>
    public ReverseProxyBuilder Header(Action<HeaderRulesBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new HeaderRulesBuilder(Options.Header));
        return this;
    }

    private ReverseProxyBuilder SetEnvWhen(string attribute, string regex, string[] variables, bool? ignoreCase)
    {
        Options.SetEnvIf.Add(new SetEnvIfOptions { Attribute = attribute, Pattern = regex, Variables = [.. variables], IgnoreCase = ignoreCase });
        return this;
    }
}
