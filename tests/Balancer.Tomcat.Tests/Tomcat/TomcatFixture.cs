using System.Globalization;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>The Tomcat that all tests of a run share. <c>Conf/server.xml</c> has its connectors in the same order.</summary>
public sealed class TomcatFixture : IAsyncLifetime
{
    public const string Secret = "s3cret";

    private TomcatServer _server = null!; // set before any test runs

    /// <summary>Packets of 8 KiB, a secret, two attributes let in, TRACE allowed, and our word about users believed. Route <c>tc1</c>.</summary>
    public string Usual => Member(0);

    /// <summary>Packets of 64 KiB.</summary>
    public string Large => Member(1);

    /// <summary>No secret, and no flush marks.</summary>
    public string Open => Member(2);

    /// <summary>Another engine with sessions of its own, route <c>tc2</c>.</summary>
    public string Second => Member(3);

    public async Task InitializeAsync() => _server = await TomcatServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public int Port(int connector) => _server.Ports[connector];

    private string Member(int connector) => string.Create(CultureInfo.InvariantCulture, $"ajp://127.0.0.1:{_server.Ports[connector]}");
}

/// <summary>Its tests share one Tomcat.</summary>
[CollectionDefinition(Name)]
public sealed class TomcatCollection : ICollectionFixture<TomcatFixture>
{
    public const string Name = "Tomcat";
}
