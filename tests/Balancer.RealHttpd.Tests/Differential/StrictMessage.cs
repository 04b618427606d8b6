namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>A request that is one by the letter.</summary>
internal sealed record StrictMessage(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Fields, string Body, IReadOnlyList<KeyValuePair<string, string>> Trailers)
{
    public IEnumerable<string> All(string name) => Fields.Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    /// <summary>Which request of which stream it says it is.</summary>
    public string Id => string.Join(", ", All("X-Id"));

    public override string ToString() =>
        $"{Method} {Target}\n{string.Concat(Fields.Select(f => $"{f.Key}: {f.Value}\n"))}\n{Body}{string.Concat(Trailers.Select(f => $"\n{f.Key}: {f.Value}"))}";
}
