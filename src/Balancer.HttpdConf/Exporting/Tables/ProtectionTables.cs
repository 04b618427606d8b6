namespace Balancing.HttpdConf.Exporting.Tables;

/// <summary>What protects a balancer; httpd has no word for any of it.</summary>
internal static class ProtectionTables
{
    /// <summary>The single values.</summary>
    public static readonly Option<ProtectionOptions>[] Protection =
    [
        new("SlowStart", "", o => o.SlowStart),
        new("HalfOpen", "", o => o.HalfOpen),
        new("PanicBelow", "", o => o.PanicBelow),
    ];

    /// <summary>The ejection of outliers.</summary>
    public static readonly Option<OutlierOptions>[] Outliers =
    [
        new("Consecutive", "", o => o.Consecutive, 5),
        new("Share", "", o => o.Share, 50),
        new("AtLeast", "", o => o.AtLeast, 20),
        new("Window", "", o => o.Window, TimeSpan.FromSeconds(10)),
        new("BadStatus", "", o => o.BadStatus.Filled()),
        new("MaxEjected", "", o => o.MaxEjected, 10),
    ];

    /// <summary>The retry budget.</summary>
    public static readonly Option<RetryBudgetOptions>[] RetryBudget =
    [
        new("Share", "", o => o.Share, 20),
        new("AtLeastPerSecond", "", o => o.AtLeastPerSecond, 10),
    ];

    /// <summary>The names of what is said.</summary>
    public static IEnumerable<string> Said(ProtectionOptions? options)
    {
        if (options is null)
        {
            yield break;
        }

        foreach (var option in Protection.Where(option => option.Said(options) is not null))
        {
            yield return option.Name;
        }

        if (options.EjectOutliers is not null)
        {
            yield return nameof(options.EjectOutliers);
        }

        if (options.RetryBudget is not null)
        {
            yield return nameof(options.RetryBudget);
        }
    }
}
