namespace Balancing.Rewriting;

/// <summary>A set of header lines, whoever holds them. Names compare without case.</summary>
internal interface IHeaderLines
{
    /// <summary>The first line of that name, or null when there is none. It is the only one that <c>append</c> and <c>merge</c> look at (apr_table_get).</summary>
    string? First(string name);

    /// <summary>Another value for the first line of that name; later ones stay.</summary>
    void SetFirst(string name, string value);

    /// <summary>One line in place of all lines of that name.</summary>
    void Set(string name, string value);

    /// <summary>One more line.</summary>
    void Add(string name, string value);

    /// <summary>No line of that name.</summary>
    void Remove(string name);

    /// <summary>Another value for each line of that name.</summary>
    void Change(string name, Func<string, string> change);
}

/// <summary>Header lines in a list, as <see cref="ResponseFacts"/> holds them.</summary>
internal sealed class HeaderList(IEnumerable<KeyValuePair<string, string>> lines) : IHeaderLines
{
    private readonly List<KeyValuePair<string, string>> _lines = [.. lines];
    private GatewayHeaders? _sendable;

    /// <summary>The lines in their order.</summary>
    public List<KeyValuePair<string, string>> Lines => _lines;

    /// <summary>The lines, to be sent.</summary>
    public GatewayHeaders Sendable => _sendable ??= new GatewayHeaders(_lines, answerLocally: false);

    /// <summary>All lines of that name joined with <c>", "</c>, or null when there is none.</summary>
    public string? Get(string name) => Get(_lines, name);

    /// <summary>The same, of lines in any list.</summary>
    public static string? Get(IReadOnlyList<KeyValuePair<string, string>> lines, string name)
    {
        string? all = null;
        for (var i = 0; i < lines.Count; i++)
        {
            if (Is(lines[i], name))
            {
                all = all is null ? lines[i].Value : $"{all}, {lines[i].Value}";
            }
        }

        return all;
    }

    public void Set(string name, string value)
    {
        var first = IndexOf(name);
        Remove(name);
        _lines.Insert(first < 0 ? _lines.Count : first, new(name, value));
    }

    public string? First(string name) => IndexOf(name) is >= 0 and var at ? _lines[at].Value : null;

    public void SetFirst(string name, string value) => _lines[IndexOf(name)] = new(name, value);

    /// <summary>Lines of one name become one, as httpd reads a request (protocol.c: ap_get_mime_headers). Cookies stay as they are.</summary>
    public void JoinLines()
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            var name = _lines[i].Key;
            if (!name.Equals("Cookie", StringComparison.OrdinalIgnoreCase) && _lines.FindIndex(i + 1, line => Is(line, name)) > 0)
            {
                Set(name, Get(name)!);
            }
        }
    }

    public void Add(string name, string value) => _lines.Add(new(name, value));

    public void Remove(string name) => _lines.RemoveAll(line => Is(line, name));

    public void Change(string name, Func<string, string> change)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            if (Is(_lines[i], name))
            {
                _lines[i] = new(_lines[i].Key, change(_lines[i].Value));
            }
        }
    }

    private int IndexOf(string name) => _lines.FindIndex(line => Is(line, name));

    private static bool Is(KeyValuePair<string, string> line, string name) => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
