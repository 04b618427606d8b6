namespace Balancing.HttpdConf.Reading;

/// <summary>Include and IncludeOptional: other files in the place of a line.</summary>
internal sealed class Includes
{
    // httpd's own bound (core.c: AP_MAX_INCLUDE_DEPTH); ours is what the stack surely holds.
    private const int Deepest = 100;
    private const int LongestPath = 4096;

    private const string Allow = "Set ImportOptions.Files, for example to new ConfigFolder(\"/etc/apache2\")";

    private readonly ConfigReader _reader;
    private readonly List<string> _open;
    private bool _full;

    public Includes(ConfigReader reader)
    {
        _reader = reader;
        Paths = new ConfigPaths(reader.State.Options);
        _open = [Paths.FirstFile];
    }

    public ConfigPaths Paths { get; }

    private ReadingState State => _reader.State;

    /// <summary>Reads the files that the line names.</summary>
    public void Run(ReadTimeCall call, bool optional)
    {
        if (call.OneWord($"{call.Label} file, or a pattern such as conf.d/*.conf") is not { } name || Path(call, name) is not { } path)
        {
            return;
        }

        try
        {
            var files = new FileFinder(State.Options.Files!, State.Allowance, optional).Find(path, out var wrong);
            if (wrong.Length > 0)
            {
                call.Problem(wrong, optional ? "Name another file" : "Name files that exist, or write IncludeOptional");
            }

            call.Done(files.Count == 1 ? $"1 file: {Paths.Name(files[0])}" : $"{files.Count} files");
            foreach (var file in files)
            {
                Read(call, file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            call.Problem($"'{ReadingState.Shown(name)}' cannot be read: {error.Message.TrimEnd('.')}", Remedy(error));
        }
    }

    /// <summary>Whether there is such a file or folder; null after a problem.</summary>
    public bool? Exists(ReadTimeCall call, string name)
    {
        if (Path(call, name) is not { } path)
        {
            return null;
        }

        try
        {
            return State.Options.Files!.Find(path) != ConfigFileKind.Missing;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            call.Problem($"'{ReadingState.Shown(name)}' cannot be looked for: {error.Message.TrimEnd('.')}", Remedy(error));
            return null;
        }
    }

    private static string Remedy(Exception error) => error is UnauthorizedAccessException
        ? "Move it there, or allow its folder too: new ConfigFolder(root, otherFolder)"
        : "Name a file that can be read";

    private string? Path(ReadTimeCall call, string name)
    {
        if (State.Options.Files is null)
        {
            call.Problem($"{call.Label} {ReadingState.Shown(name)} needs files, and none may be read", Allow);
            return null;
        }

        if (name.Length > LongestPath || Paths.Merge(name) is not { } path)
        {
            call.Problem($"the path '{ReadingState.Shown(name)}' is too long or leads out of its folder", "Name a file below the ServerRoot");
            return null;
        }

        return path;
    }

    private void Read(ReadTimeCall call, string path)
    {
        var name = Paths.Name(path);
        if (_open.Contains(path) || _open.Count > Deepest)
        {
            call.Problem(
                _open.Contains(path) ? $"'{name}' includes itself" : $"files include each other more than {Deepest} levels deep",
                "Remove one of the includes");
            return;
        }

        if (_full)
        {
            return;
        }

        var text = State.Options.Files!.Read(path);
        _full = !State.Allowance.Include(text.Length) || !State.Allowance.TouchFiles(1);
        if (_full)
        {
            // Said once; every further file would only repeat it.
            call.Problem(
                $"includes read more than {Allowance.MostFiles} files or {Allowance.MostIncluded / 1024 / 1024} million characters",
                "Look for a folder that is included by mistake, or many times");
            return;
        }

        _open.Add(path);
        _reader.File(text, name, call.Block.Current);
        _open.RemoveAt(_open.Count - 1);
    }
}
