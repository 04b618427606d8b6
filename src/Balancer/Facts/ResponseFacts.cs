namespace Balancing;

/// <summary>What came back, without any transport: a status and header lines in their order.</summary>
public sealed class ResponseFacts
{
    /// <summary>Facts of one response.</summary>
    /// <param name="status">Status code, 100..599.</param>
    /// <param name="headers">Header lines in order; names compare without case. Default: none.</param>
    public ResponseFacts(int status, IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        Status = status;
        Headers = headers ?? [];
    }

    /// <summary>Status code, 100..599.</summary>
    public int Status { get; }

    /// <summary>Header lines in order; a name may occur more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The first value of a header, or null.</summary>
    /// <param name="name">Header name, compared without case.</param>
    public string? Header(string name)
    {
        foreach (var line in Headers)
        {
            if (string.Equals(line.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return line.Value;
            }
        }

        return null;
    }

    /// <summary>The same response with one more header line at the end.</summary>
    /// <param name="name">Header name.</param>
    /// <param name="value">Header value.</param>
    public ResponseFacts With(string name, string value) =>
        new(Status, [.. Headers, new KeyValuePair<string, string>(name, value)]);
}
