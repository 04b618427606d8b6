namespace Balancing.HttpdConf.Reading;

/// <summary>Where a path of the configuration leads (config.c: ap_server_root_relative).</summary>
internal sealed class ConfigPaths
{
    private readonly string? _standsFor;
    private string _root;
    private string? _replaced;

    public ConfigPaths(ImportOptions options)
    {
        _standsFor = options.ServerRoot is { } root ? Clean(root) : null;
        var file = options.FileName.Replace('\\', '/');
        _root = _standsFor ?? Clean(file[..(file.LastIndexOf('/') + 1)]) ?? "";
        FirstFile = Merge(file) ?? file;
    }

    /// <summary>Path of the first file, as an include would name it.</summary>
    public string FirstFile { get; }

    /// <summary>Takes the ServerRoot of the text; when the caller gave one, that one stands for it.</summary>
    public void SetServerRoot(string folder)
    {
        if (_standsFor is null)
        {
            _root = Clean(folder) ?? folder;
        }
        else
        {
            _replaced = Clean(folder);
        }
    }

    /// <summary>A path without <c>.</c>, <c>..</c> and double slashes; null when it leads above where it starts.</summary>
    public string? Merge(string path)
    {
        var clean = Clean(IsAbsolute(path) || _root.Length == 0 ? path : _root + "/" + path);
        return clean is not null && _replaced is not null && Below(clean, _replaced) is { } rest ? Join(_root, rest) : clean;
    }

    /// <summary>What problems call a file: relative to the ServerRoot where it is below it.</summary>
    public string Name(string path) => _root.Length > 0 && Below(path, _root) is { Length: > 0 } rest ? rest : path;

    /// <summary>A name in a folder.</summary>
    public static string Join(string folder, string name) =>
        folder.Length == 0 ? name : name.Length == 0 ? folder : folder.EndsWith('/') ? folder + name : $"{folder}/{name}";

    /// <summary>The part of a path that is above all names: <c>/</c>, <c>C:/</c>, or nothing.</summary>
    public static string Start(string path) => path.StartsWith('/') ? "/" : IsAbsolute(path) ? path[..3] : "";

    private static bool IsAbsolute(string path) =>
        path.StartsWith('/') || (path.Length > 2 && path[1] == ':' && path[2] == '/' && char.IsAsciiLetter(path[0]));

    private static string? Below(string path, string folder) =>
        path == folder ? "" : path.StartsWith(Join(folder, "x")[..^1], StringComparison.Ordinal) ? path[(Join(folder, "x").Length - 1)..] : null;

    private static string? Clean(string path)
    {
        var start = Start(path);
        var names = new List<string>();
        foreach (var name in path[start.Length..].Split('/'))
        {
            switch (name)
            {
                case "" or ".":
                    break;
                case ".." when names.Count > 0:
                    names.RemoveAt(names.Count - 1);
                    break;
                case ".." when start.Length == 0:
                    return null;
                case "..":
                    break;
                default:
                    names.Add(name);
                    break;
            }
        }

        return start + string.Join('/', names);
    }
}
