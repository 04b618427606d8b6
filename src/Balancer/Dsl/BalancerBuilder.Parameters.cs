namespace Balancing;

/// <content>Parameters of the balancer itself.</content>
public sealed partial class BalancerBuilder
{
    /// <summary>stickysession (none). Where a session's route is found: cookie and URL parameter.</summary>
    /// <param name="name">Cookie name, or <c>COOKIE|parameter</c>; empty for no stickiness.</param>
    /// <param name="path">Name of the path or query parameter. Default: as the cookie.</param>
    /// <returns>This builder.</returns>
    public BalancerBuilder StickySession(string name, string? path = null)
    {
        Options.StickySession = path is null ? name : $"{name}|{path}";
        return this;
    }

    /// <summary>stickysessionsep (.). What separates session and route.</summary>
    public BalancerBuilder StickySessionSep(char separator) => StickySessionSep(separator.ToString());

    /// <summary>stickysessionsep (.). One character, or <c>Off</c>: the whole value is the route.</summary>
    public BalancerBuilder StickySessionSep(string separator)
    {
        Options.StickySessionSep = separator;
        return this;
    }

    /// <summary>scolonpathdelim (Off). A semicolon also ends the URL parameter.</summary>
    public BalancerBuilder ScolonPathDelim(bool on = true)
    {
        Options.ScolonPathDelim = on;
        return this;
    }

    /// <summary>Header add Set-Cookie ... env=BALANCER_ROUTE_CHANGED (none). The route cookie that we issue.</summary>
    /// <param name="name">Cookie name. Default: the sticky session's cookie.</param>
    /// <param name="configure">Its attributes. Default: Path=/, HttpOnly, SameSite=Lax.</param>
    /// <returns>This builder.</returns>
    public BalancerBuilder StickyCookie(string? name = null, Action<StickyCookieBuilder>? configure = null)
    {
        Options.StickyCookie = new StickyCookieOptions { Name = name };
        configure?.Invoke(new StickyCookieBuilder(Options.StickyCookie));
        return this;
    }

    /// <summary>maxattempts (members - 1). Further attempts after the first failure, 0 or more.</summary>
    public BalancerBuilder MaxAttempts(int attempts)
    {
        Options.MaxAttempts = attempts;
        return this;
    }

    /// <summary>nofailover (Off). A session whose member is unusable is refused.</summary>
    public BalancerBuilder NoFailover(bool on = true)
    {
        Options.NoFailover = on;
        return this;
    }

    /// <summary>timeout (not at all). How long a request waits for a member, above 0.</summary>
    public BalancerBuilder Timeout(TimeSpan wait)
    {
        Options.Timeout = wait;
        return this;
    }

    /// <summary>failonstatus (none). Response codes 100..599 that put the member in error.</summary>
    public BalancerBuilder FailOnStatus(params int[] codes)
    {
        Options.FailOnStatus = [.. codes];
        return this;
    }

    /// <summary>failontimeout (Off). A timeout after the request was sent puts the member in error.</summary>
    public BalancerBuilder FailOnTimeout(bool on = true)
    {
        Options.FailOnTimeout = on;
        return this;
    }

    /// <summary>forcerecovery (On). When all members are in error all are tried again at once.</summary>
    public BalancerBuilder ForceRecovery(bool on = true)
    {
        Options.ForceRecovery = on;
        return this;
    }

    /// <summary>growth (0). Members that an operator may add while it runs, 1..100.</summary>
    public BalancerBuilder Growth(int members)
    {
        Options.Growth = members;
        return this;
    }

    /// <summary>nonce (random). The manager's nonce, 1..36 characters.</summary>
    public BalancerBuilder Nonce(string nonce)
    {
        Options.Nonce = nonce;
        return this;
    }

    /// <summary>BalancerPersist (Off). An operator's edits survive a restart.</summary>
    public BalancerBuilder Persist(bool on = true)
    {
        Options.Persist = on;
        return this;
    }

    /// <summary>BalancerInherit (On). Virtual hosts have this balancer, too.</summary>
    public BalancerBuilder Inherit(bool on = true)
    {
        Options.Inherit = on;
        return this;
    }

    /// <summary>No httpd word (nothing). What protects the balancer from its own members: slow start, trials, ejection, retry budget, panic.</summary>
    /// <param name="configure">What of it.</param>
    /// <returns>This builder.</returns>
    public BalancerBuilder Protect(Action<ProtectionBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new ProtectionBuilder(Options.Protection ??= new ProtectionOptions()));
        return this;
    }

    /// <summary>No httpd word (10 000). Most requests that wait at one time, 1 or more (R42).</summary>
    public BalancerBuilder WaitLimit(int requests)
    {
        Options.WaitLimit = requests;
        return this;
    }

    /// <summary>No httpd word (the system's). Seed of the methods that draw by chance.</summary>
    public BalancerBuilder Seed(int seed)
    {
        Options.Seed = seed;
        return this;
    }
}
