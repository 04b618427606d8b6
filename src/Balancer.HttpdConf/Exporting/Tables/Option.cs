using System.Collections;

namespace Balancing.HttpdConf.Exporting.Tables;

/// <summary>One option of a class of options: how it is called in each format, and how to get it.</summary>
/// <param name="Name">Its name in C# and in JSON.</param>
/// <param name="Word">httpd's key or directive; empty when httpd has none.</param>
/// <param name="Get">The value, null when nothing is said.</param>
/// <param name="Default">The value that need not be said, given the other options; null when every value must be said.</param>
internal sealed record Option<T>(string Name, string Word, Func<T, object?> Get, Func<T, object?> Default)
{
    public Option(string name, string word, Func<T, object?> get, object? unsaid = null)
        : this(name, word, get, _ => unsaid)
    {
    }

    /// <summary>Why httpd has no word for it.</summary>
    public string Why { get; init; } = "";

    /// <summary>What must be said: null when nothing is said, or what holds anyway.</summary>
    public object? Said(T options) =>
        Get(options) is { } value && !Same(value, Default(options)) ? value : null;

    public static bool Same(object? one, object? other) =>
        one is IList list && other is IList others ? list.Cast<object>().SequenceEqual(others.Cast<object>()) : Equals(one, other);
}

/// <summary>Helps to write the tables.</summary>
internal static class OptionTables
{
    public static bool AnySaid<T>(this IEnumerable<Option<T>> table, T options) => table.Any(option => option.Said(options) is not null);

    /// <summary>A list, null when it says nothing because it is empty.</summary>
    public static List<TItem>? Filled<TItem>(this List<TItem>? list) => list is { Count: > 0 } ? list : null;
}
