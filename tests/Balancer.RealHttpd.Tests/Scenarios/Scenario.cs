namespace Balancing.RealHttpd.Tests.Scenarios;

/// <summary>A configuration and what happens to it.</summary>
/// <param name="Seed">What it was made of.</param>
/// <param name="Config">The configuration; members stand in it as <c>{m1}</c>.</param>
/// <param name="Steps">What happens, in order.</param>
/// <param name="KeepsConnections">Members keep connections open after an answer.</param>
internal sealed record Scenario(string Seed, IReadOnlyList<Line> Config, IReadOnlyList<Step> Steps, bool KeepsConnections)
{
    public IEnumerable<Line> Lines => Config.SelectMany(line => line.All());

    public IEnumerable<Ask> Asks => Steps.OfType<Ask>();

    public string ConfigText => Line.Text(Config);

    public override string ToString() => $"{ConfigText}---\n{string.Join('\n', Steps.Select((step, i) => $"{i,3}  {step}"))}\n";
}
