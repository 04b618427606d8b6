namespace Balancing;

/// <summary>Says the words of one mapping rule (httpd: ProxyPass).</summary>
public sealed class ProxyPassBuilder
{
    internal ProxyPassBuilder(ProxyPassOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public ProxyPassOptions Options { get; }

    /// <summary>nocanon (Off). The request's own spelling of the path is forwarded.</summary>
    public ProxyPassBuilder NoCanon(bool on = true)
    {
        Options.NoCanon = on;
        return this;
    }

    /// <summary>noquery (Off). Without effect, as in httpd 2.4: the query is forwarded all the same.</summary>
    public ProxyPassBuilder NoQuery(bool on = true)
    {
        Options.NoQuery = on;
        return this;
    }

    /// <summary>interpolate (Off). <c>${VAR}</c> in path and target are replaced, if ProxyPassInterpolateEnv is on.</summary>
    public ProxyPassBuilder Interpolate(bool on = true)
    {
        Options.Interpolate = on;
        return this;
    }

    /// <summary>mapping (decoded). On which form of the path the rule matches.</summary>
    public ProxyPassBuilder Mapping(PathMapping mapping)
    {
        Options.Mapping = mapping;
        return this;
    }

    /// <summary>ProxyPass ... key=value (httpd's defaults). Parameters of a plain target's member.</summary>
    public ProxyPassBuilder Worker(Action<MemberBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new MemberBuilder(Options.Worker ??= new MemberOptions()));
        return this;
    }

    /// <summary>
    /// ProxyPass ... key=value (nothing). The rest of the line as httpd writes it: words of the rule, parameters of a plain
    /// target's member or of the balancer.
    /// </summary>
    public ProxyPassBuilder ProxySet(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var place = new Place("ProxySet", Options.Problems);
        foreach (var setting in SettingText.Split(text, place))
        {
            ProxyPassParameters.Apply(Options, setting, place);
        }

        return this;
    }

    /// <summary>Require in &lt;Proxy&gt; (everybody). Who may come, unless a section that holds the request says it; one of the rules is enough.</summary>
    public ProxyPassBuilder Require(params string[] rules) => Access(a => a.Require(rules));

    /// <summary>&lt;RequireAll&gt; in &lt;Proxy&gt;. Lets in whom all of its rules let in.</summary>
    public ProxyPassBuilder RequireAll(Action<AccessBuilder> configure) => Access(a => a.RequireAll(configure));

    /// <summary>&lt;RequireAny&gt; in &lt;Proxy&gt;. Lets in whom one of its rules lets in.</summary>
    public ProxyPassBuilder RequireAny(Action<AccessBuilder> configure) => Access(a => a.RequireAny(configure));

    /// <summary>&lt;RequireAll&gt;, &lt;RequireAny&gt; or &lt;RequireNone&gt; as the outermost group (not said). What was said of access before no longer holds.</summary>
    /// <param name="match">How many of its rules and groups must hold.</param>
    /// <param name="configure">The rules and groups.</param>
    /// <returns>This builder.</returns>
    public ProxyPassBuilder Access(AccessMatch match, Action<AccessBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Options.Access = new AccessOptions { Match = match };
        configure(new AccessBuilder(Options.Access));
        return this;
    }

    private ProxyPassBuilder Access(Action<AccessBuilder> say)
    {
        say(new AccessBuilder(Options.Access ??= new AccessOptions()));
        return this;
    }
}
