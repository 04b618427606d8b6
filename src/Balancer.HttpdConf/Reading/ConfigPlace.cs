namespace Balancing.HttpdConf.Reading;

/// <summary>Where something stands in the configuration.</summary>
/// <param name="File">Name of the file as the caller gave it.</param>
/// <param name="Line">Line from 1; of a continued line the first.</param>
internal sealed record ConfigPlace(string File, int Line)
{
    /// <summary>Its rank in the order in which everything is read, included files and all.</summary>
    public int Sequence { get; init; } = Line;

    public override string ToString() => $"{File}:{Line}";
}
