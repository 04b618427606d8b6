namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>
/// What mod_jk documents of its rules, as plainly as it can be said: sort the mounts, take the first that matches, then ask
/// whether an exclusion for its worker matches. Paths are compared without parameters.
/// </summary>
internal sealed class ReferenceMap
{
    private readonly List<(string Pattern, string Worker)> _mounts = [];
    private readonly List<(string Pattern, string Worker)> _exclusions = [];

    /// <summary>Takes lines of a uriworkermap.properties without extensions and comments.</summary>
    public ReferenceMap(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, worker) = (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (key.StartsWith('-'))
            {
                continue;
            }

            var pattern = key.TrimStart('!');
            var bar = pattern.IndexOf('|', StringComparison.Ordinal);
            var both = bar < 0 ? new[] { pattern } : [pattern[..bar], pattern[..bar] + pattern[(bar + 1)..]];
            (key.StartsWith('!') ? _exclusions : _mounts).AddRange(both.Select(one => (one, worker)));
        }

        var sorted = _mounts.OrderByDescending(m => m.Pattern.Count(c => c == '/')).ThenByDescending(m => m.Pattern.Length).ToList();
        _mounts.Clear();
        _mounts.AddRange(sorted);
    }

    /// <summary>The worker of a path as received, or null.</summary>
    public string? WorkerOf(string raw)
    {
        var path = Clean(raw);
        var found = _mounts.Find(m => Matches(m.Pattern, path));
        return found.Worker is null || _exclusions.Exists(e => (e.Worker == found.Worker || e.Worker == "*") && Matches(e.Pattern, path))
            ? null : found.Worker;
    }

    /// <summary>Two mounts with the same rank but different workers match: then mod_jk itself does not say which wins.</summary>
    public bool IsUndecided(string raw)
    {
        var path = Clean(raw);
        var first = _mounts.Find(m => Matches(m.Pattern, path));
        return first.Worker is not null && _mounts.Exists(m => m.Worker != first.Worker && m.Pattern.Length == first.Pattern.Length
            && m.Pattern.Count(c => c == '/') == first.Pattern.Count(c => c == '/') && Matches(m.Pattern, path));
    }

    public static string Clean(string raw)
    {
        var segments = raw.Split('/').Select(segment => segment.Split(';')[0]).ToList();
        var path = string.Join('/', segments);
        while (path.Contains("//", StringComparison.Ordinal))
        {
            path = path.Replace("//", "/", StringComparison.Ordinal);
        }

        return path;
    }

    public static bool Matches(string pattern, string path) =>
        pattern.Length == 0 ? path.Length == 0
        : pattern[0] == '*' ? Matches(pattern[1..], path) || (path.Length > 0 && Matches(pattern, path[1..]))
        : path.Length > 0 && (pattern[0] == '?' || pattern[0] == path[0]) && Matches(pattern[1..], path[1..]);
}
