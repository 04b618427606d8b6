using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>How a member answers.</summary>
internal sealed record Reply
{
    public static readonly Reply Default = new();

    public int Status { get; private init; } = 200;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private init; } = [];

    public TimeSpan Delay { get; private init; }

    /// <summary>The answer never comes whole: <c>close</c>, <c>garbage</c> or <c>partial</c>.</summary>
    public bool IsBroken { get; private init; }

    /// <summary>This reply with what a request asks for on top; what it does not mention stays.</summary>
    public Reply With(JsonObject? said, Placeholders names) => said is null ? this : this with
    {
        Status = (int?)said["status"] ?? Status,
        Headers = said["headers"] is JsonArray lines
            ? [.. lines.Select(l => KeyValuePair.Create((string)l![0]!, names.Fill((string)l[1]!)))]
            : Headers,
        Delay = said["delay"] is { } delay ? TimeSpan.FromSeconds((double)delay) : Delay,
        IsBroken = said["action"] is not null || IsBroken,
    };
}
