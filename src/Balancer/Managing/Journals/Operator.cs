namespace Balancing;

/// <summary>Who changes something, as the journal tells it.</summary>
/// <param name="Who">A name, for example of the user who is logged in.</param>
/// <param name="From">From where, for example an IP address; null when that means nothing.</param>
public sealed record Operator(string Who, string? From = null)
{
    /// <summary>The program itself: the default.</summary>
    public static readonly Operator Program = new("program");

    /// <inheritdoc/>
    public override string ToString() => From is null ? Who : $"{Who} ({From})";
}
