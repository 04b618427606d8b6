namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>One thing that is not the same on both sides.</summary>
/// <param name="Step">Index of the step, or -1 for the configuration.</param>
/// <param name="What">Which facet.</param>
/// <param name="Httpd">What it is with httpd, or what must be ours where we differ on purpose.</param>
/// <param name="Ours">What it is with us.</param>
internal sealed record Difference(int Step, string What, string? Httpd, string? Ours)
{
    public override string ToString() =>
        $"step {Step}, {What}:\n    httpd {Shown(Httpd)}\n    ours  {Shown(Ours)}";

    private static string Shown(string? text) => text is null ? "(nothing)" : $"'{text.Replace("\n", "' and '", StringComparison.Ordinal)}'";
}
