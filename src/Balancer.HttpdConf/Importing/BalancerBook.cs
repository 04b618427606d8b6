namespace Balancing.HttpdConf.Importing;

/// <summary>The balancers defined so far, found as httpd finds them (proxy_util.c: ap_proxy_get_balancer).</summary>
internal sealed class BalancerBook(Dictionary<string, BalancerOptions> balancers)
{
    public const string Scheme = "balancer://";

    // sizeof the name in the shared slot, with the scheme (mod_proxy.h: PROXY_BALANCER_MAX_NAME_SIZE).
    private const int LongestUrl = 95;

    private readonly Dictionary<BalancerOptions, HashSet<string>> _members = new(ReferenceEqualityComparer.Instance);

    public static bool IsBalancer(string url) => url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>What follows the scheme, up to a slash, a query or a capture, in lower case. No capture is part of a name (R27).</summary>
    public static string NameOf(string url)
    {
        var rest = url.AsSpan(Scheme.Length);
        var end = rest.IndexOfAny('/', '?', '$');
        return (end < 0 ? rest : rest[..end]).ToString().ToLowerInvariant();
    }

    /// <summary>All, by name.</summary>
    public IReadOnlyDictionary<string, BalancerOptions> All => balancers;

    /// <summary>Remembers a member; false when the balancer has one of that URL already (D7).</summary>
    public bool TryAdd(BalancerOptions balancer, MemberUrl url)
    {
        if (!_members.TryGetValue(balancer, out var identities))
        {
            _members.Add(balancer, identities = new HashSet<string>(StringComparer.Ordinal));
        }

        return identities.Add(url.Identity);
    }

    public BalancerOptions? Find(string url) => balancers.GetValueOrDefault(NameOf(url));

    /// <summary>The balancer, new if need be; null when the URL cannot name one.</summary>
    public BalancerOptions? FindOrDefine(string url, out string problem)
    {
        var name = NameOf(url);
        problem = Check(name);
        if (problem.Length > 0)
        {
            return null;
        }

        if (!balancers.TryGetValue(name, out var balancer))
        {
            balancers.Add(name, balancer = new BalancerOptions());
        }

        return balancer;
    }

    private static string Check(string name) =>
        name.Length == 0 ? "the URL names no balancer, and a name must be literal"
        : name.Length + Scheme.Length > LongestUrl ? $"a balancer's URL has at most {LongestUrl} characters"
        : "";
}
