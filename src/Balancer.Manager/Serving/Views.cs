namespace Balancing.Manager.Serving;

/// <summary>Questions to views.</summary>
internal static class Views
{
    /// <summary>The balancer has a member of that URL, in any spelling.</summary>
    public static bool Has(this BalancerView view, string url)
    {
        if (view.Snapshot.Members.Any(m => string.Equals(m.Url, url, StringComparison.Ordinal)))
        {
            return true;
        }

        return MemberUrl.TryParse(url, out var parsed, out _)
            && view.Snapshot.Members.Any(m => string.Equals(m.Member.Url.Identity, parsed!.Identity, StringComparison.Ordinal));
    }
}
