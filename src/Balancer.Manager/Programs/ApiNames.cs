using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>How things are called in JSON.</summary>
internal static class ApiNames
{
    /// <summary><c>LoadFactor</c> is <c>loadFactor</c>.</summary>
    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary><c>DeadlineReached</c> is <c>deadlineReached</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Camel(value.ToString());

    /// <summary>The flags that are set.</summary>
    public static IEnumerable<string> Each<T>(T flags)
        where T : struct, Enum => Enum.GetValues<T>().Where(f => IsOne(f) && flags.HasFlag(f)).Select(Of);

    /// <summary>All names of a set of words.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Of);

    /// <summary>All names of a set of flags.</summary>
    public static IEnumerable<string> AllFlags<T>()
        where T : struct, Enum => Enum.GetValues<T>().Where(IsOne).Select(Of);

    private static bool IsOne<T>(T flag)
        where T : struct, Enum => int.IsPow2(Convert.ToInt32(flag, System.Globalization.CultureInfo.InvariantCulture));
}
