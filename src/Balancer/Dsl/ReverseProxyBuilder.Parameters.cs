namespace Balancing;

/// <content>Directives that hold one value.</content>
public sealed partial class ReverseProxyBuilder
{
    /// <summary>ServerName (the request's Host). The site's own name: <c>[scheme://]host[:port]</c>.</summary>
    public ReverseProxyBuilder ServerName(string name)
    {
        Options.ServerName = name;
        return this;
    }

    /// <summary>ServerAlias (none). More names of the site; <c>*</c> and <c>?</c> are wildcards.</summary>
    public ReverseProxyBuilder ServerAlias(params string[] names)
    {
        Options.ServerAlias.AddRange(names);
        return this;
    }

    /// <summary>VirtualHost (none: the main server). Addresses the site answers at: <c>*:80</c>, <c>10.0.0.1:443</c>, <c>[::1]</c>.</summary>
    public ReverseProxyBuilder VirtualHost(params string[] addresses)
    {
        Options.Addresses.AddRange(addresses);
        return this;
    }

    /// <summary>ProxyPreserveHost (Off). The backend gets the client's Host.</summary>
    public ReverseProxyBuilder ProxyPreserveHost(bool on = true)
    {
        Options.ProxyPreserveHost = on;
        return this;
    }

    /// <summary>ProxyAddHeaders (On). X-Forwarded-For, -Host and -Server are sent.</summary>
    public ReverseProxyBuilder ProxyAddHeaders(bool on = true)
    {
        Options.ProxyAddHeaders = on;
        return this;
    }

    /// <summary>No httpd word (nobody). Peers whose own X-Forwarded-* and Forwarded are believed: addresses or networks.</summary>
    public ReverseProxyBuilder TrustedProxies(params string[] networks)
    {
        Options.TrustedProxies = [.. networks];
        return this;
    }

    /// <summary>No httpd word (Off). X-Forwarded-Proto is sent: the scheme the client came with.</summary>
    public ReverseProxyBuilder ForwardedProto(bool on = true)
    {
        Options.ForwardedProto = on;
        return this;
    }

    /// <summary>No httpd word (Off). Forwarded is sent (RFC 7239): <c>for</c>, <c>host</c> and <c>proto</c>.</summary>
    public ReverseProxyBuilder Forwarded(bool on = true)
    {
        Options.Forwarded = on;
        return this;
    }

    /// <summary>TraceEnable (Off; in httpd On). What becomes of the method TRACE.</summary>
    public ReverseProxyBuilder TraceEnable(TraceEnable trace = Balancing.TraceEnable.On)
    {
        Options.TraceEnable = trace;
        return this;
    }

    /// <summary>No httpd word (Off). Request header names with <c>_</c> are passed on.</summary>
    public ReverseProxyBuilder UnderscoreHeaders(bool on = true)
    {
        Options.UnderscoreHeaders = on;
        return this;
    }

    /// <summary>No httpd word (On). A site without any ProxyPassReverse gets the entries that follow from its rules.</summary>
    public ReverseProxyBuilder ImplicitReverse(bool on = true)
    {
        Options.ImplicitReverse = on;
        return this;
    }

    /// <summary>ProxyVia (Off). What happens to the Via header.</summary>
    public ReverseProxyBuilder ProxyVia(Via via)
    {
        Options.ProxyVia = via;
        return this;
    }

    /// <summary>ProxyMaxForwards (none). Max-Forwards of requests that have none, 0 or more.</summary>
    public ReverseProxyBuilder ProxyMaxForwards(int hops)
    {
        Options.ProxyMaxForwards = hops;
        return this;
    }

    /// <summary>ProxyErrorOverride (Off). Our own pages instead of the backend's, for these codes 400..599; none means all of them.</summary>
    public ReverseProxyBuilder ProxyErrorOverride(params int[] codes)
    {
        Options.ProxyErrorOverride = true;
        Options.ProxyErrorOverrideStatus = [.. codes];
        return this;
    }

    /// <summary>ProxyErrorOverride (Off). On for every 4xx and 5xx, or off.</summary>
    public ReverseProxyBuilder ProxyErrorOverride(bool on)
    {
        Options.ProxyErrorOverride = on;
        Options.ProxyErrorOverrideStatus = [];
        return this;
    }

    /// <summary>ProxyTimeout (60 s). Longest wait for data of members that say nothing, above 0.</summary>
    public ReverseProxyBuilder ProxyTimeout(TimeSpan timeout)
    {
        Options.ProxyTimeout = timeout;
        return this;
    }

    /// <summary>ProxySourceAddress (the system's choice). Our IP address towards backends.</summary>
    public ReverseProxyBuilder ProxySourceAddress(string address)
    {
        Options.ProxySourceAddress = address;
        return this;
    }

    /// <summary>AllowEncodedSlashes (Off). What is done with <c>%2F</c>.</summary>
    public ReverseProxyBuilder AllowEncodedSlashes(EncodedSlashes slashes = EncodedSlashes.On)
    {
        Options.AllowEncodedSlashes = slashes;
        return this;
    }

    /// <summary>MergeSlashes (On). Runs of slashes count as one.</summary>
    public ReverseProxyBuilder MergeSlashes(bool on = true)
    {
        Options.MergeSlashes = on;
        return this;
    }

    /// <summary>UseCanonicalName (Off). Our URLs use ServerName instead of the Host header.</summary>
    public ReverseProxyBuilder UseCanonicalName(bool on = true)
    {
        Options.UseCanonicalName = on;
        return this;
    }

    /// <summary>ProxyPassInterpolateEnv (Off). Rules marked with interpolate replace <c>${VAR}</c>.</summary>
    public ReverseProxyBuilder ProxyPassInterpolateEnv(bool on = true)
    {
        Options.ProxyPassInterpolateEnv = on;
        return this;
    }
}
