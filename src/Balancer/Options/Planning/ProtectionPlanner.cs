using System.Globalization;

namespace Balancing;

/// <summary>Plans what protects a balancer from its own members.</summary>
internal sealed class ProtectionPlanner(Place place)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The plan of what is said, or null when nothing is.</summary>
    public ProtectionPlan? Plan(ProtectionOptions? said)
    {
        if (said is null or { SlowStart: null, HalfOpen: null, EjectOutliers: null, RetryBudget: null, PanicBelow: null })
        {
            return null;
        }

        Check("SlowStart", said.SlowStart, TimeSpan.FromMilliseconds(1), Day);
        Check("HalfOpen", said.HalfOpen, Second, Day);
        Check("PanicBelow", said.PanicBelow, 1, 100);
        return new ProtectionPlan
        {
            SlowStart = said.SlowStart,
            HalfOpen = said.HalfOpen,
            EjectOutliers = said.EjectOutliers is { } outliers ? new ProtectionPlanner(place.At("EjectOutliers")).Plan(outliers) : null,
            RetryBudget = said.RetryBudget is { } budget ? new ProtectionPlanner(place.At("RetryBudget")).Plan(budget) : null,
            PanicBelow = said.PanicBelow,
        };
    }

    private OutlierPlan Plan(OutlierOptions said)
    {
        var defaults = HttpdDefaults.Outliers;
        Check("Consecutive", said.Consecutive, 0, 1000);
        Check("Share", said.Share, 0, 100);
        Check("AtLeast", said.AtLeast, 1, 1_000_000);
        Check("Window", said.Window, Second, TimeSpan.FromHours(1));
        Check("MaxEjected", said.MaxEjected, 1, 100);
        var statuses = said.BadStatus ?? [];
        for (var i = 0; i < statuses.Count; i++)
        {
            new ProtectionPlanner(place.At("BadStatus")).Check(i.ToString(CultureInfo.InvariantCulture), statuses[i], 100, 599);
        }

        if (said is { Consecutive: 0, Share: 0 })
        {
            place.Add("neither bad answers in a row nor their share ejects anybody", "Set Consecutive or Share above 0, or leave EjectOutliers out");
        }

        return new OutlierPlan
        {
            Consecutive = said.Consecutive ?? defaults.Consecutive,
            Share = said.Share ?? defaults.Share,
            AtLeast = said.AtLeast ?? defaults.AtLeast,
            Window = said.Window ?? defaults.Window,
            BadStatus = [.. statuses.Distinct()],
            MaxEjected = said.MaxEjected ?? defaults.MaxEjected,
        };
    }

    private RetryBudgetPlan Plan(RetryBudgetOptions said)
    {
        var defaults = HttpdDefaults.RetryBudget;
        Check("Share", said.Share, 0, 100);
        Check("AtLeastPerSecond", said.AtLeastPerSecond, 0, 1000);
        if (said is { Share: 0, AtLeastPerSecond: 0 })
        {
            place.Add("nothing earns a retry, so no request is ever repeated", "Set Share or AtLeastPerSecond above 0, or say MaxAttempts = 0");
        }

        return new RetryBudgetPlan
        {
            Share = said.Share ?? defaults.Share,
            AtLeastPerSecond = said.AtLeastPerSecond ?? defaults.AtLeastPerSecond,
        };
    }

    private void Check<T>(string key, T? said, T least, T most)
        where T : struct, IComparable<T>, IFormattable
    {
        if (said is { } value && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
        {
            var range = $"{Text(least)} to {Text(most)}";
            place.At(key).Add($"{Text(value)} is not within {range}", $"Use a value of {range}");
        }
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
