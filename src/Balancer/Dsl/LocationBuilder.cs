namespace Balancing;

/// <summary>Says what holds for the requests of one section (httpd: Location, LocationMatch).</summary>
public sealed class LocationBuilder
{
    internal LocationBuilder(LocationOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public LocationOptions Options { get; }

    /// <summary>Require (not said). Who may come; one of the rules is enough. The last section that says it decides alone.</summary>
    public LocationBuilder Require(params string[] rules) => Access(a => a.Require(rules));

    /// <summary>&lt;RequireAll&gt;. Lets in whom all of its rules let in.</summary>
    public LocationBuilder RequireAll(Action<AccessBuilder> configure) => Access(a => a.RequireAll(configure));

    /// <summary>&lt;RequireAny&gt;. Lets in whom one of its rules lets in.</summary>
    public LocationBuilder RequireAny(Action<AccessBuilder> configure) => Access(a => a.RequireAny(configure));

    /// <summary>&lt;RequireAll&gt;, &lt;RequireAny&gt; or &lt;RequireNone&gt; as the outermost group (not said). What was said of access before no longer holds.</summary>
    /// <param name="match">How many of its rules and groups must hold.</param>
    /// <param name="configure">The rules and groups.</param>
    /// <returns>This builder.</returns>
    public LocationBuilder Access(AccessMatch match, Action<AccessBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Options.Access = new AccessOptions { Match = match };
        configure(new AccessBuilder(Options.Access));
        return this;
    }

    /// <summary>SetHandler (not said). <c>balancer-manager</c> answers what no rule maps, or <c>none</c>.</summary>
    public LocationBuilder SetHandler(string handler)
    {
        Options.Handler = handler;
        return this;
    }

    /// <summary>ProxyPreserveHost (not said). The backend gets the client's Host.</summary>
    public LocationBuilder ProxyPreserveHost(bool on = true)
    {
        Options.ProxyPreserveHost = on;
        return this;
    }

    /// <summary>ProxyAddHeaders (not said). X-Forwarded-For, -Host and -Server are sent.</summary>
    public LocationBuilder ProxyAddHeaders(bool on = true)
    {
        Options.ProxyAddHeaders = on;
        return this;
    }

    /// <summary>ProxyErrorOverride (not said). Our own pages instead of the backend's, for these codes 400..599 and the site's; none at all means every one.</summary>
    public LocationBuilder ProxyErrorOverride(params int[] codes)
    {
        Options.ProxyErrorOverride = true;
        Options.ProxyErrorOverrideStatus = [.. codes];
        return this;
    }

    /// <summary>ProxyErrorOverride (not said). On, or off.</summary>
    public LocationBuilder ProxyErrorOverride(bool on)
    {
        Options.ProxyErrorOverride = on;
        Options.ProxyErrorOverrideStatus = [];
        return this;
    }

    /// <summary>Header. Changes headers of responses to the client, after the site's rules.</summary>
    public LocationBuilder Header(Action<HeaderRulesBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new HeaderRulesBuilder(Options.Header));
        return this;
    }

    /// <summary>RequestHeader. Changes headers of requests to the backend, after the site's rules.</summary>
    public LocationBuilder RequestHeader(Action<HeaderRulesBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new HeaderRulesBuilder(Options.RequestHeader));
        return this;
    }

    /// <summary>ProxyPassReverse. Turns the backend's URLs in answers to this section into ours, below the section's path.</summary>
    /// <param name="from">The backend's URL, <c>balancer://name/path</c>, or a path.</param>
    /// <returns>This builder.</returns>
    public LocationBuilder ProxyPassReverse(string from) => ProxyPassReverse("", from);

    /// <summary>ProxyPassReverse. Turns the backend's URLs in answers to this section into ours.</summary>
    /// <param name="path">Our path.</param>
    /// <param name="from">The backend's URL, <c>balancer://name/path</c>, or a path.</param>
    /// <param name="interpolate">interpolate (Off). <c>${VAR}</c> in both are replaced.</param>
    /// <returns>This builder.</returns>
    public LocationBuilder ProxyPassReverse(string path, string from, bool interpolate = false)
    {
        Options.ProxyPassReverse.Add(new ProxyPassReverseOptions { Path = path, From = from, Interpolate = interpolate ? true : null });
        return this;
    }

    /// <summary>ProxyPassReverseCookieDomain. Replaces the Domain of cookies.</summary>
    public LocationBuilder ProxyPassReverseCookieDomain(string from, string to, bool interpolate = false)
    {
        Options.ProxyPassReverseCookieDomain.Add(new CookieRuleOptions { From = from, To = to, Interpolate = interpolate ? true : null });
        return this;
    }

    /// <summary>ProxyPassReverseCookiePath. Replaces the Path of cookies.</summary>
    public LocationBuilder ProxyPassReverseCookiePath(string from, string to, bool interpolate = false)
    {
        Options.ProxyPassReverseCookiePath.Add(new CookieRuleOptions { From = from, To = to, Interpolate = interpolate ? true : null });
        return this;
    }

    /// <summary>SetEnvIf. Sets variables when a fact of the request matches; too late for <c>no-proxy</c>.</summary>
    /// <param name="attribute"><c>Request_URI</c>, <c>Request_Method</c>, <c>Remote_Addr</c>, <c>Host</c>, <c>Cookie</c>, or a variable.</param>
    /// <param name="regex">Regular expression.</param>
    /// <param name="variables"><c>name</c>, <c>name=value</c> or <c>!name</c>.</param>
    /// <returns>This builder.</returns>
    public LocationBuilder SetEnvIf(string attribute, string regex, params string[] variables) =>
        SetEnvWhen(new() { Attribute = attribute, Pattern = regex, Variables = [.. variables] });

    /// <summary>SetEnvIfNoCase. As <see cref="SetEnvIf"/>, in any case.</summary>
    /// <param name="attribute">The fact.</param>
    /// <param name="regex">Regular expression.</param>
    /// <param name="variables">Variables.</param>
    /// <returns>This builder.</returns>
    public LocationBuilder SetEnvIfNoCase(string attribute, string regex, params string[] variables) =>
        SetEnvWhen(new() { Attribute = attribute, Pattern = regex, Variables = [.. variables], IgnoreCase = true });

    /// <summary>SetEnvIfExpr. Sets variables when an expression is true; too late for <c>no-proxy</c>.</summary>
    /// <param name="expression">For example <c>%{REQUEST_METHOD} in {'PUT', 'DELETE'}</c>.</param>
    /// <param name="variables">Variables.</param>
    /// <returns>This builder.</returns>
    public LocationBuilder SetEnvIfExpr(string expression, params string[] variables) =>
        SetEnvWhen(new() { Expr = expression, Variables = [.. variables] });

    /// <summary>SetEnv. Sets a variable that header rules see, unless the request has it already.</summary>
    public LocationBuilder SetEnv(string name, string value = "")
    {
        Options.SetEnv.Add($"{name}={value}");
        return this;
    }

    private LocationBuilder SetEnvWhen(SetEnvIfOptions rule)
    {
        Options.SetEnvIf.Add(rule);
        return this;
    }

    private LocationBuilder Access(Action<AccessBuilder> say)
    {
        say(new AccessBuilder(Options.Access ??= new AccessOptions()));
        return this;
    }
}
