using System.Net.Http.Headers;

namespace Balancing.Http;

/// <summary>The header lines of a request message, its content's among them. Nothing is copied until a rule asks.</summary>
internal sealed class MessageHeaders(HttpRequestMessage request) : IRequestHeaders
{
    public IEnumerable<KeyValuePair<string, string>> Lines
    {
        get
        {
            foreach (var headers in All())
            {
                foreach (var (name, values) in headers)
                {
                    foreach (var value in values)
                    {
                        yield return new(name, value);
                    }
                }
            }
        }
    }

    public string? Get(string name)
    {
        foreach (var headers in All())
        {
            if (headers.TryGetValues(name, out var values))
            {
                return string.Join(", ", (IEnumerable<string>)values);
            }
        }

        return null;
    }

    private IEnumerable<HttpHeadersNonValidated> All()
    {
        yield return request.Headers.NonValidated;
        if (request.Content is { } content)
        {
            yield return content.Headers.NonValidated;
        }
    }
}
