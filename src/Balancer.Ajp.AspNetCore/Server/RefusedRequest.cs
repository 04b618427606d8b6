using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Balancing.Ajp;

/// <summary>A request that the application does not see.</summary>
/// <param name="Status">What the front is told.</param>
/// <param name="Why">For the log.</param>
internal sealed record RefusedRequest(int Status, string Why)
{
    /// <summary>Bytes that <see cref="Write"/> has room enough in.</summary>
    public const int Room = 256;

    /// <summary>The secret is wrong, or missing.</summary>
    public static readonly RefusedRequest WrongSecret = new(403, "secret");

    /// <summary>An attribute that may not come in.</summary>
    public string? Attribute { get; init; }

    /// <summary>Writes an answer without a body, and its end: the connection is not used again.</summary>
    /// <returns>Number of bytes.</returns>
    public static int Write(Span<byte> target, int status)
    {
        var answer = new SendHeadersWriter(target, status, ReasonPhrases.GetReasonPhrase(status));
        answer.Header("Content-Length", 0.ToString(CultureInfo.InvariantCulture));
        var length = answer.Finish();
        ContainerPackets.EndAndClose.CopyTo(target[length..]);
        return length + ContainerPackets.EndAndClose.Length;
    }
}
