namespace Balancing.HttpdConf;

/// <summary>A configuration as text, and what that text could not say.</summary>
public sealed class ExportResult
{
    internal ExportResult(string text, IReadOnlyList<ExportLoss> losses)
    {
        Text = text;
        Losses = losses;
    }

    /// <summary>The text, lines ended by <c>\n</c>. Secrets of members are in it.</summary>
    public string Text { get; }

    /// <summary>
    /// What the text cannot say, in the order of the configuration; empty when reading the text gives the same plans. The
    /// text names each as a comment where the format has comments.
    /// </summary>
    public IReadOnlyList<ExportLoss> Losses { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Something that a format cannot say.</summary>
/// <param name="Place">Where it stands among the options, for example <c>Sites:www:TrustedProxies</c>.</param>
/// <param name="Reason">Why the format cannot say it, and what stands there instead, if anything does.</param>
public sealed record ExportLoss(string Place, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Reason}";
}
