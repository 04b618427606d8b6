using System.Text;
using Microsoft.Extensions.Configuration;

namespace Balancing.Tests.Hosting;

/// <summary>A configuration of JSON text that a test can change, as a file that is saved again.</summary>
internal sealed class Settings
{
    private readonly Source _source = new();

    public Settings(string json)
    {
        _source.Json = json;
        Root = new ConfigurationBuilder().Add(_source).Build();
    }

    public IConfigurationRoot Root { get; }

    public IConfigurationSection Balancing => Root.GetSection("Balancing");

    public void Save(string json)
    {
        _source.Json = json;
        Root.Reload();
    }

    private sealed class Source : IConfigurationSource
    {
        public string Json { get; set; } = "{}";

        public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(this);
    }

    private sealed class Provider(Source source) : ConfigurationProvider
    {
        public override void Load()
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(source.Json));
            var all = new ConfigurationBuilder().AddJsonStream(stream).Build();
            Data = all.AsEnumerable().ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        }
    }
}
