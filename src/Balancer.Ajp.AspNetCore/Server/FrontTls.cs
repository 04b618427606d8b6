using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.Ajp;

/// <summary>The TLS between client and front, as far as the front has told of it.</summary>
internal sealed class FrontTls : ITlsConnectionFeature, ITlsHandshakeFeature
{
    public FrontTls(FrontRequest request)
    {
        ClientCertificate = request.Certificate;
        CipherStrength = request.SslKeySize ?? 0;
        HostName = request.ServerName ?? "";
        Protocol = ProtocolOf(request.SslProtocol);
        NegotiatedCipherSuite = Enum.TryParse<TlsCipherSuite>(request.SslCipher, out var suite) && Enum.IsDefined(suite) ? suite : null;
    }

    public X509Certificate2? ClientCertificate { get; set; }

    public SslProtocols Protocol { get; }

    /// <summary>Known when the front names it as the standard does; OpenSSL does so for TLS 1.3 only.</summary>
    public TlsCipherSuite? NegotiatedCipherSuite { get; }

    public string HostName { get; }

    public int CipherStrength { get; }

#pragma warning disable SYSLIB0058 // The interface still has them.
    public CipherAlgorithmType CipherAlgorithm => CipherAlgorithmType.None;

    public HashAlgorithmType HashAlgorithm => HashAlgorithmType.None;

    public ExchangeAlgorithmType KeyExchangeAlgorithm => ExchangeAlgorithmType.None;
#pragma warning restore SYSLIB0058

    public int HashStrength => 0;

    public int KeyExchangeStrength => 0;

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult(ClientCertificate);

#pragma warning disable CA5397, CA5398, CS0618, SYSLIB0039 // Told, not chosen: the front may still speak old versions.
    private static SslProtocols ProtocolOf(string? name) => name switch
    {
        "TLSv1.3" => SslProtocols.Tls13,
        "TLSv1.2" => SslProtocols.Tls12,
        "TLSv1.1" => SslProtocols.Tls11,
        "TLSv1" => SslProtocols.Tls,
        "SSLv3" => SslProtocols.Ssl3,
        _ => SslProtocols.None,
    };
#pragma warning restore CA5397, CA5398, CS0618, SYSLIB0039
}
