using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Balancing.Manager.Serving;

/// <summary>The log entries of the manager; docs/telemetry.md lists them. No text from the wire (R37): who it was stands in the journal.</summary>
internal sealed partial class ManagerLog(ILoggerFactory? logging)
{
    private const string Category = "Balancer";

    private readonly ILogger _log = (logging ?? NullLoggerFactory.Instance).CreateLogger(Category);

    /// <summary>Tells of edits that are in force.</summary>
    public void Applied(BalancerView view, EditResult result)
    {
        if (result is { Applied: true, Entry: { } entry })
        {
            EditApplied(view.Snapshot.Plan.Url, entry.Id, entry.Changes.Count);
        }
    }

    [LoggerMessage(1431, LogLevel.Warning, "balancer-manager: a change was refused, from {Client}: {Why}")]
    public partial void ChangeRefused(IPAddress? client, string why);

    [LoggerMessage(1432, LogLevel.Information, "{Balancer}: {Changes} values were changed by hand; entry {Entry} of its journal tells which, and by whom")]
    private partial void EditApplied(string balancer, long entry, int changes);

    [LoggerMessage(1434, LogLevel.Error, "{Balancer}: the draining of {Member} failed")]
    public partial void DrainFailed(Exception error, string balancer, string member);
}
