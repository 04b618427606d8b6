namespace Balancing.RealHttpd.Tests.Network;

/// <summary>A request or an answer as it came over the wire, its body without framing.</summary>
/// <param name="FirstLine">The request line or the status line.</param>
/// <param name="Headers">The header lines, in order.</param>
/// <param name="Body">The body.</param>
/// <param name="IsWhole">False when the connection ended before the message did.</param>
internal sealed record Message(string FirstLine, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body, bool IsWhole = true)
{
    public IEnumerable<string> All(string name) =>
        Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

    public string? Header(string name) => All(name).FirstOrDefault();

    public bool Has(string name, string word) =>
        All(name).SelectMany(value => value.Split(',')).Any(part => part.Trim().Equals(word, StringComparison.OrdinalIgnoreCase));
}
