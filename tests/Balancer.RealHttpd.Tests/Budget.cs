using System.Diagnostics;
using System.Globalization;
using Balancing.RealHttpd.Tests.Generating;

namespace Balancing.RealHttpd.Tests;

/// <summary>How many scenarios are played: a fixed set, or as many as fit into <c>BALANCER_LOOP_SECONDS</c>, or the one of <c>BALANCER_LOOP_SEED</c>.</summary>
internal static class Budget
{
    private const int FixedSet = 35;

    private static readonly int? Seconds =
        int.TryParse(Environment.GetEnvironmentVariable("BALANCER_LOOP_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static readonly string Seed = Environment.GetEnvironmentVariable("BALANCER_LOOP_SEED") ?? "";

    /// <summary>After so many reports of one kind the rest is not looked at.</summary>
    public static int MostReports => Seconds is null ? 3 : 12;

    /// <summary>How long one scenario is shrunk.</summary>
    public static TimeSpan Shrinking => TimeSpan.FromSeconds(20);

    /// <summary>Numbers of the scenarios to play.</summary>
    public static IEnumerable<int> Numbers(Emphasis about)
    {
        var (kind, from) = Seed.Split(':') is [var k, var n] ? (k, int.Parse(n, CultureInfo.InvariantCulture)) : ("", 1);
        if (kind.Length > 0 && kind != about.ToString())
        {
            yield break;
        }

        var since = Stopwatch.StartNew();
        var share = TimeSpan.FromSeconds((Seconds ?? 0) / (kind.Length > 0 ? 1.0 : Enum.GetValues<Emphasis>().Length));
        var last = Seconds is not null ? int.MaxValue : kind.Length > 0 ? from : from + FixedSet - 1;
        for (var number = from; number <= last && (Seconds is null || since.Elapsed < share); number++)
        {
            yield return number;
        }
    }
}
