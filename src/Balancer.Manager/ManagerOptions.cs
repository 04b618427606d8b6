namespace Balancing.Manager;

/// <summary>What can be said about the manager.</summary>
public sealed class ManagerOptions
{
    /// <summary>Name of this server in the title. Default: null, the host of the request.</summary>
    public string? Title { get; set; }

    /// <summary>Networks, such as <c>10.0.0.0/8</c>, in which members may be added besides those of the configured members (R50). Default: none.</summary>
    public IList<string> MemberNetworks { get; } = [];

    /// <summary>How far back the charts reach, 1 to 60 min. Default: 5 min.</summary>
    public TimeSpan History { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
