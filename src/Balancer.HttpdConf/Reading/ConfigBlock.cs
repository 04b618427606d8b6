namespace Balancing.HttpdConf.Reading;

/// <summary>
/// Lines in which brackets must match by themselves: those of one file, or those of one condition that holds. What is opened
/// outside cannot be closed inside.
/// </summary>
/// <param name="lines">The lines.</param>
/// <param name="into">Where nodes go that are in no section of the block.</param>
/// <param name="until">Name of the condition that the block belongs to; null for a file.</param>
internal sealed class ConfigBlock(ConfigLines lines, List<ConfigNode> into, string? until)
{
    public ConfigLines Lines => lines;

    public string? Until => until;

    /// <summary>The sections that are open, innermost first.</summary>
    public Stack<ConfigNode> Open { get; } = new();

    /// <summary>Set when the condition is closed.</summary>
    public bool Closed { get; set; }

    /// <summary>Where the next node goes.</summary>
    public List<ConfigNode> Current => Open.TryPeek(out var section) ? section.Children! : into;
}
