using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>What Tomcat is told of the client, of our name and of TLS, and by whom.</summary>
[Collection(TomcatCollection.Name)]
public class FactTests(TomcatFixture tomcat)
{
    [Fact]
    public async Task Tomcat_knows_the_client_and_the_name_it_asked_for()
    {
        await using var front = await Front.OverAsync(null, tomcat.Usual);

        var (said, port) = await AskAsync(front, "GET /app/echo.jsp HTTP/1.1\r\nHost: shop.example.com:8443\r\nConnection: close\r\n\r\n");

        Assert.Contains($"\nscheme http false\nremote 127.0.0.1 {port}\nlocal 127.0.0.1\nserver shop.example.com 8443\n", said, StringComparison.Ordinal);
        Assert.Contains("\nheader host: shop.example.com:8443\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_Host_Tomcat_gets_none_and_the_port_we_listen_on()
    {
        await using var front = await Front.OverAsync(null, tomcat.Usual);

        var (said, _) = await AskAsync(front, "GET /app/echo.jsp HTTP/1.0\r\n\r\n");

        Assert.Contains($"\nserver 127.0.0.1 {front.Port}\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\nheader host:", said, StringComparison.Ordinal);
        Assert.Contains("\nprotocol HTTP/1.0\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_one_hop_and_lines_about_the_way_stay_here()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer, s => s.ProxyVia(Via.Full)));

        var (said, _) = await AskAsync(
            front,
            "POST /app/echo.jsp HTTP/1.1\r\nHost: a\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: x\r\n"
            + "Transfer-Encoding: chunked\r\nX-Forwarded-For: 9.9.9.9\r\nVia: 1.1 other\r\nX-Kept: yes\r\nx-kept: twice\r\n\r\n2\r\nab\r\n0\r\n\r\n");

        var lines = said.Split('\n').Where(line => line.StartsWith("header ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(["header host: a", "header via: 1.1 other", "header x-kept: twice", "header x-kept: yes"], lines);
        Assert.Contains("\nlength -1\n", said, StringComparison.Ordinal);
        Assert.Contains(Bodies.Line("ab"u8.ToArray()), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Octets_beyond_ascii_arrive_as_they_were_sent()
    {
        await using var front = await Front.OverAsync(null, tomcat.Usual);

        var (said, _) = await AskAsync(front, "GET /app/echo.jsp HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Name: J\u00c3\u00bcrgen\r\n\r\n");

        Assert.Contains("\nheader x-name: J\u00c3\u00bcrgen\n", said, StringComparison.Ordinal); // both times one character is one octet
    }

    [Theory]
    [InlineData(true, "user ada Basic")]
    [InlineData(false, "user null null")]
    public async Task Tomcat_hears_who_has_signed_in_unless_told_not_to(bool tells, string line)
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(
            Front.Site(balancer),
            before: app => app.Use(async (context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada")], "Basic"));
                await next(context);
            }),
            services: s => s.AddAjp(o => o.TellUser = tells));

        Assert.Contains($"\n{line}\n", (await front.GetAsync("/app/echo.jsp")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_named_AJP_become_attributes_and_the_others_do_not()
    {
        var site = Front.Site(
            Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build(),
            s => s.SetEnv("AJP_colour", "blue").SetEnv("AJP_shop.size", "").SetEnv("colour", "red").SetEnv("AJP_AJP_REMOTE_PORT", "1")
                .SetEnv("AJP_jakarta.servlet.include.request_uri", "/WEB-INF/web.xml"));
        await using var front = await Front.StartAsync(site);

        var said = (await front.GetAsync("/app/echo.jsp?attribute=colour&attribute=shop.size&attribute=jakarta.servlet.include.request_uri")).Body;

        Assert.Contains("\nattribute colour blue\nattribute shop.size \nattribute jakarta.servlet.include.request_uri null\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("remote 127.0.0.1 1\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attribute_that_Tomcat_does_not_know_is_its_403_and_no_fault_of_the_member()
    {
        var balancer = Balancer.Create("tomcats").Member(tomcat.Second, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer, s => s.SetEnv("AJP_colour", "blue")));

        Assert.Equal(HttpStatusCode.Forbidden, (await front.GetAsync("/app/echo.jsp")).Status);
        Assert.False(balancer.Snapshot().Members[0].Status.HasFlag(MemberStatus.InError));
    }

    [Fact]
    public async Task Tomcat_is_told_of_TLS_and_of_the_certificate_that_the_client_showed()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=ada", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var balancer = Balancer.Create("tomcats").Member(tomcat.Usual, m => m.Secret(TomcatFixture.Secret)).Build();
        await using var front = await Front.StartAsync(Front.Site(balancer), listen: l => l.UseHttps(certificate, https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        }));
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, front.Port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "a",
            ClientCertificates = [certificate],
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, VerificationFlags = X509VerificationFlags.AllFlags },
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString(),
        });

        await tls.WriteAsync("GET /app/echo.jsp HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8.ToArray());
        var said = await new StreamReader(tls, Encoding.Latin1).ReadToEndAsync();

        Assert.Contains("\nscheme https true\n", said, StringComparison.Ordinal);
        Assert.Contains($"\ncipher {tls.NegotiatedCipherSuite}\n", said, StringComparison.Ordinal);
        Assert.Contains($"\nkey size {(tls.NegotiatedCipherSuite.ToString().Contains("_128_", StringComparison.Ordinal) ? 128 : 256)}\n", said, StringComparison.Ordinal);
        Assert.Contains($"\ntls {(tls.SslProtocol.ToString() == "Tls13" ? "TLSv1.3" : "TLSv1.2")}\n", said, StringComparison.Ordinal);
        Assert.Contains("\ncertificate CN=ada\n", said, StringComparison.Ordinal);
    }

    private static async Task<(string Said, int Port)> AskAsync(Front front, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, front.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var answer = new StreamReader(client.GetStream(), Encoding.Latin1);
        return (await answer.ReadToEndAsync(), ((IPEndPoint)client.Client.LocalEndPoint!).Port);
    }
}
