using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore.Tests.Transports;

public class TlsTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task R59_the_members_own_name_is_verified_whatever_host_the_client_names()
    {
        using var certificate = Certificate("localhost");
        await using var member = await SecureMemberAsync(certificate);
        var url = $"https://localhost:{new Uri(member.Urls.Single()).Port}";
        var site = ReverseProxy.Create("www").ProxyPass("/", url).ProxyPreserveHost().Build();
        await using var trusting = await Front.StartAsync(site, services: s => s.AddProxyPass(o => o.Tls = (_, tls) =>
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck }));
        await using var plain = await Front.StartAsync(site);

        Assert.Contains("secure for www.example.com", await trusting.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 503 ", await plain.AskAsync("GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limits.Test)]
    public async Task R59_a_health_check_trusts_whom_requests_trust_and_nobody_else()
    {
        using var certificate = Certificate("localhost");
        await using var member = await SecureMemberAsync(certificate);
        var port = new Uri(member.Urls.Single()).Port;
        var services = new ServiceCollection();
        services.AddProxyPass(o => o.Tls = (_, tls) =>
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck });
        await using var provider = services.BuildServiceProvider();
        var trusting = Assert.Single(provider.GetServices<Prober>());

        Assert.Equal(200, (await ProbeAsync(trusting, $"https://localhost:{port}")).Status);
        Assert.Equal("TLS failed", (await ProbeAsync(trusting, $"https://127.0.0.1:{port}")).Reason);
        Assert.Equal((ProbeKind.ConnectFailed, "TLS failed"), (await ProbeAsync(new HttpProber(), $"https://localhost:{port}")) is var plain ? (plain.Kind, plain.Reason) : default);
    }

    private static async Task<ProbeResult> ProbeAsync(Prober prober, string url)
    {
        using var foo = Balancer.Create("foo").Member(url, m => m.HealthCheck(h => h.Method(HcMethod.Get))).Build();
        return await prober.ProbeAsync(foo.Members[0], foo.Members[0].Plan.HealthCheck!, default);
    }

    private static async Task<WebApplication> SecureMemberAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($"secure for {context.Request.Host}"));
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var from = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var made = request.CreateSelfSigned(from, from.AddYears(50));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
