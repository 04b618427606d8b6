namespace Balancing.Tests;

/// <summary>Short ways to balancers and sequences.</summary>
internal static class Sample
{
    public static readonly RequestFacts Anyone = RequestFacts.Get("/");

    /// <summary>A balancer with members a, b, c... at http://a, http://b..., routes a, b, c... and the given weights.</summary>
    public static BalancerBuilder Weighted(params double[] weights)
    {
        var builder = Balancer.Create("foo");
        for (var i = 0; i < weights.Length; i++)
        {
            var (name, weight) = (Name(i), weights[i]);
            builder.Member($"http://{name}", m => m.Route(name).LoadFactor(weight));
        }

        return builder;
    }

    public static string Name(int index) => index < 26 ? ((char)('a' + index)).ToString() : $"m{index}";

    /// <summary>Takes and gives back n leases: the members' hosts, joined with blanks; a dash for a refusal.</summary>
    public static string Play(this Balancer balancer, int times, RequestFacts? facts = null)
    {
        var request = facts ?? Anyone;
        return string.Join(' ', Enumerable.Range(0, times).Select(_ => balancer.Once(request, Outcome.Completed(200))));
    }

    /// <summary>One attempt with the given end.</summary>
    public static string Once(this Balancer balancer, RequestFacts facts, Outcome outcome)
    {
        using var lease = balancer.Acquire(facts);
        if (!lease.IsAcquired)
        {
            return "-";
        }

        lease.Report(outcome);
        return lease.Member.Url.Host;
    }

    public static string Session(this Balancer balancer, string route) =>
        balancer.Once(Anyone.Cookie("SID", "1." + route), Outcome.Completed(200));
}
