using Microsoft.Extensions.DependencyInjection;

namespace Balancing.Tests.Hosting;

internal static class Providers
{
    /// <summary>A provider that validates scopes and everything that was registered.</summary>
    public static ServiceProvider With(this ServiceCollection services, Action<IServiceCollection> add)
    {
        add(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
