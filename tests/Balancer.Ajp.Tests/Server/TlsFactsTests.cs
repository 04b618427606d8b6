using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.Ajp.Tests.Server;

public sealed class TlsFactsTests
{
    [Theory]
    [InlineData(false, "http")]
    [InlineData(true, "https")]
    public async Task The_scheme_is_that_of_the_clients_connection(bool secure, string scheme)
    {
        await using var server = await AjpServer.StartAsync(context =>
            context.Response.WriteAsync($"{context.Request.Scheme} {context.Features.Get<ITlsConnectionFeature>() is not null} {context.Connection.ClientCertificate is null}"));
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(new Forward { IsSecure = secure });
        Assert.Equal($"{scheme} {secure} True", answer.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_clients_certificate_is_the_first_of_what_the_front_sends(int count)
    {
        var (first, pem) = Make("CN=ada");
        for (var i = 1; i < count; i++)
        {
            pem += Make("CN=authority").Pem;
        }

        await using var server = await AjpServer.StartAsync(async context =>
            await context.Response.WriteAsync((await context.Connection.GetClientCertificateAsync())!.Thumbprint));
        await using var front = await server.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            var answer = await front.AskAsync(new Forward { IsSecure = true }.Attribute(7, pem));
            Assert.Equal(first, answer.Text);
        }

        var (other, otherPem) = Make("CN=bob");
        Assert.Equal(other, (await front.AskAsync(new Forward { IsSecure = true }.Attribute(7, otherPem))).Text);
    }

    [Fact]
    public async Task What_is_no_certificate_is_400()
    {
        await using var server = await AjpServer.StartAsync(context => context.Response.WriteAsync("no"));
        await using var front = await server.ConnectAsync();

        Assert.Equal("400 Bad Request [] close", (await front.AskAsync(new Forward { IsSecure = true }.Attribute(7, "-----BEGIN"))).ToString());
    }

    [Fact]
    public async Task The_handshake_is_the_clients()
    {
        await using var server = await AjpServer.StartAsync(context =>
        {
            var tls = context.Features.Get<ITlsHandshakeFeature>()!;
            return context.Response.WriteAsync($"{tls.Protocol} {tls.NegotiatedCipherSuite} {tls.HostName}");
        });
        await using var front = await server.ConnectAsync();

        var answer = await front.AskAsync(
            new Forward { IsSecure = true }.Attribute(8, "TLS_AES_128_GCM_SHA256").Attribute("AJP_SSL_PROTOCOL", "TLSv1.3"));
        Assert.Equal("Tls13 TLS_AES_128_GCM_SHA256 www.example.com", answer.Text);
        answer = await front.AskAsync(
            new Forward { IsSecure = true }.Attribute(8, "ECDHE-RSA-AES256-GCM-SHA384").Attribute("AJP_SSL_PROTOCOL", "TLSv1.2"));
        Assert.Equal("Tls12  www.example.com", answer.Text);
    }

    private static (string Thumbprint, string Pem) Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest(name, key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2056, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return (certificate.Thumbprint, certificate.ExportCertificatePem() + "\n");
    }
}
