using Microsoft.Extensions.DependencyInjection;

namespace Balancing;

/// <summary>Says what <c>AddBalancing</c> shall make. Verbs are extension methods, so that other packages can add theirs.</summary>
public interface IBalancingBuilder
{
    /// <summary>The services that everything is registered with.</summary>
    IServiceCollection Services { get; }
}
