using System.Globalization;
using Balancing.RealHttpd.Tests.Comparing;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Makes a scenario of a seed, always the same one.</summary>
internal static class Generator
{
    public static Scenario Make(Emphasis emphasis, int number)
    {
        var seed = string.Create(CultureInfo.InvariantCulture, $"{emphasis}:{number}");
        var chance = new Chance(SeedOf(seed));
        while (true)
        {
            var draft = new Draft(chance, emphasis);
            BalancerWriter.Write(draft);
            MappingWriter.Write(draft);
            SiteWriter.Write(draft);
            RewriteWriter.Write(draft);
            SectionWriter.Write(draft);
            foreach (var balancer in draft.Balancers.Where(b => b.Left.Count > 0))
            {
                draft.Lines.Add(Line.Of("ProxySet", $"balancer://{balancer.Name}").With(balancer.Left));
            }

            HostWriter.Write(draft);
            var keepsConnections = chance.Percent(60);
            var scenario = new Scenario(seed, draft.Lines, StreamWriter.Write(draft, keepsConnections), keepsConnections);
            if (Avoided.Reason(scenario) is null)
            {
                return scenario;
            }
        }
    }

    // FNV-1a: a text's own hash is another one in every process.
    private static ulong SeedOf(string text) => text.Aggregate(14695981039346656037, (hash, c) => (hash ^ c) * 1099511628211);
}
