using System.Collections;

namespace Balancing.HttpdConf;

/// <summary>Configuration files that are in memory: for tests, and for configurations that come out of a store.</summary>
/// <remarks><c>new ConfigTexts { ["conf.d/a.conf"] = "ProxyPass / http://a/" }</c></remarks>
public sealed class ConfigTexts : IConfigFiles, IEnumerable<KeyValuePair<string, string>>
{
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The text of a file; its folders exist with it.</summary>
    /// <param name="path">Path with forward slashes, relative or absolute as the configuration names it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public string this[string path]
    {
        get => Read(path);
        set => _texts[path] = value;
    }

    /// <summary>Adds a file.</summary>
    /// <param name="path">Path with forward slashes, relative or absolute as the configuration names it.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="ArgumentException">There is such a file already.</exception>
    public void Add(string path, string text) => _texts.Add(path, text);

    /// <inheritdoc/>
    public ConfigFileKind Find(string path) =>
        _texts.ContainsKey(path) ? ConfigFileKind.File : Under(path).Any() ? ConfigFileKind.Folder : ConfigFileKind.Missing;

    /// <inheritdoc/>
    public string Read(string path) =>
        _texts.TryGetValue(path, out var text) ? text : throw new FileNotFoundException($"there is no file '{path}'");

    /// <inheritdoc/>
    public IReadOnlyList<ConfigFileEntry> List(string path) =>
        [.. Under(path).Select(rest => rest.Split('/', 2)).Select(parts => new ConfigFileEntry(parts[0], parts.Length == 2)).Distinct()];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _texts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<string> Under(string folder)
    {
        var prefix = folder.Length == 0 || folder.EndsWith('/') ? folder : folder + "/";
        return _texts.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && (prefix.Length > 0 || key[0] != '/'))
            .Select(key => key[prefix.Length..]);
    }
}
