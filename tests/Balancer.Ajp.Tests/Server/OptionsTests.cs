using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Balancing.Ajp.Tests.Server;

public sealed class OptionsTests
{
    private static readonly IPEndPoint Loopback = new(IPAddress.Loopback, 8009);

    public static TheoryData<string, Action<AjpServerOptions>> Wrong => new()
    {
        { "Secret", options => options.Secret = null },
        { "Secret", options => options.Secret = "" },
        { "Secret", options => options.Secret = "a\nb" },
        { "Secret", options => options.Secret = "\u20AC" },
        { "Secret", options => options.Secret = new string('x', 1025) },
        { "AllowedAttributes", options => options.AllowedAttributes.Add("") },
        { "PacketSize", options => options.PacketSize = 8191 },
        { "PacketSize", options => options.PacketSize = 65_537 },
        { "MaxHeaderCount", options => options.MaxHeaderCount = 0 },
        { "MaxHeaderCount", options => options.MaxHeaderCount = 32_768 },
        { "PacketTimeout", options => options.PacketTimeout = TimeSpan.Zero },
        { "PacketTimeout", options => options.PacketTimeout = Timeout.InfiniteTimeSpan },
        { "KeepAliveTimeout", options => options.KeepAliveTimeout = TimeSpan.FromSeconds(-1) },
        { "KeepAliveTimeout", options => options.KeepAliveTimeout = TimeSpan.FromDays(30) },
        { "Time", options => options.Time = null! },
    };

    public static TheoryData<EndPoint, bool> EndPoints => new()
    {
        { Loopback, true },
        { new IPEndPoint(IPAddress.IPv6Loopback, 8009), true },
        { new IPEndPoint(IPAddress.Parse("127.0.0.2"), 8009), true },
        { new IPEndPoint(IPAddress.Any, 8009), false },
        { new IPEndPoint(IPAddress.IPv6Any, 8009), false },
        { new IPEndPoint(IPAddress.Parse("192.0.2.1"), 8009), false },
        { new UnixDomainSocketEndPoint("/run/ajp.sock"), true },
        { new Microsoft.AspNetCore.Connections.FileHandleEndPoint(3, Microsoft.AspNetCore.Connections.FileHandleType.Auto), false },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Each_fault_is_named(string place, Action<AjpServerOptions> change)
    {
        var problem = Assert.Single(Assert.Throws<BalancerConfigurationException>(() => Judge(change, Loopback)).Problems);
        Assert.Equal($"UseAjp(127.0.0.1:8009):{place}", problem.Place);
        Assert.NotEqual("", problem.Remedy);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_never_the_secret()
    {
        var error = Assert.Throws<BalancerConfigurationException>(() => Judge(
            options => (options.Secret, options.PacketSize, options.MaxHeaderCount) = ("top\tsecret\0", 1, -1), new IPEndPoint(IPAddress.Any, 8009)));
        Assert.Equal(4, error.Problems.Count);
        Assert.DoesNotContain("top", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EndPoints))]
    public void Only_an_endpoint_of_this_machine_needs_no_permission(EndPoint endPoint, bool isLocal)
    {
        var error = Record.Exception(() => Judge(_ => { }, endPoint));
        Assert.Equal(isLocal, error is null);
        Judge(options => options.AllowRemote = true, endPoint);
    }

    [Fact]
    public void No_secret_is_needed_when_that_is_said() => Judge(options => (options.Secret, options.RequireSecret) = (null, false), Loopback);

    [Fact]
    public void A_size_of_packets_is_rounded_up_as_fronts_do() => Assert.Equal(10_240, Judge(options => options.PacketSize = 10_000, Loopback).PacketSize);

    [Fact]
    public async Task The_server_does_not_start_without_a_secret() =>
        await Assert.ThrowsAsync<BalancerConfigurationException>(() => AjpServer.StartAsync(_ => Task.CompletedTask, options => options.Secret = null));

    [Fact]
    public void Cve_2026_43514_a_secret_is_compared_as_a_digest()
    {
        var secret = new SecretCheck("f\u00FCr");
        Assert.True(secret.Is([0x66, 0xFC, 0x72]));
        Assert.False(secret.Is([0x66, 0xFC]));
        Assert.False(secret.Is([]));
        Assert.DoesNotContain(
            typeof(SecretCheck).GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic),
            field => field.FieldType == typeof(string));
    }

    private static AjpServerSettings Judge(Action<AjpServerOptions> change, EndPoint endPoint)
    {
        var options = new AjpServerOptions { Secret = "s" };
        change(options);
        return AjpServerSettings.Of(options, endPoint, _ => null, NullLogger.Instance);
    }
}
