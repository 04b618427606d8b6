using System.Security.Cryptography;
using System.Text;

namespace Balancing.Ajp;

/// <summary>Compares secrets in a time that tells nothing (R58, CVE-2026-43514); keeps no text of it.</summary>
internal sealed class SecretCheck(string secret)
{
    private readonly byte[] _digest = SHA256.HashData(Encoding.Latin1.GetBytes(secret));

    public bool Is(ReadOnlySpan<byte> given)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(given, digest);
        return CryptographicOperations.FixedTimeEquals(digest, _digest);
    }
}
