namespace Balancing.HttpdConf.Known;

/// <summary>Every directive that httpd knows.</summary>
internal static class KnownDirectives
{
    /// <summary>Looks a directive up.</summary>
    /// <param name="label">Its name; of a section with brackets.</param>
    public static KnownDirective? Find(string label) => null;
}
