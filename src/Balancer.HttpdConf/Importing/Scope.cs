using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Where a directive may stand.</summary>
[Flags]
internal enum Places
{
    None = 0,
    Server = 1,
    Proxy = 2,
    Location = 4,
    Anywhere = Server | Proxy | Location,
}

/// <summary>Where a directive does stand, and where its settings go.</summary>
/// <param name="Place">The kind of section.</param>
/// <param name="Argument">The URL of a Proxy section, the path or pattern of a Location; empty for the server.</param>
/// <param name="IsPattern">The argument is a regular expression.</param>
/// <param name="Label">What problems call it.</param>
/// <param name="Settings">What the section sets; for the server what holds everywhere (httpd: the per-directory configuration).</param>
internal sealed record Scope(Places Place, string Argument, bool IsPattern, string Label, LocationOptions Settings)
{
    /// <summary>Who may ask, as far as it was read.</summary>
    public AccessBook Access { get; init; } = new();

    public bool InLocation => Place == Places.Location;

    public bool InProxy => Place == Places.Proxy;

    public static Scope Server(LocationOptions settings) => new(Places.Server, "", false, "the server", settings);

    public static Scope Proxy(ConfigNode section, string url, bool isPattern) =>
        new(Places.Proxy, url, isPattern, $"<{section.Name} {url}>", new LocationOptions());

    public static Scope Location(ConfigNode section, string path, bool isPattern) =>
        new(Places.Location, path, isPattern, $"<{section.Name} {path}>", new LocationOptions());
}
