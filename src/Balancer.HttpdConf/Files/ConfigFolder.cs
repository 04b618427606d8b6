using Balancing.HttpdConf.Files;

namespace Balancing.HttpdConf;

/// <summary>
/// Configuration files on disk below one folder, or below several. Whatever a path says and wherever its links lead, nothing
/// outside is opened, listed or even looked for (R57).
/// </summary>
/// <remarks>
/// Files are UTF-8; a file with bytes that are not is read as Latin-1, so that every byte stays visible. The largest file is 16 MB.
/// What has no length, such as a device or a pipe, reads as an empty text and is not opened.
/// </remarks>
public sealed class ConfigFolder : IConfigFiles
{
    private const int LargestFile = 16 * 1024 * 1024;

    private readonly string _root;
    private readonly string[] _allowed;

    /// <summary>Allows a folder and all below it.</summary>
    /// <param name="root">The folder; relative paths start here. Typical: <c>/etc/apache2</c>.</param>
    /// <param name="alsoAllowed">More folders that may be read, such as <c>/etc/letsencrypt</c>. Default: none.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public ConfigFolder(string root, params string[] alsoAllowed)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(alsoAllowed);
        _root = Path.GetFullPath(root);
        _allowed = [.. alsoAllowed.Prepend(root).Select(Folder)];
    }

    /// <inheritdoc/>
    public ConfigFileKind Find(string path)
    {
        var real = Confined(path);
        return File.Exists(real) ? ConfigFileKind.File : Directory.Exists(real) ? ConfigFileKind.Folder : ConfigFileKind.Missing;
    }

    /// <inheritdoc/>
    public string Read(string path)
    {
        var file = new FileInfo(Confined(path));
        return file.Length switch
        {
            0 => "",
            > LargestFile => throw new IOException($"'{path}' is larger than {LargestFile / 1024 / 1024} MB"),
            _ => FileText.Decode(File.ReadAllBytes(file.FullName)),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<ConfigFileEntry> List(string path) =>
        [.. new DirectoryInfo(Confined(path)).EnumerateFileSystemInfos()
            .Select(entry => new ConfigFileEntry(entry.Name, entry is DirectoryInfo && entry.LinkTarget is null))];

    private static string Folder(string path) =>
        Directory.Exists(path) ? RealPath.Of(Path.GetFullPath(path)) : throw new DirectoryNotFoundException($"there is no folder '{path}'");

    private string Confined(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new IOException("a path holds a NUL character");
        }

        var real = RealPath.Of(Path.GetFullPath(path, _root));
        return _allowed.Any(root => IsInside(real, root))
            ? real
            : throw new UnauthorizedAccessException($"'{path}' is outside {string.Join(" and ", _allowed.Select(root => $"'{root}'"))}");
    }

    private static bool IsInside(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal)
        && (path.Length == root.Length || root.EndsWith(Path.DirectorySeparatorChar) || path[root.Length] == Path.DirectorySeparatorChar);
}
