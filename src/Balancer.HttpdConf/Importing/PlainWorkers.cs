namespace Balancing.HttpdConf.Importing;

/// <summary>
/// The stand-alone workers: one for each URL that a <c>ProxyPass</c> or a <c>&lt;Proxy http://…&gt;</c> section names.
/// httpd would also let one worker serve every longer URL; here different URLs are different members (D7).
/// </summary>
internal sealed class PlainWorkers
{
    private readonly Dictionary<string, MemberOptions> _byIdentity = new(StringComparer.Ordinal);

    /// <summary>The worker of exactly this URL, new if need be.</summary>
    public MemberOptions FindOrDefine(string url, out bool shared)
    {
        var identity = IdentityOf(url);
        shared = _byIdentity.TryGetValue(identity, out var worker);
        if (worker is null)
        {
            _byIdentity.Add(identity, worker = new MemberOptions());
        }

        return worker;
    }

    /// <summary>The worker with the longest URL that this one begins with, whole segments (ap_proxy_get_worker), or null.</summary>
    public MemberOptions? Find(string url)
    {
        var identity = IdentityOf(url);
        return _byIdentity
            .Where(w => identity.StartsWith(w.Key, StringComparison.Ordinal)
                && (identity.Length == w.Key.Length || identity[w.Key.Length] == '/' || w.Key.EndsWith('/')))
            .OrderByDescending(w => w.Key.Length)
            .Select(w => w.Value)
            .FirstOrDefault();
    }

    /// <summary>What is wrong with a URL as a target, or empty. Where captures may stand is for the planner to judge (R27).</summary>
    public static string Check(string url) =>
        url.Contains('$', StringComparison.Ordinal) || MemberUrl.TryParse(WithoutQuery(url), out _, out var problem) ? "" : problem;

    private static string IdentityOf(string url) =>
        MemberUrl.TryParse(WithoutQuery(url), out var parsed, out _) ? parsed!.Identity : url;

    private static string WithoutQuery(string url)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? url : url[..question];
    }
}
