using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Balancing.AspNetCore.Tests.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
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
        await using var trusting = await Front.StartAsync(site, services: s => s.AddProxyPass(o => o.Tls = Trust(certificate)));
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

    [Theory(Timeout = Limits.Test)]
    [InlineData("Tls12")]
    [InlineData("Tls13")]
    public async Task Secure_connections_opened_ahead_and_kept_ones_are_used_though_tickets_wait_in_them(string version)
    {
        using var certificate = Certificate("localhost");
        var connections = 0;
        await using var member = await SecureMemberAsync(certificate, https => https.SslProtocols = Enum.Parse<SslProtocols>(version), () => Interlocked.Increment(ref connections));
        var foo = Balancer.Create("foo").Member($"https://localhost:{new Uri(member.Urls.Single()).Port}", m => m.Pool(p => p.Min(3))).Build();
        var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build();
        await using var front = await Front.StartAsync(site, services: s => s.AddProxyPass(o => o.Tls = Trust(certificate)));
        await front.GetAsync();
        await Limits.UntilAsync(() => foo.Snapshot().Members[0].Connections is { Idle: >= 3, Opening: 0 });
        var opened = Volatile.Read(ref connections);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await front.GetAsync()).Status);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => front.GetAsync()));
        Assert.Equal(opened, Volatile.Read(ref connections));
    }

    [Fact(Timeout = Limits.Test)]
    public async Task A_secure_connection_that_was_closed_while_idle_costs_nobody_a_post()
    {
        using var certificate = Certificate("localhost");
        var member = await SecureMemberAsync(certificate);
        var port = new Uri(member.Urls.Single()).Port;
        var foo = Balancer.Create("foo").Member($"https://localhost:{port}").Build();
        var site = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/", "balancer://foo/").Build();
        await using var front = await Front.StartAsync(site, services: s => s.AddProxyPass(o => o.Tls = Trust(certificate)));
        await front.GetAsync();

        await member.DisposeAsync();
        await using var again = await SecureMemberAsync(certificate, port: port);

        Assert.Equal(HttpStatusCode.OK, (await front.PostAsync("body")).Status);
        Assert.Equal(2, foo.Snapshot().Members[0].Connections.Opened);
    }

    internal static Action<MemberUrl, SslClientAuthenticationOptions> Trust(X509Certificate2 certificate) => (_, tls) =>
        tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck };

    internal static async Task<WebApplication> SecureMemberAsync(
        X509Certificate2 certificate, Action<HttpsConnectionAdapterOptions>? https = null, Action? connected = null, int port = 0,
        HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = protocols;
            listen.Use(next => connection =>
            {
                connected?.Invoke();
                return next(connection);
            });
            listen.UseHttps(certificate, https ?? (_ => { }));
        }));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($"secure for {context.Request.Host}"));
        await app.StartAsync();
        return app;
    }

    internal static X509Certificate2 Certificate(string name)
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
