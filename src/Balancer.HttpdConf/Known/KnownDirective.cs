namespace Balancing.HttpdConf.Known;

/// <summary>A directive or section that httpd knows.</summary>
/// <param name="Name">As httpd writes it; a section with brackets.</param>
/// <param name="Module">Source of its module without <c>.c</c>: <c>mod_ssl</c>, <c>core</c>.</param>
internal sealed record KnownDirective(string Name, string Module);
