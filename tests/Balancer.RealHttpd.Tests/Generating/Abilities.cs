using Balancing.RealHttpd.Tests.Ours;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>What cannot be compared yet, each asked of the product itself: once it can, it takes part in the play.</summary>
internal static class Abilities
{
    /// <summary><c>ProxyMaxForwards -1</c>, the documented default.</summary>
    public static bool TakesNoMaxForwards { get; } = Gateway.Check("ProxyMaxForwards -1") is null;

    /// <summary>A rewrite rule is judged even while RewriteEngine is off.</summary>
    public static bool JudgesIdleRules { get; } = Gateway.Check("RewriteRule ^/(a /b") is not null;
}
