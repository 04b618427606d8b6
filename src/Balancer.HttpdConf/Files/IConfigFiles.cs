namespace Balancing.HttpdConf;

/// <summary>
/// The files a configuration may <c>Include</c>. The importer opens nothing by itself (R57): what can be read is what the caller
/// hands over here, a <see cref="ConfigFolder"/> or <see cref="ConfigTexts"/> or a class of his own.
/// </summary>
/// <remarks>
/// Paths have forward slashes, no <c>.</c> and no <c>..</c>. They are relative when neither the text nor the options name a
/// ServerRoot. All methods may throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>; the message becomes
/// a problem of the import.
/// </remarks>
public interface IConfigFiles
{
    /// <summary>What stands at a path; links are followed.</summary>
    /// <param name="path">A path as described above.</param>
    ConfigFileKind Find(string path);

    /// <summary>The text of a file.</summary>
    /// <param name="path">A path that is a <see cref="ConfigFileKind.File"/>.</param>
    string Read(string path);

    /// <summary>What is in a folder, in any order, without <c>.</c> and <c>..</c>.</summary>
    /// <param name="path">A path that is a <see cref="ConfigFileKind.Folder"/>.</param>
    IReadOnlyList<ConfigFileEntry> List(string path);
}

/// <summary>What stands at a path.</summary>
public enum ConfigFileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,
}

/// <summary>One name in a folder.</summary>
/// <param name="Name">The name without its path.</param>
/// <param name="IsFolder">
/// True for a folder, false for a link to a folder: a wildcard in the middle of an <c>Include</c> does not go through links in httpd.
/// </param>
public readonly record struct ConfigFileEntry(string Name, bool IsFolder);
