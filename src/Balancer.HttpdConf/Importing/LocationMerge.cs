namespace Balancing.HttpdConf.Importing;

/// <summary>Per-directory settings joined (mod_proxy.c: merge_proxy_dir_config; mod_headers.c: merge_headers_config; mod_env.c).</summary>
internal static class LocationMerge
{
    /// <summary>Puts the outer settings under the inner ones: their lists come first, their single values where the inner say none.</summary>
    public static void Under(LocationOptions inner, LocationOptions outer)
    {
        inner.ProxyPreserveHost ??= outer.ProxyPreserveHost;
        inner.ProxyAddHeaders ??= outer.ProxyAddHeaders;
        if (inner.ProxyErrorOverride is null)
        {
            inner.ProxyErrorOverride = outer.ProxyErrorOverride;
            inner.ProxyErrorOverrideStatus = [.. outer.ProxyErrorOverrideStatus];
        }

        inner.Header.InsertRange(0, outer.Header);
        inner.RequestHeader.InsertRange(0, outer.RequestHeader);
        inner.ProxyPassReverse.InsertRange(0, outer.ProxyPassReverse);
        inner.ProxyPassReverseCookieDomain.InsertRange(0, outer.ProxyPassReverseCookieDomain);
        inner.ProxyPassReverseCookiePath.InsertRange(0, outer.ProxyPassReverseCookiePath);
        inner.SetEnvIf.InsertRange(0, outer.SetEnvIf);
        inner.SetEnv.InsertRange(0, outer.SetEnv);
    }

    /// <summary>What holds outside of every section is the site's.</summary>
    public static void Into(SiteOptions site, LocationOptions settings)
    {
        site.ProxyPreserveHost = settings.ProxyPreserveHost;
        site.ProxyAddHeaders = settings.ProxyAddHeaders;
        site.ProxyErrorOverride = settings.ProxyErrorOverride;
        site.ProxyErrorOverrideStatus = settings.ProxyErrorOverrideStatus;
        site.Header.AddRange(settings.Header);
        site.RequestHeader.AddRange(settings.RequestHeader);
        site.ProxyPassReverse.AddRange(settings.ProxyPassReverse);
        site.ProxyPassReverseCookieDomain.AddRange(settings.ProxyPassReverseCookieDomain);
        site.ProxyPassReverseCookiePath.AddRange(settings.ProxyPassReverseCookiePath);
        site.SetEnv.AddRange(settings.SetEnv);
    }

    /// <summary>A copy for another path.</summary>
    public static LocationOptions CopyTo(LocationOptions settings, string? path, string? match)
    {
        var copy = new LocationOptions { Path = path, Match = match };
        Under(copy, settings);
        return copy;
    }

    /// <summary>True when the section says nothing that a site needs to know.</summary>
    public static bool IsEmpty(LocationOptions settings) =>
        settings is { Access: null, Handler: null, ProxyPreserveHost: null, ProxyAddHeaders: null, ProxyErrorOverride: null }
        && settings.Header.Count + settings.RequestHeader.Count + settings.ProxyPassReverse.Count
            + settings.ProxyPassReverseCookieDomain.Count + settings.ProxyPassReverseCookiePath.Count
            + settings.SetEnvIf.Count + settings.SetEnv.Count == 0;
}
