namespace Balancing.HttpdConf;

/// <summary>One line of a configuration and what became of it.</summary>
/// <param name="Place">File and line, <c>site.conf:12</c>.</param>
/// <param name="Directive">The directive with its words, or a section with its argument; a mod_jk property.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Became">What it turned into, or why it did not.</param>
public sealed record ImportEntry(string Place, string Directive, ImportVerdict Verdict, string Became)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Verdict.ToString().ToLowerInvariant()}: {Directive}: {Became}";
}
