namespace Balancing;

/// <summary>All parameters of one kind of options.</summary>
/// <param name="owner">Whose parameters: <c>member</c>, <c>balancer</c>.</param>
internal sealed class ParameterTable<TOptions>(string owner)
{
    private readonly List<Parameter<TOptions>> _rows = [];
    private readonly Dictionary<string, Parameter<TOptions>> _byWord = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Parameter<TOptions>> Rows => _rows;

    /// <summary>httpd's words, in the order of the table.</summary>
    public IReadOnlyList<string> Words => [.. _rows.Where(row => row.Word.Length > 0).Select(row => row.Word)];

    public ParameterTable<TOptions> Add(Parameter<TOptions> row)
    {
        _rows.Add(row);
        if (row.Word.Length > 0)
        {
            _byWord.Add(row.Word, row);
        }

        return this;
    }

    /// <summary>A parameter with a value type.</summary>
    public ParameterTable<TOptions> Value<T>(string word, string key, Kind<T> kind, Func<TOptions, T?> get, Action<TOptions, T> set)
        where T : struct => Add(new Parameter<TOptions, T>(
        word, key, kind,
        (TOptions options, out T value) =>
        {
            var said = get(options);
            value = said.GetValueOrDefault();
            return said.HasValue;
        },
        set));

    /// <summary>A parameter with a reference type.</summary>
    public ParameterTable<TOptions> Text<T>(string word, string key, Kind<T> kind, Func<TOptions, T?> get, Action<TOptions, T> set)
        where T : class => Add(new Parameter<TOptions, T>(
        word, key, kind,
        (TOptions options, out T value) =>
        {
            value = get(options)!;
            return value is not null;
        },
        set));

    public bool Knows(string word) => _byWord.ContainsKey(word);

    /// <summary>Sets one parameter from httpd's text.</summary>
    public void Read(TOptions options, Setting setting, Place place)
    {
        if (!_byWord.TryGetValue(setting.Key, out var row))
        {
            place.Add($"unknown {owner} parameter {Kind<string>.Quote(setting.Key)}", WhatElse(setting.Key), setting.Key);
        }
        else if (setting.Value is null)
        {
            place.Add($"{row.Word} has no value", $"Write {row.Word}=value", row.Word);
        }
        else
        {
            row.Read(options, setting.Value, place);
        }
    }

    /// <summary>Sets parameters from a text such as <c>retry=5 loadfactor=2</c>, in order (httpd: ProxySet).</summary>
    public void ReadAll(TOptions options, string text, Place place)
    {
        foreach (var setting in SettingText.Split(text, place))
        {
            Read(options, setting, place);
        }
    }

    /// <summary>Sets parameters from each text of a list.</summary>
    public void ReadAll(TOptions options, List<string> texts, Place place)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            ReadAll(options, texts[i], place.At(i));
        }
    }

    /// <summary>Reports every option that has a bad value.</summary>
    public void Check(TOptions options, Place place)
    {
        foreach (var row in _rows)
        {
            row.Check(options, place);
        }
    }

    // httpd says the same of a member's word on a balancer: unknown. We say where it belongs.
    private string WhatElse(string word) =>
        typeof(TOptions) != typeof(MemberOptions) && MemberParameters.Table.Knows(word) ? "It is a member's parameter: set it on the member"
        : typeof(TOptions) != typeof(BalancerOptions) && BalancerParameters.Table.Knows(word) ? "It is a balancer's parameter: set it on the balancer"
        : ProxyPassParameters.Knows(word) ? "It belongs to a ProxyPass line"
        : $"Use one of {string.Join(", ", Words)}";
}
