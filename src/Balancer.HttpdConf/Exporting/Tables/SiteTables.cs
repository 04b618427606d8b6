namespace Balancing.HttpdConf.Exporting.Tables;

/// <summary>The single values of a site and of its rules; lists of rules are written by hand.</summary>
internal static class SiteTables
{
    /// <summary>Who the site is.</summary>
    public static readonly Option<SiteOptions>[] Names =
    [
        new("ServerName", "ServerName", o => o.ServerName, ""),
        new("ServerAlias", "ServerAlias", o => o.ServerAlias.Filled()),
        new("Addresses", "VirtualHost", o => o.Addresses.Filled()),
        new("UseCanonicalName", "UseCanonicalName", o => o.UseCanonicalName, false),
    ];

    /// <summary>How it treats requests and answers.</summary>
    public static readonly Option<SiteOptions>[] Settings =
    [
        new("AllowEncodedSlashes", "AllowEncodedSlashes", o => o.AllowEncodedSlashes, EncodedSlashes.Off),
        new("MergeSlashes", "MergeSlashes", o => o.MergeSlashes, true),
        new("ProxyPreserveHost", "ProxyPreserveHost", o => o.ProxyPreserveHost, false),
        new("ProxyAddHeaders", "ProxyAddHeaders", o => o.ProxyAddHeaders, true),
        new("ProxyVia", "ProxyVia", o => o.ProxyVia, Via.Off),
        new("TraceEnable", "TraceEnable", o => o.TraceEnable),
        new("ProxyMaxForwards", "ProxyMaxForwards", o => o.ProxyMaxForwards),
        new("ProxyErrorOverride", "ProxyErrorOverride", o => o.ProxyErrorOverride, o => o.ProxyErrorOverrideStatus.Filled() is null ? false : true),
        new("ProxyErrorOverrideStatus", "ProxyErrorOverride", o => o.ProxyErrorOverrideStatus.Filled()),
        new("ProxyTimeout", "ProxyTimeout", o => o.ProxyTimeout),
        new("ProxySourceAddress", "ProxySourceAddress", o => o.ProxySourceAddress, ""),
        new("ProxyPassInterpolateEnv", "ProxyPassInterpolateEnv", o => o.ProxyPassInterpolateEnv, false),
        new("ImplicitReverse", "", o => o.ImplicitReverse, true)
        {
            Why = "httpd turns nothing back unless a ProxyPassReverse says so", // written as those lines; see HttpdSite
        },
        new("TrustedProxies", "", o => o.TrustedProxies) { Why = "httpd passes on X-Forwarded headers of everybody" },
        new("ForwardedProto", "", o => o.ForwardedProto, false) { Why = "httpd adds no X-Forwarded-Proto" },
        new("Forwarded", "", o => o.Forwarded, false) { Why = "httpd adds no Forwarded" },
        new("UnderscoreHeaders", "", o => o.UnderscoreHeaders, false) { Why = "httpd always passes on header names with _" },
    ];

    /// <summary>What a section sets; where it says nothing the site's own holds, so every value is said.</summary>
    public static readonly Option<LocationOptions>[] Location =
    [
        new("Handler", "SetHandler", o => o.Handler),
        new("ProxyPreserveHost", "ProxyPreserveHost", o => o.ProxyPreserveHost),
        new("ProxyAddHeaders", "ProxyAddHeaders", o => o.ProxyAddHeaders),
        new("ProxyErrorOverride", "ProxyErrorOverride", o => o.ProxyErrorOverride, o => o.ProxyErrorOverrideStatus.Filled() is null ? null : true),
        new("ProxyErrorOverrideStatus", "ProxyErrorOverride", o => o.ProxyErrorOverrideStatus.Filled()),
    ];

    /// <summary>What follows path and target of a mapping rule; its worker is written by hand.</summary>
    public static readonly Option<ProxyPassOptions>[] Rule =
    [
        new("NoCanon", "nocanon", o => o.NoCanon, false),
        new("NoQuery", "noquery", o => o.NoQuery, false),
        new("Interpolate", "interpolate", o => o.Interpolate, false),
        new("Mapping", "mapping", o => o.Mapping, PathMapping.Decoded),
    ];

    /// <summary>What a mapping rule maps, and to where.</summary>
    public static readonly Option<ProxyPassOptions>[] RuleHead =
    [
        new("Path", "", o => o.Path),
        new("Match", "", o => o.Match),
        new("To", "", o => o.To, ""),
        new("Exclude", "", o => o.Exclude, false),
    ];

    public static readonly Option<ProxyPassReverseOptions>[] Reverse =
    [
        new("Path", "", o => o.Path),
        new("From", "", o => o.From),
        new("Interpolate", "interpolate", o => o.Interpolate, false),
    ];

    public static readonly Option<CookieRuleOptions>[] CookieRule =
    [
        new("From", "", o => o.From),
        new("To", "", o => o.To),
        new("Interpolate", "interpolate", o => o.Interpolate, false),
    ];

    public static readonly Option<RewriteRuleOptions>[] RewriteRule =
    [
        new("Pattern", "", o => o.Pattern),
        new("To", "", o => o.To),
        new("Flags", "", o => o.Flags, ""),
    ];

    public static readonly Option<SetEnvIfOptions>[] SetEnvIf =
    [
        new("Attribute", "", o => o.Attribute, ""),
        new("Pattern", "", o => o.Pattern, ""),
        new("Expr", "", o => o.Expr),
        new("Variables", "", o => o.Variables.Filled()),
        new("IgnoreCase", "", o => o.IgnoreCase, false),
    ];

    public static readonly Option<HeaderRuleOptions>[] HeaderRule =
    [
        new("Action", "", o => o.Action, HeaderAction.Set),
        new("Name", "", o => o.Name),
        new("Pattern", "", o => o.Pattern),
        new("Value", "", o => o.Value),
        new("Env", "env", o => o.Env),
        new("Expr", "expr", o => o.Expr),
    ];

    public static readonly Option<RewriteCondOptions>[] RewriteCond =
    [
        new("Test", "", o => o.Test),
        new("Pattern", "", o => o.Pattern),
        new("Flags", "", o => o.Flags, ""),
    ];

    public static readonly Option<LocationOptions>[] LocationHead =
    [
        new("Path", "", o => o.Path),
        new("Match", "", o => o.Match),
    ];

    /// <summary>A group of access rules, its groups apart.</summary>
    public static readonly Option<AccessOptions>[] Access =
    [
        new("Match", "", o => o.Match, AccessMatch.Any),
        new("Require", "Require", o => o.Require.Filled()),
    ];
}
