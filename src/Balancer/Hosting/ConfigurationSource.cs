using Balancing.Hosting.Reading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Balancing.Hosting;

/// <summary>Fills the options from a configuration, and tells when it has changed.</summary>
internal sealed class ConfigurationSource(IConfiguration configuration)
    : IConfigureOptions<BalancingOptions>, IOptionsChangeTokenSource<BalancingOptions>
{
    public string Name => Options.DefaultName;

    public void Configure(BalancingOptions options)
    {
        options.Place = (configuration as IConfigurationSection)?.Path ?? "";
        BalancingReader.Read(new SectionReader(configuration, new Place("", options.Problems)), options);
    }

    public IChangeToken GetChangeToken() => configuration.GetReloadToken();
}
