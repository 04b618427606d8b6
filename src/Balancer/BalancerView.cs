using Balancing.Managing;

namespace Balancing;

/// <summary>A balancer as balancer-manager shows it.</summary>
public sealed record BalancerView
{
    /// <summary>The balancer itself, to edit or to ask.</summary>
    public required Balancer Balancer { get; init; }

    /// <summary>Its numbers.</summary>
    public required BalancerSnapshot Snapshot { get; init; }

    /// <summary>What names it: its name, and <c>@site</c> when only one site knows it.</summary>
    public required string Key { get; init; }

    /// <summary>Its name, without <c>balancer://</c>.</summary>
    public string Name => Snapshot.Plan.Name;

    /// <summary>Where it is mapped: site and prefix, for example <c>www -&gt; /app</c> (httpd: Path).</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Most members it can have: those there are and the room to grow (httpd: MaxMembers).</summary>
    public int MaxMembers => Snapshot.Members.Count + Snapshot.Plan.Growth;

    /// <summary>What is in force and differs from the configuration: before is what is configured, after what is in force.</summary>
    public required IReadOnlyList<PlanChange> Drift { get; init; }

    /// <summary>The journal, the newest first.</summary>
    public required IReadOnlyList<JournalEntry> Journal { get; init; }

    /// <summary>The session's names, <c>COOKIE|parameter</c> or one name; empty for none (httpd: StickySession).</summary>
    public string StickySession => SettingFields.SessionOf(Snapshot.Plan) is var names and not "-" ? names : "";
}
