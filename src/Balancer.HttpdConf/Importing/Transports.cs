using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Says of a target which scheme the gateway can carry by itself; decisions are the same for all.</summary>
internal static class Transports
{
    public static void Look(Import import, ConfigNode node, string target)
    {
        var cut = target.IndexOfAny(['$', '?'], Math.Max(0, target.IndexOf("://", StringComparison.Ordinal)));
        if (MemberUrl.TryParse(cut < 0 ? target : target[..cut], out var url, out _))
        {
            Look(import, node, url!);
        }
    }

    public static void Look(Import import, ConfigNode node, MemberUrl url)
    {
        if (url.Scheme is not ("http" or "https" or "h2" or "h2c"))
        {
            import.Approximate(node, $"the decisions are the same; to carry requests over {url.Scheme}:// the gateway needs a transport that the host application registers");
        }
    }
}
