using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Says of a target which scheme the gateway can carry by itself, and what the others need; decisions are the same for all.</summary>
internal static class Transports
{
    private const string Ajp = "; the host calls AddAjp() for it";

    public static void Look(Import import, ConfigNode node, string target)
    {
        if (UrlOf(target) is { } url)
        {
            Look(import, node, url);
        }
    }

    /// <summary>What to add to the words about a target that one more line of code makes work; empty for the others.</summary>
    public static string Need(string target) => UrlOf(target) is { } url ? Need(url) : "";

    public static string Need(MemberUrl url) => url.Scheme == "ajp" ? Ajp : "";

    public static void Look(Import import, ConfigNode node, MemberUrl url)
    {
        if (url.Scheme is not ("http" or "https" or "h2" or "h2c" or "ajp"))
        {
            import.Approximate(node, $"the decisions are the same; to carry requests over {url.Scheme}:// the gateway needs a transport that the host application registers");
        }
    }

    private static MemberUrl? UrlOf(string target)
    {
        var cut = target.IndexOfAny(['$', '?'], Math.Max(0, target.IndexOf("://", StringComparison.Ordinal)));
        return MemberUrl.TryParse(cut < 0 ? target : target[..cut], out var url, out _) ? url : null;
    }
}
