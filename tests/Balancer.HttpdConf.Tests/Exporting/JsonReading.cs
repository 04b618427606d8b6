using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>Reads JSON the way a host does.</summary>
internal static class JsonReading
{
    /// <summary>The options of the section <c>Balancing</c>.</summary>
    /// <exception cref="OptionsValidationException">The configuration is not valid; it lists why.</exception>
    public static BalancingOptions Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var services = new ServiceCollection();
        services.AddBalancing(configuration.GetSection("Balancing"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<BalancingOptions>>().CurrentValue;
    }
}
