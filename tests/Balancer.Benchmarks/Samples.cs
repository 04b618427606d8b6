using System.Globalization;

namespace Balancing.Benchmarks;

/// <summary>Which factors the members have.</summary>
public enum Factors
{
    /// <summary>All 1.</summary>
    Equal,

    /// <summary>1 to 4, in turn.</summary>
    Four,

    /// <summary>Every member another one.</summary>
    Different,
}

internal static class Samples
{
    public static double FactorOf(Factors factors, int member) => factors switch
    {
        Factors.Equal => 1,
        Factors.Four => 1 + (member % 4),
        _ => 1 + (member % 9_900 / 100.0),
    };

    public static BalancerBuilder Members(int count, Factors factors)
    {
        var builder = Balancer.Create("foo");
        for (var i = 0; i < count; i++)
        {
            var number = i;
            builder.Member(Invariant($"http://10.{i >> 16}.{(i >> 8) & 255}.{i & 255}:8080"), m => m.Route(Invariant($"r{number}")).LoadFactor(FactorOf(factors, number)));
        }

        return builder;
    }

    /// <summary>A pool whose connections cost nothing to open.</summary>
    public static ConnectionPool<object> Pool(PoolPlan plan) => new(Connector.Create((_, _) => ValueTask.FromResult(new object())), plan);

    public static SemaphoreSlim Places(int count) => new(count);

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
