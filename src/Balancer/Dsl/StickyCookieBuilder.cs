namespace Balancing;

/// <summary>Says what the route cookie that we issue looks like.</summary>
public sealed class StickyCookieBuilder
{
    internal StickyCookieBuilder(StickyCookieOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public StickyCookieOptions Options { get; }

    /// <summary>Path attribute (/).</summary>
    public StickyCookieBuilder Path(string path)
    {
        Options.Path = path;
        return this;
    }

    /// <summary>Domain attribute (none).</summary>
    public StickyCookieBuilder Domain(string domain)
    {
        Options.Domain = domain;
        return this;
    }

    /// <summary>HttpOnly attribute (on).</summary>
    public StickyCookieBuilder HttpOnly(bool on = true)
    {
        Options.HttpOnly = on;
        return this;
    }

    /// <summary>Secure attribute (when the client speaks TLS).</summary>
    public StickyCookieBuilder Secure(bool on = true)
    {
        Options.Secure = on;
        return this;
    }

    /// <summary>SameSite attribute (Lax): <c>Lax</c>, <c>Strict</c> or <c>None</c>.</summary>
    public StickyCookieBuilder SameSite(string value)
    {
        Options.SameSite = value;
        return this;
    }

    /// <summary>Max-Age attribute (none, a session cookie), 1 s or more.</summary>
    public StickyCookieBuilder MaxAge(TimeSpan age)
    {
        Options.MaxAge = age;
        return this;
    }
}
