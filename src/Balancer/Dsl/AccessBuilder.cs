namespace Balancing;

/// <summary>Says who may come, in one group (httpd: RequireAll, RequireAny, RequireNone).</summary>
public sealed class AccessBuilder
{
    internal AccessBuilder(AccessOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public AccessOptions Options { get; }

    /// <summary>Require. Rules as httpd writes them behind the word: <c>ip 10.0.0.0/8</c>, <c>not host example.org</c>, <c>all granted</c>.</summary>
    public AccessBuilder Require(params string[] rules)
    {
        Options.Require.AddRange(rules);
        return this;
    }

    /// <summary>&lt;RequireAll&gt;. A group of which all must hold.</summary>
    public AccessBuilder RequireAll(Action<AccessBuilder> configure) => Group(AccessMatch.All, configure);

    /// <summary>&lt;RequireAny&gt;. A group of which one must hold.</summary>
    public AccessBuilder RequireAny(Action<AccessBuilder> configure) => Group(AccessMatch.Any, configure);

    /// <summary>&lt;RequireNone&gt;. A group of which none may hold; only inside <see cref="RequireAll"/>.</summary>
    public AccessBuilder RequireNone(Action<AccessBuilder> configure) => Group(AccessMatch.None, configure);

    private AccessBuilder Group(AccessMatch match, Action<AccessBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var group = new AccessOptions { Match = match };
        Options.Nested.Add(group);
        configure(new AccessBuilder(group));
        return this;
    }
}
