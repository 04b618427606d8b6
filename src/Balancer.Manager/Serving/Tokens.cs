using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Balancing.Manager.Serving;

/// <summary>
/// The tokens that forms carry (R48): 256 bits, bound to the user, to the client's address and to this process. Nothing is stored, and nothing
/// is compared byte by byte (R58).
/// </summary>
internal sealed class Tokens
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The balancer takes no edits (httpd: <c>nonce=None</c>, in any case).</summary>
    public static bool IsReadOnly(BalancerPlan plan) => string.Equals(plan.Nonce, "None", StringComparison.OrdinalIgnoreCase);

    /// <summary>The balancer has a nonce of its own, which is never shown.</summary>
    public static bool IsConfigured(BalancerPlan plan) => !string.IsNullOrEmpty(plan.Nonce) && !IsReadOnly(plan);

    /// <summary>The token of whoever asks.</summary>
    public string Of(ManagerRequest request) => Base64Url.EncodeToString(Digest($"{request.User}\n{Plain(request.Client)}"));

    /// <summary>Whether a token is the right one.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="given">What was sent; null for nothing.</param>
    /// <param name="plan">The balancer that it is about, whose configured nonce is right, too. Default: none.</param>
    public bool Accepts(ManagerRequest request, string? given, BalancerPlan? plan = null)
    {
        var own = AreEqual(given, Of(request));
        var configured = plan is not null && IsConfigured(plan) && AreEqual(given, plan.Nonce);
        return given is not null && (own | configured);
    }

    // Digests have one length, so that not even the length is told by the time.
    private bool AreEqual(string? given, string? wanted) => CryptographicOperations.FixedTimeEquals(Digest(given ?? ""), Digest(wanted ?? ""));

    private byte[] Digest(string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));

    private static string Plain(IPAddress? client) => Addresses.Plain(client)?.ToString() ?? "";
}
