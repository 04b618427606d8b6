using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Balancing.Ajp;

/// <summary>The certificate that a connection has told of last: a client's requests often come one after another.</summary>
internal sealed class CertificateMemory
{
    private byte[] _pem = [];
    private X509Certificate2? _certificate;

    /// <summary>The first certificate of a PEM text; those behind it are its chain.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is none.</exception>
    public X509Certificate2 Of(ReadOnlySpan<byte> pem)
    {
        if (_certificate is null || !pem.SequenceEqual(_pem))
        {
            _certificate = X509Certificate2.CreateFromPem(Encoding.Latin1.GetString(pem));
            _pem = pem.ToArray();
        }

        return _certificate;
    }
}
