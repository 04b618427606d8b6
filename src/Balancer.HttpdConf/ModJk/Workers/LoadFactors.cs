using System.Globalization;

namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// mod_jk's <c>lbfactor</c> is any number from 1; <c>loadfactor</c> is 1 to 100 with two decimals. All factors of a balancer
/// are scaled alike, so that their ratios stay.
/// </summary>
internal static class LoadFactors
{
    private const long Least = 100; // hundredths
    private const long Most = 10_000;

    public static void Apply(IReadOnlyList<LbMember> members)
    {
        if (members.Count == 0)
        {
            return;
        }

        var scaled = Scale([.. members.Select(m => (long)m.Factor)], out var exact);
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            if (member.Factor != 1 || scaled[i] != Least)
            {
                member.Options.LoadFactor = Value(scaled[i]);
            }

            var factor = Value(scaled[i]).ToString("0.##", CultureInfo.InvariantCulture);
            member.Settings.Judge(
                "lbfactor", exact ? JkVerdict.Applied : JkVerdict.Approximated,
                exact ? $"loadfactor={factor}" : $"loadfactor={factor}: the ratios do not fit 1 to 100 with two decimals, this is the nearest");
        }
    }

    /// <summary>Hundredths of 100 to 10000 with the ratios of <paramref name="factors"/>; not exact when there are none.</summary>
    public static long[] Scale(long[] factors, out bool exact)
    {
        var (min, max) = (factors.Min(), factors.Max());
        exact = true;
        if (max * 100 <= Most)
        {
            return [.. factors.Select(f => f * 100)];
        }

        var divisor = factors.Aggregate(Greatest);
        (min, max) = (min / divisor, max / divisor);
        var scale = Most / max;
        exact = scale >= (Least + min - 1) / min;
        if (!exact)
        {
            return [.. factors.Select(f => Math.Clamp((long)Math.Round(f / divisor * (double)Most / max), Least, Most))];
        }

        // Whole numbers read best, where they do.
        scale = max <= 100 ? 100 : scale;
        return [.. factors.Select(f => f / divisor * scale)];
    }

    /// <summary>A number that httpd's truncation to hundredths gives back (mod_proxy.c: atof(value) * 100).</summary>
    public static double Value(long hundredths)
    {
        var value = hundredths / 100.0;
        return (long)(value * 100.0) < hundredths ? Math.BitIncrement(value) : value;
    }

    private static long Greatest(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
