namespace Balancing.HttpdConf.Reading;

/// <summary>What a text says, as a tree, and what could not be read.</summary>
/// <param name="Nodes">Directives and sections in order, with those of included files and macros in their places.</param>
/// <param name="Refused">What httpd would refuse, and what we do not dare to guess or are not allowed to read.</param>
/// <param name="Notes">What became of the directives that act while the text is read; they are not among the nodes.</param>
/// <param name="Doubtful">What httpd takes in silence, or with a warning, and is hardly meant.</param>
/// <param name="Modules">The modules that count as loaded at the end.</param>
/// <param name="Paths">Where paths of the configuration lead.</param>
internal sealed record ConfigTree(
    IReadOnlyList<ConfigNode> Nodes,
    IReadOnlyList<ConfigFinding> Refused,
    IReadOnlyList<ConfigNote> Notes,
    IReadOnlyList<ConfigFinding> Doubtful,
    ModuleSet Modules,
    ConfigPaths Paths)
{
    public IReadOnlyList<ConfigurationProblem> Problems => [.. Refused.Select(found => found.Problem)];

    public IReadOnlyList<ConfigurationProblem> Lints => [.. Doubtful.Select(found => found.Problem)];
}

/// <summary>Something found while reading.</summary>
/// <param name="Place">Where, with its rank.</param>
/// <param name="Problem">What, and how to mend it.</param>
internal sealed record ConfigFinding(ConfigPlace Place, ConfigurationProblem Problem);

/// <summary>What became of a directive that acts while the text is read.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Label">The name as people read it: <c>Include</c>, <c>&lt;IfModule&gt;</c>.</param>
/// <param name="Text">What is written after the name.</param>
/// <param name="Became">What it did, for the report: <c>3 files</c>, <c>skipped: mod_ssl.c is not loaded</c>.</param>
/// <param name="Kind">In one word.</param>
internal sealed record ConfigNote(ConfigPlace Place, string Label, string Text, string Became, NoteKind Kind);

/// <summary>What became of a directive that acts while the text is read, in one word.</summary>
internal enum NoteKind
{
    /// <summary>It did what it does in httpd.</summary>
    Done,

    /// <summary>A condition that does not hold; what the section holds was not read.</summary>
    Skipped,

    /// <summary>It means nothing here, and nothing follows from that.</summary>
    Ignored,
}
