namespace Balancing.Rewriting;

/// <summary>
/// One ProxyPassReverse, ready to compare: the exact inverse of the mapping, by parsed origin and whole segments (D1, R35).
/// httpd: one turn of the loop in proxy_util.c: ap_proxy_location_reverse_map.
/// </summary>
internal sealed class ReverseEntry
{
    private readonly string _fake;
    private readonly string? _balancer;
    private readonly MemberUrl? _origin;
    private readonly string _path;

    private ReverseEntry(string fake, string? balancer, MemberUrl? origin, string path)
    {
        _fake = fake.Length == 0 ? "/" : fake;
        _balancer = balancer;
        _origin = origin;
        _path = path;
    }

    /// <summary>Null when the backend's side is no URL and no path: such an entry can match nothing.</summary>
    /// <param name="fake">Our path, or our absolute URL.</param>
    /// <param name="real">The backend's URL, a <c>balancer://</c> URL, or a path alone.</param>
    public static ReverseEntry? Of(string fake, string real)
    {
        if (real.StartsWith('/'))
        {
            return new ReverseEntry(fake, null, null, real);
        }

        if (real.StartsWith("balancer://", StringComparison.OrdinalIgnoreCase))
        {
            var name = real[11..];
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            var path = slash < 0 || slash == name.Length - 1 ? "" : name[slash..];
            return new ReverseEntry(fake, (slash < 0 ? name : name[..slash]).ToLowerInvariant(), null, path);
        }

        return MemberUrl.TryParse(real, out var origin, out _) ? new ReverseEntry(fake, null, origin, origin!.Path) : null;
    }

    /// <summary>What clients shall see instead, or null when the entry does not match.</summary>
    public string? Apply(in BackendUrl url, Func<string, BalancerPlan?> balancer)
    {
        if (_balancer is not null)
        {
            return ApplyMembers(url, balancer(_balancer));
        }

        // A path alone accepts any host, as recorded; httpd's prefix test ignores case in both forms.
        var matches = (_origin is null || url.IsFrom(_origin.Scheme, _origin.Host, _origin.Port))
            & BackendUrl.TryTake(url.Tail, _path, StringComparison.OrdinalIgnoreCase, out var rest);
        return matches ? Join(rest) : null;
    }

    // All members that the balancer has now, not only the one that answered (S77). httpd ignores case in the member's
    // part and not in the balancer's own path.
    private string? ApplyMembers(in BackendUrl url, BalancerPlan? plan)
    {
        for (var i = 0; i < plan?.Members.Count; i++)
        {
            var member = plan.Members[i].Url;
            if (member.Scheme.Length > 0 && url.IsFrom(member.Scheme, member.Host, member.Port)
                && BackendUrl.TryTake(url.Tail, member.Path.AsSpan().TrimEnd('/'), StringComparison.OrdinalIgnoreCase, out var rest)
                && BackendUrl.TryTake(rest, _path, StringComparison.Ordinal, out rest))
            {
                return Join(rest);
            }
        }

        return null;
    }

    // Exactly one slash at the joint (D1).
    private string Join(ReadOnlySpan<char> rest) =>
        rest.StartsWith("/") && _fake.EndsWith('/') ? string.Concat(_fake, rest[1..]) : string.Concat(_fake, rest);
}
