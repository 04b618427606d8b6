namespace Balancing.HttpdConf.Reading;

/// <summary>Where something stands in the configuration.</summary>
/// <param name="File">Name of the file as the caller gave it; of an included one, relative to the ServerRoot.</param>
/// <param name="Line">Line from 1; of a continued line the first.</param>
/// <param name="UsedAt">For a line of a macro: where the macro is used.</param>
internal sealed record ConfigPlace(string File, int Line, ConfigPlace? UsedAt = null)
{
    /// <summary>Its rank in the order in which everything is read, included files and all.</summary>
    public int Rank { get; set; }

    public override string ToString() => UsedAt is null ? $"{File}:{Line}" : $"{File}:{Line}, used at {UsedAt}";
}
