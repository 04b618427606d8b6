namespace Balancing.Hosting.Reading;

/// <summary>Reads a site, and its parts.</summary>
internal static class SiteReader
{
    public static void Read(SectionReader reader, SiteOptions options) => Parameters(Rules(reader, options), options);

    private static SectionReader Rules(SectionReader reader, SiteOptions options) => reader
        .Text("ServerName", v => options.ServerName = v)
        .Texts("ServerAlias", options.ServerAlias.AddRange)
        .Texts("Addresses", options.Addresses.AddRange)
        .Map("Balancers", name => BalancingReader.Named(options.Balancers, name), BalancerReader.Read)
        .Each("ProxyPass", options.ProxyPass, Read)
        .Each("ProxyPassReverse", options.ProxyPassReverse, Read)
        .Flag("ImplicitReverse", v => options.ImplicitReverse = v)
        .Each("ProxyPassReverseCookieDomain", options.ProxyPassReverseCookieDomain, Read)
        .Each("ProxyPassReverseCookiePath", options.ProxyPassReverseCookiePath, Read)
        .Each("Location", options.Location, Read)
        .Each("RewriteRule", options.RewriteRule, Read)
        .Each("SetEnvIf", options.SetEnvIf, Read)
        .Texts("SetEnv", options.SetEnv.AddRange)
        .Each("RequestHeader", options.RequestHeader, Read)
        .Each("Header", options.Header, Read);

    private static void Parameters(SectionReader reader, SiteOptions options) => reader
        .Flag("ProxyPreserveHost", v => options.ProxyPreserveHost = v)
        .Flag("ProxyAddHeaders", v => options.ProxyAddHeaders = v)
        .Texts("TrustedProxies", v => options.TrustedProxies = [.. options.TrustedProxies ?? [], .. v])
        .Flag("ForwardedProto", v => options.ForwardedProto = v)
        .Flag("Forwarded", v => options.Forwarded = v)
        .Word<TraceEnable>("TraceEnable", v => options.TraceEnable = v)
        .Flag("UnderscoreHeaders", v => options.UnderscoreHeaders = v)
        .Word<Via>("ProxyVia", v => options.ProxyVia = v)
        .Whole("ProxyMaxForwards", v => options.ProxyMaxForwards = v)
        .Flag("ProxyErrorOverride", v => options.ProxyErrorOverride = v)
        .Wholes("ProxyErrorOverrideStatus", options.ProxyErrorOverrideStatus.AddRange)
        .Time("ProxyTimeout", v => options.ProxyTimeout = v)
        .Text("ProxySourceAddress", v => options.ProxySourceAddress = v)
        .Word<EncodedSlashes>("AllowEncodedSlashes", v => options.AllowEncodedSlashes = v)
        .Flag("MergeSlashes", v => options.MergeSlashes = v)
        .Flag("UseCanonicalName", v => options.UseCanonicalName = v)
        .Flag("ProxyPassInterpolateEnv", v => options.ProxyPassInterpolateEnv = v);

    private static void Read(SectionReader reader, ProxyPassOptions options) => reader
        .Text("Path", v => options.Path = v)
        .Text("Match", v => options.Match = v)
        .Text("To", v => options.To = v)
        .Flag("Exclude", v => options.Exclude = v)
        .Flag("NoCanon", v => options.NoCanon = v)
        .Flag("NoQuery", v => options.NoQuery = v)
        .Flag("Interpolate", v => options.Interpolate = v)
        .Word<PathMapping>("Mapping", v => options.Mapping = v)
        .Part("Worker", worker => MemberReader.Read(worker, options.Worker ??= new()))
        .Texts("ProxySet", options.ProxySet.AddRange)
        .Part("Access", access => Read(access, options.Access ??= new()));

    private static void Read(SectionReader reader, LocationOptions options) => reader
        .Text("Path", v => options.Path = v)
        .Text("Match", v => options.Match = v)
        .Part("Access", access => Read(access, options.Access ??= new()))
        .Text("Handler", v => options.Handler = v)
        .Flag("ProxyPreserveHost", v => options.ProxyPreserveHost = v)
        .Flag("ProxyAddHeaders", v => options.ProxyAddHeaders = v)
        .Flag("ProxyErrorOverride", v => options.ProxyErrorOverride = v)
        .Wholes("ProxyErrorOverrideStatus", options.ProxyErrorOverrideStatus.AddRange)
        .Each("Header", options.Header, Read)
        .Each("RequestHeader", options.RequestHeader, Read)
        .Each("ProxyPassReverse", options.ProxyPassReverse, Read)
        .Each("ProxyPassReverseCookieDomain", options.ProxyPassReverseCookieDomain, Read)
        .Each("ProxyPassReverseCookiePath", options.ProxyPassReverseCookiePath, Read)
        .Each("SetEnvIf", options.SetEnvIf, Read)
        .Texts("SetEnv", options.SetEnv.AddRange);

    private static void Read(SectionReader reader, AccessOptions options) => reader
        .Word<AccessMatch>("Match", v => options.Match = v)
        .Texts("Require", options.Require.AddRange)
        .Each("Nested", options.Nested, Read);

    private static void Read(SectionReader reader, ProxyPassReverseOptions options) => reader
        .Text("Path", v => options.Path = v)
        .Text("From", v => options.From = v)
        .Flag("Interpolate", v => options.Interpolate = v);

    private static void Read(SectionReader reader, CookieRuleOptions options) => reader
        .Text("From", v => options.From = v)
        .Text("To", v => options.To = v)
        .Flag("Interpolate", v => options.Interpolate = v);

    private static void Read(SectionReader reader, RewriteRuleOptions options) => reader
        .Text("Pattern", v => options.Pattern = v)
        .Text("To", v => options.To = v)
        .Text("Flags", v => options.Flags = v)
        .Part("Access", access => Read(access, options.Access ??= new()))
        .Each("Conditions", options.Conditions, Read);

    private static void Read(SectionReader reader, RewriteCondOptions options) => reader
        .Text("Test", v => options.Test = v)
        .Text("Pattern", v => options.Pattern = v)
        .Text("Flags", v => options.Flags = v);

    private static void Read(SectionReader reader, SetEnvIfOptions options) => reader
        .Text("Attribute", v => options.Attribute = v)
        .Text("Pattern", v => options.Pattern = v)
        .Texts("Variables", options.Variables.AddRange)
        .Flag("IgnoreCase", v => options.IgnoreCase = v)
        .Text("Expr", v => options.Expr = v);

    private static void Read(SectionReader reader, HeaderRuleOptions options) => reader
        .Word<HeaderAction>("Action", v => options.Action = v)
        .Text("Name", v => options.Name = v)
        .Text("Pattern", v => options.Pattern = v)
        .Text("Value", v => options.Value = v)
        .Text("Env", v => options.Env = v)
        .Text("Expr", v => options.Expr = v);
}
