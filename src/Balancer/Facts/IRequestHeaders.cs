namespace Balancing;

/// <summary>The header lines of one request, wherever the host keeps them. Names compare without case.</summary>
public interface IRequestHeaders
{
    /// <summary>The lines in their order. Only rules that look at names ask for them (httpd: Header echo).</summary>
    IEnumerable<KeyValuePair<string, string>> Lines { get; }

    /// <summary>The value of a header, several lines joined with <c>", "</c>; null when there is none.</summary>
    /// <param name="name">Header name.</param>
    string? Get(string name);
}

/// <summary>Header lines in a list.</summary>
internal sealed class RequestHeaderList(IReadOnlyList<KeyValuePair<string, string>> lines) : IRequestHeaders
{
    public IEnumerable<KeyValuePair<string, string>> Lines => lines;

    public string? Get(string name)
    {
        string? all = null;
        foreach (var line in lines)
        {
            if (line.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                all = all is null ? line.Value : $"{all}, {line.Value}";
            }
        }

        return all;
    }
}
