using System.Globalization;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Which line each part of the options came from, so that what is found out later is reported at its line.</summary>
internal sealed class Origins
{
    private readonly Dictionary<object, ConfigNode> _nodes = new(ReferenceEqualityComparer.Instance);

    /// <summary>Remembers a part's line; the first one stays.</summary>
    public void Add(object part, ConfigNode node) => _nodes.TryAdd(part, node);

    /// <summary>The line of a part, or null.</summary>
    public ConfigNode? Of(object? part) => part is null ? null : _nodes.GetValueOrDefault(part);

    /// <summary>The line of the innermost part on a path such as <c>Sites:www:ProxyPass:3:To</c>, or null.</summary>
    public ConfigNode? OfPath(object root, string path)
    {
        ConfigNode? found = null;
        object? part = root;
        var rest = path.AsSpan();
        while (part is not null && !rest.IsEmpty)
        {
            found = Of(part) ?? found;
            part = Step(part, ref rest);
        }

        return Of(part) ?? found;
    }

    // A name may hold colons (www.example.com:443), so of a dictionary the key is taken that the path goes on with.
    private static object? Step(object part, ref ReadOnlySpan<char> rest)
    {
        if (part is System.Collections.IDictionary named)
        {
            foreach (System.Collections.DictionaryEntry entry in named)
            {
                var key = (string)entry.Key;
                if (rest.StartsWith(key, StringComparison.OrdinalIgnoreCase) && (rest.Length == key.Length || rest[key.Length] == ':'))
                {
                    rest = rest.Length == key.Length ? [] : rest[(key.Length + 1)..];
                    return entry.Value;
                }
            }

            return null;
        }

        var colon = rest.IndexOf(':');
        var word = (colon < 0 ? rest : rest[..colon]).ToString();
        rest = colon < 0 ? [] : rest[(colon + 1)..];
        return part is System.Collections.IList list
            ? int.TryParse(word, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < list.Count ? list[at] : null
            : part.GetType().GetProperty(word)?.GetValue(part);
    }
}
