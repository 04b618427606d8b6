using System.Net;

namespace Balancing;

/// <summary>Plans one site.</summary>
internal sealed class SitePlanner(PlannerContext context, Place place)
{
    public SitePlan Plan(string name, SiteOptions options)
    {
        place.AddAll(options.Problems);
        CheckNames(name, options);
        SiteParameters.Table.Check(options, place);
        var own = new OwnBalancers(context, place.At("Balancers")).Plan(name, options);
        var known = context.With(own);
        var rules = new ProxyPassPlanner(known).Plan(options.ProxyPass ?? [], place.At("ProxyPass"));
        var defaults = HttpdDefaults.Site;
        return new SitePlan
        {
            Name = name,
            ServerName = options.ServerName,
            ServerAlias = [.. options.ServerAlias ?? []],
            Addresses = Addresses(options),
            Balancers = own,
            Rules = rules,
            RewriteRules = new RewriteRulePlanner(known, rules).Plan(options.RewriteRule ?? [], place.At("RewriteRule")),
            SetEnvIf = SetEnvIfPlanner.Plan(options.SetEnvIf ?? [], place.At("SetEnvIf")),
            SetEnv = SetEnvPlanner.Plan(options.SetEnv ?? [], place.At("SetEnv")),
            Locations = new LocationPlanner(known).Plan(options.Location ?? [], place.At("Location")),
            Reverse = new ReversePlanner(known).Plan(options.ProxyPassReverse ?? [], place.At("ProxyPassReverse")),
            ImplicitReverse = options.ImplicitReverse ?? defaults.ImplicitReverse,
            CookieDomains = ReversePlanner.Cookies(options.ProxyPassReverseCookieDomain ?? [], place, "ProxyPassReverseCookieDomain"),
            CookiePaths = ReversePlanner.Cookies(options.ProxyPassReverseCookiePath ?? [], place, "ProxyPassReverseCookiePath"),
            RequestHeaders = HeaderPlanner.Plan(options.RequestHeader ?? [], place, "RequestHeader"),
            ResponseHeaders = HeaderPlanner.Plan(options.Header ?? [], place, "Header"),
            PreserveHost = options.ProxyPreserveHost ?? defaults.PreserveHost,
            AddHeaders = options.ProxyAddHeaders ?? defaults.AddHeaders,
            TrustedProxies = TrustedProxies(options) ?? defaults.TrustedProxies,
            ForwardedProto = options.ForwardedProto ?? defaults.ForwardedProto,
            Forwarded = options.Forwarded ?? defaults.Forwarded,
            TraceEnable = options.TraceEnable ?? defaults.TraceEnable,
            UnderscoreHeaders = options.UnderscoreHeaders ?? defaults.UnderscoreHeaders,
            Via = options.ProxyVia ?? defaults.Via,
            MaxForwards = options.ProxyMaxForwards,
            ErrorOverride = ErrorOverride(options),
            Timeout = options.ProxyTimeout,
            SourceAddress = IPAddress.TryParse(options.ProxySourceAddress, out var address) ? address : null,
            EncodedSlashes = options.AllowEncodedSlashes ?? defaults.EncodedSlashes,
            MergeSlashes = options.MergeSlashes ?? defaults.MergeSlashes,
            UseCanonicalName = options.UseCanonicalName ?? defaults.UseCanonicalName,
            InterpolateEnv = options.ProxyPassInterpolateEnv ?? defaults.InterpolateEnv,
        };
    }

    private void CheckNames(string name, SiteOptions options)
    {
        if (string.IsNullOrWhiteSpace(name) || Characters.AnyControl(name))
        {
            place.Add("the site has no name", "Name it", "VirtualHost");
        }

        for (var i = 0; i < (options.ServerAlias?.Count ?? 0); i++)
        {
            if (!Characters.IsHost(options.ServerAlias![i] ?? "", "*?"))
            {
                place.At("ServerAlias").At(i).Add(
                    $"{Kind<string>.Quote(options.ServerAlias[i] ?? "")} is no host name", "Use host names; '*' and '?' are wildcards", "ServerAlias");
            }
        }

        if (options.UseCanonicalName == true && string.IsNullOrEmpty(options.ServerName))
        {
            place.At("UseCanonicalName").Add("there is no canonical name to use", "Set ServerName", "UseCanonicalName");
        }
    }

    private List<SiteAddress> Addresses(SiteOptions options)
    {
        var addresses = new List<SiteAddress>();
        for (var i = 0; i < (options.Addresses?.Count ?? 0); i++)
        {
            if (SiteAddress.TryParse(options.Addresses![i], out var address))
            {
                addresses.Add(address);
            }
            else
            {
                place.At("Addresses").At(i).Add(
                    $"{Kind<string>.Quote(options.Addresses[i] ?? "")} is no address", "Use an IP address or '*', with or without :port; names are not resolved",
                    "VirtualHost");
            }
        }

        return addresses;
    }

    private static List<IPNetwork>? TrustedProxies(SiteOptions options) => options.TrustedProxies is not { } texts
        ? null
        : [.. texts.Where(text => SiteParameters.TryNetwork(text, out _)).Select(text => SiteParameters.TryNetwork(text, out var network) ? network : default)];

    private List<int> ErrorOverride(SiteOptions options)
    {
        List<int> codes = options.ProxyErrorOverrideStatus ?? [];
        CheckErrorOverride(options.ProxyErrorOverride, codes, place);
        return codes.Count > 0 ? [.. codes.Distinct()] : options.ProxyErrorOverride == true ? [.. SitePlan.AllErrors] : [];
    }

    /// <summary>Checks ProxyErrorOverride (mod_proxy.c: set_proxy_error_override): codes must follow On.</summary>
    public static void CheckErrorOverride(bool? on, List<int> codes, Place place)
    {
        const string Word = "ProxyErrorOverride";
        for (var i = 0; i < codes.Count; i++)
        {
            if (codes[i] is < 400 or > 599)
            {
                place.At("ProxyErrorOverrideStatus").At(i).Add($"{codes[i]} is no error status", "Use codes from 400 to 599", Word);
            }
        }

        if (codes.Count > 0 && on == false)
        {
            place.At(Word).Add("it is off, but codes are listed", "Remove the codes, or switch it on", Word);
        }
    }
}
