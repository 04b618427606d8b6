using Balancing.Testing;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>What a trace plays with: the engine made of its configuration, its members, and a clock.</summary>
internal sealed class World : IDisposable
{
    private World(Trace trace, Placeholders names, BalancingOptions options)
    {
        Names = names;
        Backends = new Backends(trace.Members);
        var services = new BalancerServices { Time = Clock, HealthCheckTemplates = options.HealthCheckTemplates };
        Balancers = [.. options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value, services))];
        var (name, site) = options.Sites.Single();
        Site = ReverseProxy.FromOptions(name, site, Balancers, services);
    }

    public Placeholders Names { get; }

    public Backends Backends { get; }

    public ManualTimeProvider Clock { get; } = new();

    public IReadOnlyList<Balancer> Balancers { get; }

    public ReverseProxy Site { get; }

    /// <summary>Imports the trace's configuration inside the server it was recorded in.</summary>
    /// <exception cref="BalancerConfigurationException">We refuse it.</exception>
    public static World Of(Trace trace)
    {
        var names = new Placeholders(trace.Members);
        var text = "ServerName www.example.com:80\nUseCanonicalName Off\n" + names.Fill(trace.Config);
        return new World(trace, names, HttpdImporter.Import(text).OptionsOrThrow());
    }

    public Balancer BalancerNamed(string name) => Balancers.Single(b => b.Name == name);

    public void Dispose()
    {
        Site.Dispose();
        Balancers.ToList().ForEach(b => b.Dispose());
    }
}
