using System.Collections.Frozen;

namespace Balancing.HttpdConf.Known;

/// <summary>Every directive that httpd 2.4.71 knows with all its modules, those of mod_jk, and those of httpd 2.2 that are gone.</summary>
internal static class KnownDirectives
{
    private static readonly FrozenDictionary<string, KnownDirective> ByName = new[]
    {
        ReadingFamilies.All, ProxyFamilies.All, JkFamilies.All, RoutingFamilies.All, AuthFamilies.All, TlsFamilies.All, BodyFamilies.All,
        FileFamilies.All, LogFamilies.All, ServerFamilies.All,
    }.SelectMany(families => families).SelectMany(family => family.Each()).ToFrozenDictionary(known => known.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them.</summary>
    public static IEnumerable<KnownDirective> All => ByName.Values;

    /// <summary>Looks a directive up, also one of a module that does not come with httpd but is often met.</summary>
    /// <param name="label">Its name, with any case; of a section with brackets.</param>
    public static KnownDirective? Find(string label) => ByName.GetValueOrDefault(label) ?? OtherModules.Find(label);

    /// <summary>What an unknown name may be meant to be, or null.</summary>
    /// <param name="label">The name as written; of a section with brackets.</param>
    public static string? Nearest(string label) => Spelling.Nearest(label, ByName.Keys);
}
