namespace Balancing.AspNetCore;

/// <summary>
/// Paths as the laxest of servers would read them (R23, R24, R26): parameters gone, slashes merged, kept <c>%2F</c> and backslashes as slashes,
/// dots resolved, any case.
/// </summary>
internal static class ManagerPaths
{
    /// <summary>The path, or what of it follows a mount, is read as the mount's by somebody.</summary>
    /// <param name="path">A path, decoded once.</param>
    /// <param name="mount">Where a manager is: <c>/balancer-manager</c>.</param>
    public static bool IsBelow(string path, string mount)
    {
        var wanted = mount.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var segments = Segments(path);
        if (segments.Count < wanted.Length)
        {
            return false;
        }

        for (var i = 0; i < wanted.Length; i++)
        {
            if (!segments[i].Equals(wanted[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The segments of a path.</summary>
    public static List<string> Segments(string path)
    {
        var segments = new List<string>();
        foreach (var part in path.Replace("%2f", "/", StringComparison.OrdinalIgnoreCase).Split('/', '\\'))
        {
            var end = part.IndexOf(';', StringComparison.Ordinal);
            var segment = (end < 0 ? part : part[..end]).Trim();
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(segments.Count - 1, 0), Math.Min(segments.Count, 1));
            }
            else if (segment.Length > 0 && segment != ".")
            {
                segments.Add(segment);
            }
        }

        return segments;
    }
}
