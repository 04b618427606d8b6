namespace Balancing;

/// <summary>One value that became, would become, or is, another.</summary>
/// <param name="Member">URL of the member; null when it is about the balancer itself.</param>
/// <param name="Setting">Its name, for example <c>LoadFactor</c>; <c>Member</c> when a whole member came or went.</param>
/// <param name="Word">httpd's word, for example <c>w_lf</c>.</param>
/// <param name="Before">The value before, as <see cref="EditWord"/> writes it; empty for none, or for a member that was not there.</param>
/// <param name="After">The value after.</param>
public sealed record PlanChange(string? Member, string Setting, string Word, string Before, string After)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Member is null ? "" : Member + " ")}{Setting}: {Quoted(Before)} -> {Quoted(After)}";

    private static string Quoted(string value) => value.Length == 0 ? "(none)" : value;
}
