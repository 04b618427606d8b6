namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>The differences that are meant, from <c>explained.txt</c>.</summary>
internal sealed class Explained
{
    private readonly List<Line> _lines = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public Explained()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Differential", "explained.txt");
        foreach (var text in File.ReadLines(file).Where(text => text.Length > 0 && text[0] != '#'))
        {
            if (text.Split('|', 5, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } id, { Length: > 0 } kind, var traits, { Length: > 0 } rule, { Length: > 0 } reason])
            {
                throw new InvalidOperationException($"explained.txt: not id | kind | traits | rule | reason: {text}");
            }

            _lines.Add(new Line(id, kind, traits.Split(' ', StringSplitOptions.RemoveEmptyEntries), rule, reason));
        }

        var unknown = _lines.SelectMany(line => line.Traits).Where(trait => !Mutation.All.ContainsKey(trait) && !Plain.Kinds.Contains(trait)).ToList();
        if (unknown.Count > 0 || _lines.DistinctBy(line => line.Id).Count() < _lines.Count)
        {
            throw new InvalidOperationException($"explained.txt: an id comes twice, or nothing has these names: {string.Join(' ', unknown)}");
        }
    }

    public bool Holds(Finding finding)
    {
        if (finding.IsNever || _lines.Find(line => line.Kind == finding.Kind && line.Traits.Intersect(finding.Traits, StringComparer.Ordinal).Any()) is not { } line)
        {
            return false;
        }

        lock (_used)
        {
            _used.Add(line.Id);
        }

        return true;
    }

    /// <summary>Lines that explained nothing.</summary>
    public IReadOnlyList<string> Unused => [.. _lines.Select(line => line.Id).Where(id => !_used.Contains(id))];

    private sealed record Line(string Id, string Kind, string[] Traits, string Rule, string Reason);
}
