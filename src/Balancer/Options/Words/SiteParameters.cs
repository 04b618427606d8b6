using System.Net;

namespace Balancing;

/// <summary>A site's directives that hold one value. Defaults are those of <see cref="SitePlan"/>.</summary>
internal static class SiteParameters
{
    private static readonly Kind<Via> Vias = Kinds.Choice(("Off", Via.Off), ("On", Via.On), ("Full", Via.Full), ("Block", Via.Block));

    private static readonly Kind<EncodedSlashes> Slashes = Kinds.Choice(
        ("Off", EncodedSlashes.Off), ("On", EncodedSlashes.On), ("NoDecode", EncodedSlashes.NoDecode));

    private static readonly Kind<TraceEnable> Traces = Kinds.Choice(("Off", TraceEnable.Off), ("On", TraceEnable.On), ("Extended", TraceEnable.Extended));

    private static readonly Kind<string> Address = Kinds.Text("an IP address", v => IPAddress.TryParse(v, out _));
    private static readonly Kind<List<string>> Networks = new(
        "", "IP addresses or networks such as 10.0.0.0/8", ReadWords,
        v => v.TrueForAll(network => TryNetwork(network, out _)), v => Kind<string>.Quote(string.Join(' ', v.Where(network => !TryNetwork(network, out _)))));

    private static readonly Kind<string> Server = Kinds.Text("[scheme://]host[:port]", IsServerName);

    public static ParameterTable<SiteOptions> Table { get; } = new ParameterTable<SiteOptions>("site")
        .Text("ServerName", "ServerName", Server, o => o.ServerName, (o, v) => o.ServerName = v)
        .Value("ProxyPreserveHost", "ProxyPreserveHost", Kinds.OnOff, o => o.ProxyPreserveHost, (o, v) => o.ProxyPreserveHost = v)
        .Value("ProxyAddHeaders", "ProxyAddHeaders", Kinds.OnOff, o => o.ProxyAddHeaders, (o, v) => o.ProxyAddHeaders = v)
        .Value("ProxyVia", "ProxyVia", Vias, o => o.ProxyVia, (o, v) => o.ProxyVia = v)
        .Value("TraceEnable", "TraceEnable", Traces, o => o.TraceEnable, (o, v) => o.TraceEnable = v)
        .Value("ProxyMaxForwards", "ProxyMaxForwards", Kinds.Whole(0), o => o.ProxyMaxForwards, (o, v) => o.ProxyMaxForwards = v)
        .Value("ProxyTimeout", "ProxyTimeout", Times.Seconds(TimeSpan.FromMilliseconds(1)), o => o.ProxyTimeout, (o, v) => o.ProxyTimeout = v)
        .Text("ProxySourceAddress", "ProxySourceAddress", Address, o => o.ProxySourceAddress, (o, v) => o.ProxySourceAddress = v)
        .Value("AllowEncodedSlashes", "AllowEncodedSlashes", Slashes, o => o.AllowEncodedSlashes, (o, v) => o.AllowEncodedSlashes = v)
        .Value("MergeSlashes", "MergeSlashes", Kinds.OnOff, o => o.MergeSlashes, (o, v) => o.MergeSlashes = v)
        .Value("UseCanonicalName", "UseCanonicalName", Kinds.OnOff, o => o.UseCanonicalName, (o, v) => o.UseCanonicalName = v)
        .Value("ProxyPassInterpolateEnv", "ProxyPassInterpolateEnv", Kinds.OnOff, o => o.ProxyPassInterpolateEnv, (o, v) => o.ProxyPassInterpolateEnv = v)
        .Text("", "TrustedProxies", Networks, o => o.TrustedProxies, (o, v) => o.TrustedProxies = v);

    private static bool ReadWords(string text, out List<string> words) => (words = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Count > 0;

    /// <summary>A network, or an address alone.</summary>
    public static bool TryNetwork(string? text, out IPNetwork network)
    {
        network = default;
        if (text?.Contains('/', StringComparison.Ordinal) != false)
        {
            return IPNetwork.TryParse(text, out network);
        }

        var known = IPAddress.TryParse(text, out var address);
        network = known ? new IPNetwork(address!, address!.GetAddressBytes().Length * 8) : default;
        return known;
    }

    /// <summary>The text that reads back as this network; one address alone has no prefix.</summary>
    public static string Write(IPNetwork network) =>
        network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8 ? network.BaseAddress.ToString() : network.ToString();

    private static bool IsServerName(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return MemberUrl.TryParse(scheme < 0 ? $"http://{text}" : text, out var url, out _)
            && url!.Path.Length == 0 && url.UnixSocket is null && !text.EndsWith('/');
    }
}
