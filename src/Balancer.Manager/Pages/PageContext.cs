namespace Balancing.Manager.Pages;

/// <summary>What every page needs to know.</summary>
internal sealed record PageContext
{
    /// <summary>Path of the manager, without a slash at the end. All links begin with it.</summary>
    public required string Mount { get; init; }

    /// <summary>Name of this server, for the title.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the user; empty for nobody.</summary>
    public required string User { get; init; }

    /// <summary>What the user may do. Forms appear only where they can be sent.</summary>
    public required ManagerPermissions Permissions { get; init; }

    /// <summary>The token of all forms, in the hidden field <c>nonce</c>.</summary>
    public required string Token { get; init; }

    /// <summary>When the program began, for the uptime.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What happened just now, shown above everything; null for nothing.</summary>
    public Notice? Notice { get; init; }
}

/// <summary>Something that is said above a page.</summary>
/// <param name="IsError">True for a refusal.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Details">More lines, for example one per problem, or what has changed since. Default: none.</param>
internal sealed record Notice(bool IsError, string Text, IReadOnlyList<string>? Details = null);

/// <summary>What of the overview is wanted (the query of a deep link).</summary>
/// <param name="B">Key of the balancer whose form is open; null for none (httpd: b).</param>
/// <param name="W">URL of the member whose form is open; null for none (httpd: w).</param>
/// <param name="Filter">Only members whose URL, route or status contains this; empty for all.</param>
/// <param name="Sort">Column the members are sorted by, with <c>-</c> in front for downwards; empty for the order of declaration.</param>
internal sealed record Selection(string? B = null, string? W = null, string Filter = "", string Sort = "");
