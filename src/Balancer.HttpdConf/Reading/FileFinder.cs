namespace Balancing.HttpdConf.Reading;

/// <summary>
/// The files that a path of an include means (util.c: ap_dir_fnmatch): a file, a folder with all in it, or with wildcards in any
/// name of the path whatever matches, always in the order of the names.
/// </summary>
internal sealed class FileFinder(IConfigFiles files, Allowance allowance, bool optional)
{
    private const int DeepestFolder = 64;

    private readonly List<string> _found = [];
    private string _wrong = "";

    /// <summary>Finds them.</summary>
    /// <param name="path">A clean path.</param>
    /// <param name="wrong">Why a file that must be there is not, or empty.</param>
    public List<string> Find(string path, out string wrong)
    {
        var start = ConfigPaths.Start(path);
        if (path.Split('/').Any(Glob.IsPattern))
        {
            Walk(start, path[start.Length..].Split('/'), 0);
        }
        else
        {
            Whole(path, 0);
        }

        wrong = _wrong;
        return _found;
    }

    private void Walk(string folder, string[] names, int at)
    {
        if (!Glob.IsPattern(names[at]))
        {
            Go(ConfigPaths.Join(folder, names[at]), names, at + 1);
            return;
        }

        if (files.Find(folder) != ConfigFileKind.Folder)
        {
            Wrong($"there is no folder '{folder}'");
            return;
        }

        // A link to a folder is found at the end of the path, not on the way.
        var last = at + 1 == names.Length;
        var matches = List(folder).Where(entry => (last || entry.IsFolder) && Glob.Matches(names[at], entry.Name)).ToList();
        if (matches.Count == 0)
        {
            Wrong($"nothing matches '{names[at]}' in '{folder}'");
        }

        foreach (var entry in matches)
        {
            Go(ConfigPaths.Join(folder, entry.Name), names, at + 1);
        }
    }

    private void Go(string path, string[] names, int at)
    {
        if (at < names.Length)
        {
            Walk(path, names, at);
        }
        else
        {
            Whole(path, 0);
        }
    }

    private void Whole(string path, int depth)
    {
        switch (files.Find(path))
        {
            case ConfigFileKind.File:
                _found.Add(path);
                break;
            case ConfigFileKind.Folder when depth == DeepestFolder:
                _wrong = $"'{path}' is nested deeper than {DeepestFolder} folders";
                break;
            case ConfigFileKind.Folder:
                foreach (var entry in List(path))
                {
                    Whole(ConfigPaths.Join(path, entry.Name), depth + 1);
                }

                break;
            default:
                Wrong($"there is no file '{path}'");
                break;
        }
    }

    private void Wrong(string why)
    {
        if (!optional && _wrong.Length == 0)
        {
            _wrong = why;
        }
    }

    private IEnumerable<ConfigFileEntry> List(string folder)
    {
        var entries = files.List(folder);
        return allowance.TouchFiles(entries.Count)
            ? entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            : throw new IOException($"more than {Allowance.MostFiles} files are touched");
    }
}
