using System.Net.Http.Headers;

namespace Balancing.Http;

/// <summary>Copies content headers as they are.</summary>
internal static class HeaderCopy
{
    public static void Copy(HttpContentHeaders from, HttpContentHeaders to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            to.TryAddWithoutValidation(name, values);
        }
    }
}
