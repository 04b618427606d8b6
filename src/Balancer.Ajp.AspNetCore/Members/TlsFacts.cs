using System.Collections.Concurrent;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Balancing.Ajp;

/// <summary>What a member is told of the client's TLS, where the server ended it itself. The session's number .NET does not tell.</summary>
internal static class TlsFacts
{
    private static readonly ConditionalWeakTable<X509Certificate2, string> Texts = [];
    private static readonly ConcurrentDictionary<TlsCipherSuite, (string Name, int Bits)> Ciphers = new();

    public static void Fill(AjpRequest to, IFeatureCollection client, AjpMemberOptions options)
    {
        if (client.Get<ITlsHandshakeFeature>() is { } handshake)
        {
            to.SslProtocol = handshake.Protocol.ToString() switch
            {
                "Tls13" => "TLSv1.3",
                "Tls12" => "TLSv1.2",
                _ => null, // anything older is no protocol that a server should have agreed to
            };
            if (handshake.NegotiatedCipherSuite is { } suite && suite != TlsCipherSuite.TLS_NULL_WITH_NULL_NULL)
            {
                (to.SslCipher, to.SslKeySize) = Ciphers.GetOrAdd(suite, static s => (s.ToString(), BitsOf(s.ToString())));
            }
        }

        if (options.TellCertificate && client.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate)
        {
            to.SslCertificate = Texts.GetValue(certificate, static c => c.ExportCertificatePem() + "\n");
        }
    }

    private static int BitsOf(string cipher) =>
        cipher.Contains("_256_", StringComparison.Ordinal) || cipher.Contains("CHACHA20", StringComparison.Ordinal) ? 256
        : cipher.Contains("_128_", StringComparison.Ordinal) ? 128
        : cipher.Contains("3DES", StringComparison.Ordinal) ? 168
        : 0;
}
