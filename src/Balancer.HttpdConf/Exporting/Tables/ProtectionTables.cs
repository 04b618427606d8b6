using System.Globalization;

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

    /// <summary>The names of what is said, and their values as a person would say them.</summary>
    public static IEnumerable<(string Name, string Values)> Said(ProtectionOptions? options)
    {
        if (options is null)
        {
            yield break;
        }

        foreach (var option in Protection.Where(option => option.Said(options) is not null))
        {
            yield return (option.Name, $": {Text(option.Said(options)!)}");
        }

        if (options.EjectOutliers is not null)
        {
            yield return (nameof(options.EjectOutliers), Values(options.EjectOutliers, Outliers));
        }

        if (options.RetryBudget is not null)
        {
            yield return (nameof(options.RetryBudget), Values(options.RetryBudget, RetryBudget));
        }
    }

    private static string Values<T>(T options, Option<T>[] table)
    {
        var said = string.Join(", ", table.Where(option => option.Said(options) is not null).Select(option => $"{option.Name} {Text(option.Said(options)!)}"));
        return said.Length == 0 ? "" : $": {said}";
    }

    private static string Text(object value) => value is IEnumerable<int> codes
        ? string.Join(' ', codes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
