using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>The header lines of a request where the server keeps them. Nothing is copied until a rule asks.</summary>
internal sealed class ServerHeaders : IRequestHeaders
{
    private IHeaderDictionary _headers = null!; // set before anybody looks

    /// <summary>Whose lines these are.</summary>
    public ServerHeaders Of(IHeaderDictionary headers)
    {
        _headers = headers;
        return this;
    }

    public IEnumerable<KeyValuePair<string, string>> Lines
    {
        get
        {
            foreach (var (name, values) in _headers)
            {
                foreach (var value in values)
                {
                    yield return new(name, value ?? "");
                }
            }
        }
    }

    public string? Get(string name) => !_headers.TryGetValue(name, out var values) || values.Count == 0 ? null
        : values.Count == 1 ? values[0] ?? "" : string.Join(", ", values.ToArray());
}
