using System.Globalization;

namespace Balancing.Testing;

/// <summary>
/// Plays requests and tells who got them, as text to compare with a schedule: <c>a b a</c>. A member is written as its host, when
/// the hosts differ, else as host and port, else as its whole URL; a request that got nobody is a <c>-</c>.
/// </summary>
public static class Playing
{
    private const string Nobody = "-";

    /// <summary>Plays equal requests; each is answered with 200 before the next one comes.</summary>
    /// <param name="balancer">Who chooses.</param>
    /// <param name="requests">How many, zero or more.</param>
    /// <param name="facts">What every request is. Default: <c>GET /</c>.</param>
    public static string Play(this Balancer balancer, int requests, RequestFacts facts = default) =>
        balancer.Play(Enumerable.Repeat(facts, requests));

    /// <summary>Plays requests one after the other; each is answered before the next one comes.</summary>
    /// <param name="balancer">Who chooses.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="answer">How a member answers. Default: with 200 and no bytes.</param>
    public static string Play(this Balancer balancer, IEnumerable<RequestFacts> requests, Func<Member, Outcome>? answer = null)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        ArgumentNullException.ThrowIfNull(requests);
        var sequence = new List<string>();
        foreach (var facts in requests)
        {
            using var lease = balancer.Acquire(in facts);
            sequence.Add(lease.IsAcquired ? balancer.LabelOf(lease.Member) : Nobody);
            if (lease.IsAcquired)
            {
                lease.Report(answer?.Invoke(lease.Member) ?? Outcome.Completed(200));
            }
        }

        return string.Join(' ', sequence);
    }

    /// <summary>
    /// Plays requests against a script, through the whole loop of <c>ExecuteAsync</c>. A request that failed over is written as
    /// all members it asked: <c>a&gt;b</c>.
    /// </summary>
    /// <param name="balancer">Who chooses.</param>
    /// <param name="requests">How many, zero or more.</param>
    /// <param name="backends">Who answers.</param>
    /// <param name="facts">What every request is. Default: <c>GET /</c>.</param>
    public static async Task<string> PlayAsync(this Balancer balancer, int requests, ScriptedBackends backends, RequestFacts facts = default)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        ArgumentNullException.ThrowIfNull(backends);
        var sequence = new List<string>();
        for (var i = 0; i < requests; i++)
        {
            var asked = new List<string>();
            await balancer.ExecuteAsync(facts, (attempt, cancel) =>
            {
                asked.Add(balancer.LabelOf(attempt.Member));
                return backends.SendAsync(attempt, cancel);
            }).ConfigureAwait(false);
            sequence.Add(asked.Count == 0 ? Nobody : string.Join('>', asked));
        }

        return string.Join(' ', sequence);
    }

    /// <summary>Acquires leases and keeps them, as requests that are still in flight do.</summary>
    /// <param name="balancer">Who chooses.</param>
    /// <param name="requests">How many, zero or more.</param>
    /// <param name="facts">What every request is. Default: <c>GET /</c>.</param>
    /// <returns>The leases, also the refused ones; report or dispose of each.</returns>
    public static IReadOnlyList<Lease> Hold(this Balancer balancer, int requests, RequestFacts facts = default)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        var leases = new Lease[requests];
        for (var i = 0; i < requests; i++)
        {
            leases[i] = balancer.Acquire(in facts);
        }

        return leases;
    }

    private static string LabelOf(this Balancer balancer, Member member)
    {
        var members = balancer.Members;
        return Differ(members, m => m.Url.Host) ? member.Url.Host
            : Differ(members, HostAndPort) ? HostAndPort(member)
            : member.Url.Configured;
    }

    private static bool Differ(IReadOnlyList<Member> members, Func<Member, string> label) =>
        members.Select(label).Distinct(StringComparer.Ordinal).Count() == members.Count;

    private static string HostAndPort(Member member) => string.Create(CultureInfo.InvariantCulture, $"{member.Url.Host}:{member.Url.Port}");
}
