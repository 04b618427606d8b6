using System.Globalization;
using FsCheck;

namespace Balancing.Tests;

/// <summary>How many cases a property is tried with: 10 000, or what <c>BALANCER_PROPERTY_CASES</c> says (1000000 for a long run).</summary>
internal static class PropertyCases
{
    private const int Usual = 10_000;

    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("BALANCER_PROPERTY_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Usual;

    public static Config Config { get; } = Config.QuickThrowOnFailure.WithMaxTest(Count);
}
