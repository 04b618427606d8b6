using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Balancing.Hosting.Reading;

/// <summary>
/// Reads one object of a configuration strictly (D6): a key nobody knows and a value nobody can read are problems with a path, and all of
/// them are found in one pass. The framework's binder stops at the first bad value and passes over unknown keys.
/// </summary>
internal sealed class SectionReader
{
    private readonly Dictionary<string, IConfigurationSection> _children;
    private readonly List<string> _known = [];
    private readonly Place _place;

    public SectionReader(IConfiguration section, Place place)
    {
        _place = place;
        _children = section.GetChildren().ToDictionary(child => child.Key, StringComparer.OrdinalIgnoreCase);
        if (section is IConfigurationSection { Value: { Length: > 0 } value } && _children.Count == 0)
        {
            _place.Add($"{Kind<string>.Quote(value)} stands where an object belongs", "Write an object with keys");
        }
    }

    public SectionReader Text(string key, Action<string> set) => Value(key, Values.TryText, "text", set);

    public SectionReader Whole(string key, Action<int> set) => Value(key, Values.TryWhole, "a whole number", set);

    public SectionReader Number(string key, Action<double> set) => Value(key, Values.TryNumber, "a number", set);

    public SectionReader Flag(string key, Action<bool> set) => Value(key, Values.TryFlag, "true or false", set);

    public SectionReader Time(string key, Action<TimeSpan> set) =>
        Value(key, Values.TryTime, "a time such as 00:00:05, or a number with ms, s, mi or h", set);

    public SectionReader Word<T>(string key, Action<T> set)
        where T : struct, Enum => Value(key, Values.TryWord, $"one of {string.Join(", ", Enum.GetNames<T>())}", set);

    /// <summary>A list of texts; one text alone is a list of one.</summary>
    public SectionReader Texts(string key, Action<List<string>> set) => List(key, Values.TryText, "text", set);

    /// <summary>A list of whole numbers, or httpd's text with commas.</summary>
    public SectionReader Wholes(string key, Action<List<int>> set) => List(key, Values.TryWhole, "whole numbers", set);

    /// <summary>An object.</summary>
    public SectionReader Part(string key, Action<SectionReader> read)
    {
        if (Take(key) is { } child)
        {
            Read(child, _place.At(key), read);
        }

        return this;
    }

    /// <summary>A list of objects, in order.</summary>
    public SectionReader Each<T>(string key, List<T> into, Action<SectionReader, T> read)
        where T : new()
    {
        if (Take(key) is not { } list)
        {
            return this;
        }

        var index = 0;
        foreach (var child in list.GetChildren())
        {
            if (!int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                _place.At(key).Add($"{key} is a list, and {Kind<string>.Quote(child.Key)} is no position in it", "Write a list: order counts");
                break;
            }

            var item = new T();
            into.Add(item);
            Read(child, _place.At(key).At(index++), reader => read(reader, item));
        }

        return this;
    }

    /// <summary>Objects by name.</summary>
    /// <param name="key">The key.</param>
    /// <param name="make">The options of a name.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="problems">Options that keep their own problems, with places relative to themselves; null: they are noted here.</param>
    public SectionReader Map<T>(
        string key, Func<string, T> make, Action<SectionReader, T> read, Func<T, List<ConfigurationProblem>>? problems = null)
    {
        foreach (var child in Take(key)?.GetChildren() ?? [])
        {
            var options = make(child.Key);
            var place = problems is null ? _place.At(key).At(child.Key) : new Place("", problems(options));
            Read(child, place, reader => read(reader, options));
        }

        return this;
    }

    /// <summary>Says which keys nobody asked for.</summary>
    public void End()
    {
        foreach (var key in _children.Keys.Order(StringComparer.OrdinalIgnoreCase))
        {
            _place.At(key).Add($"there is no setting called {Kind<string>.Quote(key)} here", $"Use one of {string.Join(", ", _known)}");
        }
    }

    private static void Read(IConfigurationSection section, Place place, Action<SectionReader> read)
    {
        var reader = new SectionReader(section, place);
        read(reader);
        reader.End();
    }

    private SectionReader Value<T>(string key, Reader<T> read, string form, Action<T> set)
    {
        if (Take(key) is { } child)
        {
            if (child.GetChildren().Any())
            {
                _place.At(key).Add($"{key} cannot be an object or a list", $"Use {form}");
            }
            else if (child.Value is { } text)
            {
                Convert(text, _place.At(key), read, form, set);
            }
        }

        return this;
    }

    private SectionReader List<T>(string key, Reader<T> read, string form, Action<List<T>> set)
    {
        if (Take(key) is not { } child)
        {
            return this;
        }

        var values = new List<T>();
        IConfigurationSection[] items = [.. child.GetChildren()];
        for (var i = 0; i < items.Length; i++)
        {
            Convert(items[i].Value ?? "", _place.At(key).At(i), read, form, values.Add);
        }

        var alone = items.Length == 0 && child.Value is { Length: > 0 } text ? text : "";
        foreach (var word in typeof(T) == typeof(string) ? [alone] : alone.Split(','))
        {
            if (word.Length > 0)
            {
                Convert(word.Trim(), _place.At(key), read, form, values.Add);
            }
        }

        set(values);
        return this;
    }

    private static void Convert<T>(string text, Place place, Reader<T> read, string form, Action<T> set)
    {
        if (read(text, out var value))
        {
            set(value);
        }
        else
        {
            place.Add($"{Kind<string>.Quote(text)} cannot be read", $"Use {form}");
        }
    }

    // A key whose value is null was not said.
    private IConfigurationSection? Take(string key)
    {
        _known.Add(key);
        return _children.Remove(key, out var child) && (child.Value is not null || child.GetChildren().Any()) ? child : null;
    }
}
