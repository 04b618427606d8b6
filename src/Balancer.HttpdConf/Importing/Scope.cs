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
}

/// <summary>Where a directive does stand.</summary>
/// <param name="Place">The kind of section.</param>
/// <param name="Argument">The URL of a Proxy section, the path or pattern of a Location; empty for the server.</param>
/// <param name="IsPattern">The argument is a regular expression.</param>
/// <param name="Siblings">Everything in the same section, for rules that only make sense together.</param>
/// <param name="Label">What problems call it.</param>
internal sealed record Scope(Places Place, string Argument, bool IsPattern, IReadOnlyList<ConfigNode> Siblings, string Label)
{
    public bool InLocation => Place == Places.Location;

    public bool InProxy => Place == Places.Proxy;

    /// <summary>A Location that holds every request is no limit at all.</summary>
    public bool HoldsEverything => !InLocation || (!IsPattern && Argument == "/");

    public static Scope Server(IReadOnlyList<ConfigNode> nodes) => new(Places.Server, "", false, nodes, "the server");

    public static Scope Proxy(ConfigNode section, string url) =>
        new(Places.Proxy, url, false, section.Children!, $"<{section.Name} {url}>");

    public static Scope Location(ConfigNode section, string path, bool isPattern) =>
        new(Places.Location, path, isPattern, section.Children!, $"<{section.Name} {path}>");
}
