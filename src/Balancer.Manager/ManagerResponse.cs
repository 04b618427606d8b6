namespace Balancing.Manager;

/// <summary>The manager's answer, for its host to send.</summary>
/// <param name="Status">Status code.</param>
/// <param name="ContentType">Content-Type; empty when there is no body.</param>
/// <param name="Body">The body; empty when there is a <see cref="Stream"/>.</param>
public sealed record ManagerResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>More fields, each name once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>A body that goes on until the client leaves (server-sent events); each piece is to be sent at once. Null for none.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>>? Stream { get; init; }
}
