namespace Balancing.HttpdConf.Files;

/// <summary>A path without links, so that where it leads is where it says.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Follows every link in a full path; what does not exist stays as it is.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string Of(string full)
    {
        var links = 0;
        var done = Path.GetPathRoot(full) ?? "";
        var todo = new Stack<string>(Names(full[done.Length..]).Reverse());
        while (todo.TryPop(out var name))
        {
            if (name == "..")
            {
                done = Path.GetDirectoryName(done) ?? done;
                continue;
            }

            var next = Path.Join(done, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"'{full}' goes through more than {MostLinks} links");
            }

            var root = Path.GetPathRoot(target) ?? "";
            done = root.Length > 0 ? root : done;
            foreach (var part in Names(target[root.Length..]).Reverse())
            {
                todo.Push(part);
            }
        }

        return done;
    }

    private static IEnumerable<string> Names(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".");
}
