namespace Balancing.HttpdConf.Exporting;

/// <summary>What could not be said so far, and where we are.</summary>
internal sealed class Losses
{
    private readonly List<ExportLoss> _all = [];

    public IReadOnlyList<ExportLoss> All => _all;

    public void Add(string place, string reason) => _all.Add(new ExportLoss(place, reason));
}
