namespace Balancing;

/// <summary>One httpd parameter: its word, the option it fills, and which values it takes.</summary>
/// <param name="word">httpd's key; empty for an option that httpd has no word for.</param>
/// <param name="key">The option, as a path in JSON: <c>Pool:Max</c>.</param>
internal abstract class Parameter<TOptions>(string word, string key)
{
    public string Word { get; } = word;

    public string Key { get; } = key;

    /// <summary>Reads httpd's text into the option; a bad value is reported and the option stays as it was.</summary>
    public abstract void Read(TOptions options, string text, Place place);

    /// <summary>Reports a bad value in the option.</summary>
    public abstract void Check(TOptions options, Place place);
}

/// <summary>Gets an option; false when it is not said.</summary>
internal delegate bool Getter<in TOptions, T>(TOptions options, out T value);

internal sealed class Parameter<TOptions, T>(string word, string key, Kind<T> kind, Getter<TOptions, T> get, Action<TOptions, T> set)
    : Parameter<TOptions>(word, key)
{
    public override void Read(TOptions options, string text, Place place)
    {
        if (kind.TryRead(text, out var value))
        {
            set(options, value);
        }
        else
        {
            place.Add($"{Word} cannot be {kind.ShowText(text)}", kind.RemedyForText, Word);
        }
    }

    public override void Check(TOptions options, Place place)
    {
        if (get(options, out var value) && !kind.Allows(value))
        {
            place.At(Key).Add($"{Key[(Key.LastIndexOf(':') + 1)..]} cannot be {kind.Show(value)}", kind.RemedyForValue, Word);
        }
    }
}

/// <summary>A parameter of something inside the options, such as a member's health check.</summary>
internal sealed class InnerParameter<TOptions, TInner>(
    string prefix, Parameter<TInner> inner, Func<TOptions, TInner?> find, Func<TOptions, TInner> make)
    : Parameter<TOptions>(inner.Word, $"{prefix}:{inner.Key}")
    where TInner : class
{
    public override void Read(TOptions options, string text, Place place) => inner.Read(make(options), text, place);

    public override void Check(TOptions options, Place place)
    {
        if (find(options) is { } found)
        {
            inner.Check(found, place.At(prefix));
        }
    }
}

/// <summary>A word of httpd that we know and refuse, with the reason.</summary>
internal sealed class RefusedParameter<TOptions>(string word, string cause, string remedy) : Parameter<TOptions>(word, "")
{
    public override void Read(TOptions options, string text, Place place) => place.Add(cause, remedy, Word);

    public override void Check(TOptions options, Place place)
    {
    }
}
