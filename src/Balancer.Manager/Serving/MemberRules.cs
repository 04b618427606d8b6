using System.Net;
using System.Net.Sockets;

namespace Balancing.Manager.Serving;

/// <summary>Where members may be added while the program runs (R50). Only literal addresses and names that are known; nothing is resolved.</summary>
internal sealed class MemberRules(IReadOnlyList<IPNetwork> networks)
{
    private const string Word = "b_nwrkr";

    /// <summary>What is wrong with a new member, or null. What is no URL is left to the balancer to say.</summary>
    public ConfigurationProblem? ProblemOf(BalancerView view, string text)
    {
        if (!MemberUrl.TryParse(text, out var url, out _))
        {
            return null;
        }

        MemberUrl[] configured = [.. Configured(view)];
        if (url!.UnixSocket is not null)
        {
            return Problem(text, "a Unix socket cannot be added here", "Write it into the configuration");
        }

        if (!view.Snapshot.Plan.Members.Any(m => m.Url.Scheme == url.Scheme))
        {
            return Problem(text, $"no member of the balancer speaks {url.Scheme}", "Use a scheme that its members have");
        }

        var host = url.Host.TrimEnd('.').Trim('[', ']');
        return ForbiddenHosts.Contains(host) ? Refused(text)
            : Addresses.TryParse(host, out var address) ? OfAddress(text, address, configured)
            : ForbiddenHosts.LooksLikeAddress(host) ? Problem(text, "its address is not in the usual spelling", "Write it as 10.1.2.3 or [fd00::1]")
            : configured.Any(m => string.Equals(m.Host.TrimEnd('.'), host, StringComparison.Ordinal)) ? null
            : Problem(text, "no configured member has this host", "Use a host of a configured member, or write the member into the configuration");
    }

    private ConfigurationProblem? OfAddress(string text, IPAddress address, MemberUrl[] configured)
    {
        if (ForbiddenHosts.Contains(address))
        {
            return Refused(text);
        }

        return networks.Any(n => n.Contains(address)) || configured.Any(m => IsNear(m, address)) ? null
            : Problem(text, "it is in no network of the configured members", "Use an address beside theirs, or name the network in ManagerOptions.MemberNetworks");
    }

    // Members that were added by hand do not let in their neighbours; else one would lead to the next.
    private static IEnumerable<MemberUrl> Configured(BalancerView view)
    {
        var added = view.Drift.Where(c => c is { Member: not null, Setting: "Member", Before.Length: 0 }).Select(c => c.Member).ToHashSet(StringComparer.Ordinal);
        return view.Snapshot.Plan.Members.Select(m => m.Url).Where(u => !added.Contains(u.Configured));
    }

    private static bool IsNear(MemberUrl member, IPAddress address) =>
        member.UnixSocket is null && Addresses.TryParse(member.Host.Trim('[', ']'), out var known) && known.AddressFamily == address.AddressFamily
        && Addresses.Around(known, address.AddressFamily == AddressFamily.InterNetwork ? 24 : 64).Contains(address);

    private static ConfigurationProblem Refused(string text) =>
        Problem(text, "this address is never a member: link-local, of a cloud's metadata service, unspecified, broadcast or multicast", "Use the address of the server itself");

    private static ConfigurationProblem Problem(string text, string cause, string remedy) => new(text, cause, remedy, Word);
}
