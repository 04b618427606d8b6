using System.Net;

namespace Balancing.Manager;

/// <summary>A request to the manager, as its host received it. The host has seen to it that whoever asks may.</summary>
public sealed record ManagerRequest
{
    /// <summary>HTTP method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Path at which the manager is mapped, as clients see it, without a slash at the end, for example <c>/balancer-manager</c>.</summary>
    public required string Mount { get; init; }

    /// <summary>What follows <see cref="Mount"/>: empty, or a path such as <c>/style.css</c>, decoded once.</summary>
    public string Path { get; init; } = "";

    /// <summary>The query, as sent, without <c>?</c>. Default: empty.</summary>
    public string Query { get; init; } = "";

    /// <summary><c>http</c> or <c>https</c>, as the client sees it.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>Host and port as the client sees them (its Host field).</summary>
    public required string Host { get; init; }

    /// <summary>Name of the user who is logged in; empty for nobody. Default: empty.</summary>
    public string User { get; init; } = "";

    /// <summary>Address of the client; null when there is none, for example in memory.</summary>
    public IPAddress? Client { get; init; }

    /// <summary>What whoever asks may do. Default: look.</summary>
    public ManagerPermissions Permissions { get; init; } = ManagerPermissions.View;

    /// <summary>The request's fields by name, in any case; null for one that was not sent. Values of several lines are joined by a comma.</summary>
    public Func<string, string?> Field { get; init; } = static _ => null;

    /// <summary>The whole body; the host refuses one above <see cref="BalancerManager.MaxBody"/> with 413. Default: empty.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>What somebody may do in the manager.</summary>
[Flags]
public enum ManagerPermissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Look.</summary>
    View = 1,

    /// <summary>Change what there is.</summary>
    Edit = 2,

    /// <summary>Add members; needs <see cref="Edit"/>, too (R50).</summary>
    AddMembers = 4,

    /// <summary>Everything.</summary>
    All = View | Edit | AddMembers,
}
