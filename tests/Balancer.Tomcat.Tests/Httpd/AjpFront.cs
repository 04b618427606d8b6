using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Balancing.RealHttpd.Tests.Httpd;

namespace Balancing.Tomcat.Tests.Httpd;

/// <summary>The real httpd with mod_proxy_ajp in front of a backend of ours; one for all tests of a class.</summary>
#pragma warning disable CA1001 // xunit ends it by IAsyncLifetime.
public sealed class AjpFront : IAsyncLifetime
#pragma warning restore CA1001
{
    private const int Tries = 3;

    private readonly HttpdFolder _folder = new();
    private readonly string _keys = Directory.CreateTempSubdirectory("httpd-keys-").FullName;
    private HttpdServer? _httpd;

    internal AjpBackend Backend { get; private set; } = null!;

    /// <summary>One client for all tests: httpd closes idle connections of many when it has few threads left.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>For clients.</summary>
    public IPEndPoint Plain { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>For clients with TLS.</summary>
    public IPEndPoint Tls { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>What httpd shows to clients with TLS.</summary>
    public X509Certificate2 Trusted { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        HttpdBinary.Require();
        Backend = await AjpBackend.StartAsync();
        for (var i = 0; _httpd is null; i++)
        {
            (Plain, Tls) = (FreePort(), FreePort());
            _folder.Write(Config());
            try
            {
                _httpd = await HttpdServer.StartAsync(_folder, Plain);
                Client = new HttpClient { BaseAddress = new Uri($"http://{Plain}/"), Timeout = TimeSpan.FromSeconds(30) };
            }
            catch (InvalidOperationException) when (i < Tries)
            {
                // somebody else took the port
            }
        }
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        if (_httpd is not null)
        {
            await _httpd.DisposeAsync();
        }

        await Backend.DisposeAsync();
        _folder.Dispose();
        Directory.Delete(_keys, recursive: true);
    }

    /// <summary>A certificate for either side.</summary>
    public static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2056, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static IPEndPoint FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    private string Config()
    {
        using var certificate = Certificate("CN=localhost");
        Trusted = X509CertificateLoader.LoadCertificate(certificate.RawData);
        File.WriteAllText(Path.Combine(_keys, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_keys, "key.pem"), certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return $"""
            LoadModule proxy_ajp_module "{HttpdBinary.Modules}/mod_proxy_ajp.so"
            LoadModule socache_shmcb_module "{HttpdBinary.Modules}/mod_socache_shmcb.so"
            LoadModule ssl_module "{HttpdBinary.Modules}/mod_ssl.so"
            Listen {Plain}
            Listen {Tls}
            ServerName www.example.com
            MaxKeepAliveRequests 0
            KeepAliveTimeout 300
            LimitRequestFieldSize 16000
            SetEnvIf X-Tenant "(.+)" AJP_TENANT=$1
            SetEnvIf X-Odd "(.+)" AJP_ODD=$1
            ProxyPass "/small/" "ajp://127.0.0.1:{Backend.Small}/small/" secret={AjpBackend.Secret}
            ProxyPass "/big/" "ajp://127.0.0.1:{Backend.Big}/big/" secret={AjpBackend.Secret} ping=5 iobuffersize=65536
            ProxyPass "/stranger/" "ajp://localhost:{Backend.Small}/" secret=guessed
            <Proxy "balancer://sticky">
              BalancerMember "ajp://127.0.0.1:{Backend.Small}" route=node1 secret={AjpBackend.Secret}
              ProxySet stickysession=JSESSIONID|jsessionid
            </Proxy>
            ProxyPass "/sticky/" "balancer://sticky/"
            <VirtualHost {Plain}>
            </VirtualHost>
            <VirtualHost {Tls}>
              SSLEngine on
              SSLCertificateFile "{_keys}/cert.pem"
              SSLCertificateKeyFile "{_keys}/key.pem"
              SSLVerifyClient optional_no_ca
            </VirtualHost>

            """;
    }
}
